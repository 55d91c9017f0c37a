//! Two changes of one listing at once.

use uuid::Uuid;
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::merge::Side;
use veiviser_schema::ids::{ChangeRequestId, ListingId};
use veiviser_schema::outcome::ErrorCode;

use super::world::{ORDINARY, World, done, refused};
use crate::authz::Actor;
use crate::change::request::model::{Change, ChangeState};
use crate::change::request::resolve_conflicts::{ResolveConflicts, resolve_conflicts};
use crate::change::request::{ChangeBatch, changed_by};

struct Two {
    world: World,
    first: Actor,
    second: Actor,
    coordinator: Actor,
    listing: ListingId,
}

/// A published listing, and a draft each of two editors.
async fn two() -> (Two, Change, Change) {
    let world = World::new().await;
    let (first, second) = (world.editor(1, "1103").await, world.editor(2, "1103").await);
    let coordinator = world.coordinator(3).await;
    let listing = world.published(&first, 7, ORDINARY).await;
    let one = world.start(&first, listing).await;
    let other = world.start(&second, listing).await;
    assert_ne!(one.id, other.id);
    let two = Two {
        world,
        first,
        second,
        coordinator,
        listing,
    };
    (two, one, other)
}

fn description(text: &'static str) -> impl Fn(&mut ListingContent) {
    move |content| content.description.nb = Some(text.to_owned())
}

fn guidance(text: &'static str) -> impl Fn(&mut ListingContent) {
    move |content| content.guidance_for_professionals.nb = Some(text.to_owned())
}

impl Two {
    async fn publish(&self, change: &Change, edit: impl Fn(&mut ListingContent)) {
        done(self.world.save(&self.first, change, edit).await);
        done(self.world.submit(&self.first, change.id).await);
        done(self.world.approve(&self.coordinator, change.id).await);
    }

    async fn published(&self, path: &str) -> Vec<String> {
        self.world
            .all(&format!(
                "select value from published_text where path = '{path}' and language = 'nb'"
            ))
            .await
    }

    async fn settle(
        &self,
        change: ChangeRequestId,
        path: &str,
        side: Side,
    ) -> Result<crate::outcome::Answer<ChangeRequestId>, crate::outcome::Failure> {
        let input = ResolveConflicts {
            change,
            expected_version: self.world.change(change).await.version,
            choices: vec![(path.to_owned(), side)],
        };
        resolve_conflicts(&self.world.changes, &self.world.by(&self.second), input).await
    }
}

#[tokio::test]
async fn a_draft_takes_up_what_was_published_meanwhile_when_it_is_submitted() {
    let (two, one, other) = two().await;
    done(two.world.save(&two.second, &other, guidance("Ring.")).await);
    two.publish(&one, description("Ny.")).await;
    done(two.world.submit(&two.second, other.id).await);
    let submitted = two.world.change(other.id).await;
    assert_eq!(submitted.content.description.nb.as_deref(), Some("Ny."));
    assert_eq!(
        submitted.base,
        two.world.change(one.id).await.revision,
        "the new base is what is published now"
    );
    done(two.world.approve(&two.coordinator, other.id).await);
    assert_eq!(two.published("description").await, ["Ny."]);
    assert_eq!(two.published("guidanceForProfessionals").await, ["Ring."]);
}

#[tokio::test]
async fn a_mixture_nobody_has_read_is_read_before_it_is_published() {
    let (two, one, other) = two().await;
    done(two.world.save(&two.second, &other, guidance("Ring.")).await);
    done(two.world.submit(&two.second, other.id).await);
    let read = two.world.change(other.id).await;
    two.publish(&one, description("Ny.")).await;

    let answer = two.world.approve(&two.coordinator, other.id).await;
    assert_eq!(refused(answer), ErrorCode::Conflict);
    let anew = two.world.change(other.id).await;
    assert_eq!(anew.state, ChangeState::Submitted);
    assert_ne!(anew.revision, read.revision);
    assert_eq!(anew.content.description.nb.as_deref(), Some("Ny."));
    assert_eq!(
        two.published("guidanceForProfessionals").await,
        Vec::<String>::new()
    );
    done(two.world.approve(&two.coordinator, other.id).await);
    assert_eq!(two.published("description").await, ["Ny."]);
    assert_eq!(two.published("guidanceForProfessionals").await, ["Ring."]);
}

#[tokio::test]
async fn a_field_that_both_changed_is_settled_by_a_person() {
    let (two, one, other) = two().await;
    done(
        two.world
            .save(&two.second, &other, description("Min."))
            .await,
    );
    two.publish(&one, description("Din.")).await;
    let answer = two.world.submit(&two.second, other.id).await;
    assert_eq!(refused(answer), ErrorCode::MergeConflict);
    assert_eq!(two.world.change(other.id).await.state, ChangeState::Draft);

    let answer = two.settle(other.id, "name.nb", Side::Live).await;
    assert_eq!(refused(answer), ErrorCode::Invalid);
    done(two.settle(other.id, "description.nb", Side::Proposed).await);
    done(two.world.submit(&two.second, other.id).await);
    done(two.world.approve(&two.coordinator, other.id).await);
    assert_eq!(two.published("description").await, ["Min."]);
}

#[tokio::test]
async fn a_conflict_found_at_approval_publishes_nothing() {
    let (two, one, other) = two().await;
    done(
        two.world
            .save(&two.second, &other, description("Min."))
            .await,
    );
    done(two.world.submit(&two.second, other.id).await);
    two.publish(&one, description("Din.")).await;
    let before = two.world.change(other.id).await;
    let answer = two.world.approve(&two.coordinator, other.id).await;
    assert_eq!(refused(answer), ErrorCode::MergeConflict);
    assert_eq!(two.world.change(other.id).await, before);
    assert_eq!(two.published("description").await, ["Din."]);
    let versions: Vec<i32> = two.world.all("select version from listing").await;
    assert_eq!(versions, [2]);
    assert_eq!(two.listing, ListingId(Uuid::from_u128(7)));
}

/// Who changed a field is asked of what came after the draft began: a listing's older revisions are not read.
#[tokio::test]
async fn the_history_of_a_conflict_begins_where_the_draft_began() {
    let world = World::new().await;
    let (first, second) = (world.editor(1, "1103").await, world.editor(2, "1103").await);
    let coordinator = world.coordinator(3).await;
    let listing = world.published(&first, 7, ORDINARY).await;
    let two = Two {
        world,
        first,
        second,
        coordinator,
        listing,
    };
    for text in ["En.", "To.", "Tre."] {
        let change = two.world.start(&two.first, listing).await;
        two.publish(&change, description(text)).await;
    }
    let draft = two.world.start(&two.second, listing).await;
    done(
        two.world
            .save(&two.second, &draft, description("Min."))
            .await,
    );
    for text in ["Fire.", "Fem."] {
        let change = two.world.start(&two.first, listing).await;
        two.publish(&change, description(text)).await;
    }
    let batch = ChangeBatch::new(vec![two.world.change(draft.id).await]);
    let history = batch.history(&two.world.db).await.expect("a history");
    let past = &history.of[&listing];
    // What the draft began from, and the two that came after it; four more were published before.
    assert_eq!(past.len(), 3);
    assert_eq!(Some(past[0].revision), draft.base);
    let by = changed_by("description.nb", draft.base, past);
    assert_eq!(by, two.first.user_id());
    assert_eq!(
        changed_by("guidanceForProfessionals.nb", draft.base, past),
        None
    );
}
