//! From nothing to published, and what stays on the way.

use std::sync::atomic::Ordering;

use uuid::Uuid;
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::codes::{CostKind, Referral};
use veiviser_schema::ids::ListingId;
use veiviser_schema::outcome::ErrorCode;

use super::world::{CRISIS, ORDINARY, World, complete, denied, done, refused};
use crate::change::listing_record::verify::verify;
use crate::change::request::discard_draft::discard_draft;
use crate::change::request::model::ChangeState;
use crate::change::request::withdraw::withdraw;
use crate::change::review::return_or_reject::{Decline, Verdict, return_or_reject};

#[tokio::test]
async fn a_new_listing_goes_from_draft_to_published() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let coordinator = world.coordinator(2).await;
    let listing = ListingId(Uuid::from_u128(7));

    let draft = world.start_new(&editor, listing, CRISIS).await;
    // What the facts know is there from the beginning.
    assert_eq!(draft.content.cost.kind, CostKind::Free);
    assert_eq!(draft.content.access.referral, Referral::NotRequired);
    assert_eq!(draft.content.service_area, ["1103"]);
    assert!(draft.content.owner_id.is_some());
    assert!(!draft.content.legal_bases.is_empty());
    let names: Vec<String> = world.all("select name_nb from listing").await;
    assert_eq!(names, ["Krisesenter"]);

    done(world.save(&editor, &draft, complete).await);
    let names: Vec<String> = world.all("select name_nn from listing").await;
    assert_eq!(names, ["Tilbod"]);
    done(world.submit(&editor, draft.id).await);
    assert_eq!(world.change(draft.id).await.state, ChangeState::Submitted);
    assert_eq!(
        world
            .all::<i64>("select count(*) from published_listing")
            .await,
        [0]
    );

    done(world.approve(&coordinator, draft.id).await);
    let approved = world.change(draft.id).await;
    assert_eq!(approved.state, ChangeState::Approved);
    assert_eq!(approved.decided_by, coordinator.user_id());
    let state: Vec<String> = world
        .all("select state from listing where version = 1")
        .await;
    assert_eq!(state, ["PUBLISHED"]);
    let name: Vec<String> = world
        .all("select value from published_text where path = 'name' and language = 'nb'")
        .await;
    assert_eq!(name, ["Tilbud"]);
    let events: Vec<String> = world
        .all("select event from audit_entry order by at, id")
        .await;
    assert_eq!(
        events,
        ["change.started", "change.submitted", "change.approved"]
    );
    let told: Vec<String> = world.all("select topic from outbox order by at, id").await;
    assert_eq!(told, events);
    assert_eq!(world.published.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_second_click_starts_nothing_twice() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let listing = ListingId(Uuid::from_u128(7));
    let first = world.start_new(&editor, listing, ORDINARY).await;
    let second = world.start_new(&editor, listing, ORDINARY).await;
    assert_eq!(first.id, second.id);
    assert_eq!(
        world
            .all::<i64>("select count(*) from change_request")
            .await,
        [1]
    );

    // A discarded attempt is no longer open, but nothing that was written in it is lost.
    done(world.save(&editor, &first, complete).await);
    let version = world.change(first.id).await.version;
    done(discard_draft(&world.changes, &world.by(&editor), first.id, version).await);
    let third = world.start(&editor, listing).await;
    assert_ne!(third.id, first.id);
    assert_eq!(third.content.name.nb.as_deref(), Some("Tilbud"));
}

#[tokio::test]
async fn a_returned_change_keeps_its_history() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let coordinator = world.coordinator(2).await;
    let draft = world
        .start_new(&editor, ListingId(Uuid::from_u128(7)), ORDINARY)
        .await;
    done(world.save(&editor, &draft, complete).await);
    done(world.submit(&editor, draft.id).await);
    let decline = |reason: &str, version, verdict| Decline {
        change: draft.id,
        expected_version: version,
        reason: reason.to_owned(),
        verdict,
    };

    let version = world.change(draft.id).await.version;
    let silent = decline("  ", version, Verdict::Return);
    let answer = return_or_reject(&world.changes, &world.by(&coordinator), silent).await;
    assert_eq!(refused(answer), ErrorCode::Required);
    let back = decline("Mangler nynorsk", version, Verdict::Return);
    done(return_or_reject(&world.changes, &world.by(&coordinator), back).await);
    let returned = world.change(draft.id).await;
    assert_eq!(returned.state, ChangeState::Returned);
    assert_eq!(returned.decision_reason.as_deref(), Some("Mangler nynorsk"));

    done(
        world
            .save(&editor, &returned, |content| {
                content.description.nb = Some("Mer.".to_owned());
            })
            .await,
    );
    done(world.submit(&editor, draft.id).await);
    let numbers: Vec<i32> = world
        .all("select number from revision order by number")
        .await;
    assert_eq!(numbers, [1, 2]);
    let kinds: Vec<String> = world
        .all("select kind from change_comment order by created_at, id")
        .await;
    assert_eq!(kinds, ["SUBMITTED", "RETURNED", "SUBMITTED"]);

    let version = world.change(draft.id).await.version;
    let never = decline("Finnes fra før", version, Verdict::Reject);
    done(return_or_reject(&world.changes, &world.by(&coordinator), never).await);
    assert_eq!(world.change(draft.id).await.state, ChangeState::Rejected);
    let again = world
        .save(&editor, &world.change(draft.id).await, complete)
        .await;
    assert_eq!(refused(again), ErrorCode::WrongState);
}

#[tokio::test]
async fn a_submitted_change_is_locked_until_it_is_taken_back() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let draft = world
        .start_new(&editor, ListingId(Uuid::from_u128(7)), ORDINARY)
        .await;
    done(world.save(&editor, &draft, complete).await);
    done(world.submit(&editor, draft.id).await);
    let submitted = world.change(draft.id).await;
    let answer = world.save(&editor, &submitted, |_| ()).await;
    assert_eq!(refused(answer), ErrorCode::WrongState);
    let request = world.by(&editor);
    let answer = discard_draft(&world.changes, &request, draft.id, submitted.version).await;
    assert_eq!(refused(answer), ErrorCode::WrongState);
    done(
        withdraw(
            &world.changes,
            &world.by(&editor),
            draft.id,
            submitted.version,
        )
        .await,
    );
    assert_eq!(world.change(draft.id).await.state, ChangeState::Withdrawn);
}

#[tokio::test]
async fn what_a_revision_says_never_changes() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let listing = world.published(&editor, 7, ORDINARY).await;
    let sql = "select document from revision order by number";
    let before: Vec<String> = world.all(sql).await;
    let draft = world.start(&editor, listing).await;
    let edit = |content: &mut ListingContent| content.description.nb = Some("Ny.".to_owned());
    done(world.save(&editor, &draft, edit).await);
    done(world.submit(&editor, draft.id).await);
    done(world.approve(&world.coordinator(2).await, draft.id).await);
    let after: Vec<String> = world.all(sql).await;
    assert_eq!(after.len(), 2);
    assert_eq!(after[0], before[0]);
    let hashes: Vec<String> = world
        .all("select content_hash from revision order by number")
        .await;
    for (document, hash) in after.iter().zip(&hashes) {
        let content = ListingContent::from_json(document).expect("a document");
        assert_eq!(content.content_hash(), *hash);
        assert_eq!(content.canonical_json(), *document);
    }
}

#[tokio::test]
async fn verifying_counts_the_listing_on_and_asks_for_its_version() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let listing = world.published(&editor, 7, ORDINARY).await;
    let catalogue = "select version from catalogue_version";
    let before: i64 = world.all(catalogue).await[0];
    let answer = verify(&world.changes, &world.by(&editor), listing, 0).await;
    assert_eq!(refused(answer), ErrorCode::Conflict);
    done(verify(&world.changes, &world.by(&editor), listing, 1).await);
    assert_eq!(world.all::<i32>("select version from listing").await, [2]);
    assert_eq!(world.all::<i64>(catalogue).await, [before + 1]);

    let draft = ListingId(Uuid::from_u128(8));
    world.start_new(&editor, draft, ORDINARY).await;
    let answer = verify(&world.changes, &world.by(&editor), draft, 0).await;
    assert_eq!(refused(answer), ErrorCode::WrongState);
    let nowhere = ListingId(Uuid::from_u128(9));
    let answer = verify(&world.changes, &world.by(&editor), nowhere, 0).await;
    assert_eq!(denied(answer), ErrorCode::NotAllowed);
}

#[tokio::test]
async fn what_cannot_be_audited_does_not_happen() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let draft = world
        .start_new(&editor, ListingId(Uuid::from_u128(7)), ORDINARY)
        .await;
    done(world.save(&editor, &draft, complete).await);
    done(world.submit(&editor, draft.id).await);
    world
        .run("alter table audit_entry rename to gone", [])
        .await;
    let answer = world.approve(&world.coordinator(2).await, draft.id).await;
    assert!(matches!(answer, Err(crate::outcome::Failure::Database(_))));
    assert_eq!(world.change(draft.id).await.state, ChangeState::Submitted);
    for nothing in [
        "select count(*) from published_listing",
        "select count(*) from published_text",
        "select count(*) from revision where published_at is not null",
        "select count(*) from listing where version > 0",
        "select count(*) from change_comment where kind = 'APPROVED'",
        "select count(*) from outbox where topic = 'change.approved'",
    ] {
        assert_eq!(world.all::<i64>(nothing).await, [0], "{nothing}");
    }
    assert_eq!(world.published.load(Ordering::SeqCst), 0);
}
