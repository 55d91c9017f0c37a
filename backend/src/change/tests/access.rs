//! Who may do what: nothing in a foreign municipality, nothing about one's own work, and never a hint of what is there.

use uuid::Uuid;
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ChangeRequestId, ListingId};
use veiviser_schema::outcome::ErrorCode;

use super::world::{CRISIS, ORDINARY, World, complete, denied, done};
use crate::authz::Actor;
use crate::change::request::start_draft::{StartDraft, start_draft};

#[tokio::test]
async fn a_foreign_draft_and_an_unknown_one_get_the_same_answer() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let foreign = world.editor(2, "1106").await;
    let draft = world
        .start_new(&editor, ListingId(Uuid::from_u128(7)), ORDINARY)
        .await;
    let mut unknown = draft.clone();
    unknown.id = ChangeRequestId(Uuid::from_u128(1));
    for change in [&draft, &unknown] {
        let answer = world.save(&foreign, change, complete).await;
        assert_eq!(denied(answer), ErrorCode::NotAllowed);
        let answer = world.save(&Actor::anonymous(), change, complete).await;
        assert_eq!(denied(answer), ErrorCode::NotSignedIn);
    }
    assert_eq!(world.change(draft.id).await.version, draft.version);
}

#[tokio::test]
async fn an_id_that_is_taken_elsewhere_is_not_told_from_one_that_is_forbidden() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let foreign = world.editor(2, "1106").await;
    let listing = ListingId(Uuid::from_u128(7));
    world.start_new(&editor, listing, ORDINARY).await;
    for (municipality, kind) in [
        (Some("1106"), Some(ORDINARY)),
        (Some("1103"), Some(ORDINARY)),
        (None, None),
    ] {
        let input = StartDraft {
            listing: Some(listing),
            municipality: municipality.map(|number| number.parse().expect("a number")),
            service_type: kind.map(|slug| slug.parse().expect("a slug")),
        };
        let answer = start_draft(&world.changes, &world.by(&foreign), input).await;
        assert_eq!(denied(answer), ErrorCode::NotAllowed);
    }
    // Nor does one's own listing become another's by saying so.
    let input = StartDraft {
        listing: Some(listing),
        municipality: Some("1103".parse().expect("a number")),
        service_type: Some(CRISIS.parse().expect("a slug")),
    };
    let answer = start_draft(&world.changes, &world.by(&editor), input).await;
    assert_eq!(denied(answer), ErrorCode::NotAllowed);
}

#[tokio::test]
async fn nobody_approves_what_they_had_a_hand_in() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let helper = world.approver(2, "1103").await;
    let other = world.approver(3, "1103").await;
    let listing = world.published(&editor, 7, ORDINARY).await;
    let draft = world.start(&editor, listing).await;
    let edit = |content: &mut ListingContent| content.description.nb = Some("Ny.".to_owned());
    done(world.save(&editor, &draft, edit).await);
    // The approver mends a word, and so has a hand in it.
    let saved = world.change(draft.id).await;
    done(
        world
            .save(&helper, &saved, |content| {
                content.description.nb = Some("Nytt.".to_owned());
            })
            .await,
    );
    done(world.submit(&editor, draft.id).await);
    assert_eq!(
        denied(world.approve(&helper, draft.id).await),
        ErrorCode::OwnWork
    );
    assert_eq!(
        denied(world.approve(&editor, draft.id).await),
        ErrorCode::NotAllowed
    );
    done(world.approve(&other, draft.id).await);
}

#[tokio::test]
async fn an_approver_approves_what_does_little_harm_and_no_more() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let approver = world.approver(2, "1103").await;
    let coordinator = world.coordinator(3).await;
    let phone = |content: &mut ListingContent| {
        content.contact_points[0].value = "51 50 70 01".to_owned();
    };
    for (number, kind, enough) in [(7, ORDINARY, true), (8, CRISIS, false)] {
        let listing = world.published(&editor, number, kind).await;
        let draft = world.start(&editor, listing).await;
        done(world.save(&editor, &draft, phone).await);
        done(world.submit(&editor, draft.id).await);
        if enough {
            done(world.approve(&approver, draft.id).await);
        } else {
            assert_eq!(
                denied(world.approve(&approver, draft.id).await),
                ErrorCode::NotAllowed
            );
            done(world.approve(&coordinator, draft.id).await);
        }
    }
}
