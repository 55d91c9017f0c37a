//! Public first, reviewed after: what each step writes, who hears of it, and what cannot be put back.

use std::sync::atomic::Ordering;

use veiviser_schema::authz::Role;
use veiviser_schema::content::{ListingContent, Place};
use veiviser_schema::hours::Schedule;
use veiviser_schema::ids::ChangeRequestId;
use veiviser_schema::outcome::ErrorCode;
use veiviser_schema::text::{Language, LocalizedText};

use super::world::{ORDINARY, World, denied, done, refused};
use crate::authz::Actor;
use crate::change::request::model::{Change, ChangeState};
use crate::change::review::confirm::{Confirm, confirm};
use crate::change::review::revert::{Revert, revert};
use crate::outcome::{Answer, Failure};

fn by_appointment(content: &mut ListingContent) {
    content.contact_points[0].opening_hours = Schedule::appointment_only();
}

impl World {
    /// Saves and submits; it is public.
    async fn publish_first(
        &self,
        who: &Actor,
        draft: &Change,
        edit: impl FnOnce(&mut ListingContent),
    ) {
        done(self.save(who, draft, edit).await);
        done(self.submit(who, draft.id).await);
        assert_eq!(
            self.change(draft.id).await.state,
            ChangeState::PublishedUnreviewed
        );
    }

    async fn confirm(
        &self,
        who: &Actor,
        change: ChangeRequestId,
    ) -> Result<Answer<ChangeRequestId>, Failure> {
        let input = Confirm {
            change,
            expected_version: self.change(change).await.version,
            comment: None,
        };
        confirm(&self.changes, &self.by(who), input).await
    }

    async fn revert(
        &self,
        who: &Actor,
        change: ChangeRequestId,
    ) -> Result<Answer<ChangeRequestId>, Failure> {
        let input = Revert {
            change,
            expected_version: self.change(change).await.version,
            reason: "Feil".to_owned(),
        };
        revert(&self.changes, &self.by(who), input).await
    }

    /// What has happened since the first publication, and that the outbox tells the same.
    async fn events(&self) -> Vec<String> {
        let since = "at > (select min(published_at) from revision)";
        let trail = format!("select event from audit_entry where {since} order by at, id");
        let told = format!("select topic from outbox where {since} order by at, id");
        let events: Vec<String> = self.all(&trail).await;
        assert_eq!(self.all::<String>(&told).await, events);
        events
    }
}

#[tokio::test]
async fn each_step_leaves_its_trail_and_the_public_hears_of_what_it_reads() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let reviewer = world.coordinator(2).await;
    let listing = world.published(&editor, 7, ORDINARY).await;
    let heard = || world.published.load(Ordering::SeqCst);
    let before = heard();

    let first = world.start(&editor, listing).await;
    world.publish_first(&editor, &first, by_appointment).await;
    assert_eq!(heard(), before + 1);
    let approved = "select count(*) from revision where approved_by is not null";
    assert_eq!(world.all::<i64>(approved).await, [1]);
    done(world.confirm(&reviewer, first.id).await);
    assert_eq!(heard(), before + 1, "nothing the public reads has changed");
    assert_eq!(world.all::<i64>(approved).await, [2]);

    let second = world.start(&editor, listing).await;
    world
        .publish_first(&editor, &second, |content| {
            content.contact_points[0].opening_hours = Schedule::always();
        })
        .await;
    done(world.revert(&reviewer, second.id).await);
    assert_eq!(heard(), before + 3);
    assert_eq!(
        world.events().await,
        [
            "change.started",
            "change.published",
            "change.confirmed",
            "change.started",
            "change.published",
            "change.reverted"
        ]
    );
    // The projection is the newest revision's, and the listing points at it.
    let same = "select count(*) from listing l
        join published_listing p on p.listing_id = l.id and p.revision_id = l.published_revision_id
        join revision r on r.id = p.revision_id and r.number = 4";
    assert_eq!(world.all::<i64>(same).await, [1]);
    let reverted = world.change(second.id).await;
    assert_eq!(reverted.state, ChangeState::Reverted);
    assert_eq!(reverted.decision_reason.as_deref(), Some("Feil"));
}

#[tokio::test]
async fn hours_of_a_place_that_is_gone_are_not_put_back() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let approver = world.approver(2, "1103").await;
    let coordinator = world.coordinator(3).await;
    let listing = world.published(&editor, 7, ORDINARY).await;
    let draft = world.start(&editor, listing).await;
    let house = |content: &mut ListingContent| {
        content.places.push(Place {
            id: "huset".to_owned(),
            name: LocalizedText::new("Huset", "Huset", "The house"),
            street: "Gata 1".to_owned(),
            postal_code: "4006".to_owned(),
            city: "Stavanger".to_owned(),
            opening_hours: Schedule::always(),
            ..Place::default()
        });
    };
    done(world.save(&editor, &draft, house).await);
    done(world.submit(&editor, draft.id).await);
    assert_eq!(world.change(draft.id).await.state, ChangeState::Submitted);
    done(world.approve(&coordinator, draft.id).await);

    let hours = world.start(&editor, listing).await;
    world
        .publish_first(&editor, &hours, |content| {
            content.places[0].opening_hours = Schedule::appointment_only();
        })
        .await;
    let moved = world.start(&editor, listing).await;
    done(
        world
            .save(&editor, &moved, |content| content.places.clear())
            .await,
    );
    done(world.submit(&editor, moved.id).await);
    done(world.approve(&coordinator, moved.id).await);

    let answer = world.revert(&approver, hours.id).await.expect("an answer");
    assert_eq!(answer.refusals[0].code, ErrorCode::RevertConflict);
    for language in Language::ALL {
        let words = answer.refusals[0].message(language);
        let general = ErrorCode::RevertConflict.message(language);
        assert!(
            words.starts_with(general) && words.len() > general.len(),
            "which field: {words}"
        );
    }
    let empty = "select count(*) from published_place";
    assert_eq!(world.all::<i64>(empty).await, [0]);
    done(world.confirm(&approver, hours.id).await);
}

#[tokio::test]
async fn a_county_coordinator_reads_and_publishes_nothing() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let listing = world.published(&editor, 7, ORDINARY).await;
    let draft = world.start(&editor, listing).await;
    done(world.save(&editor, &draft, by_appointment).await);
    let county = world
        .person(
            4,
            Role::CountyCoordinator,
            veiviser_schema::authz::Scope::County("11".parse().expect("a number")),
        )
        .await;
    assert_eq!(
        denied(world.submit(&county, draft.id).await),
        ErrorCode::NotAllowed
    );
    done(world.submit(&editor, draft.id).await);
    for step in [
        world.confirm(&county, draft.id).await,
        world.revert(&county, draft.id).await,
    ] {
        assert_eq!(denied(step), ErrorCode::NotAllowed);
    }
    assert_eq!(
        refused(world.approve(&world.coordinator(5).await, draft.id).await),
        ErrorCode::AlreadyPublic
    );
}
