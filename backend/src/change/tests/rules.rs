//! What is refused because of what it is, or because somebody was quicker.

use uuid::Uuid;
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ListingId, RevisionId};
use veiviser_schema::outcome::ErrorCode;

use super::world::{ORDINARY, World, complete, done, refused};
use crate::change::request::comment::comment;
use crate::change::review::approve::{Approve, approve};

#[tokio::test]
async fn the_slower_of_two_saves_is_answered_with_the_current_draft() {
    let world = World::new().await;
    let (one, two) = (world.editor(1, "1103").await, world.editor(2, "1103").await);
    let draft = world
        .start_new(&one, ListingId(Uuid::from_u128(7)), ORDINARY)
        .await;
    let name = |text: &'static str| {
        move |content: &mut ListingContent| content.name.nb = Some(text.to_owned())
    };
    done(world.save(&one, &draft, name("Først")).await);
    let late = world
        .save(&two, &draft, name("Sist"))
        .await
        .expect("an answer");
    assert_eq!(late.refusals[0].code, ErrorCode::Conflict);
    let current = world.change(late.value).await;
    assert_eq!(current.content.name.nb.as_deref(), Some("Først"));
    assert_eq!(current.version, draft.version + 1);
    // Who was refused has no hand in it.
    let hands = "select count(*) from change_contributor";
    assert_eq!(world.all::<i64>(hands).await, [1]);
    done(world.save(&two, &current, name("Sist")).await);
    assert_eq!(world.all::<i64>(hands).await, [2]);
}

#[tokio::test]
async fn every_problem_is_told_at_its_field() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let draft = world
        .start_new(&editor, ListingId(Uuid::from_u128(7)), ORDINARY)
        .await;
    done(
        world
            .save(&editor, &draft, |content| {
                complete(content);
                content.name.nb = None;
                content.name.nn = None;
                content.contact_points[0].value = "12x".to_owned();
            })
            .await,
    );
    let answer = world.submit(&editor, draft.id).await.expect("an answer");
    let fields: Vec<_> = answer
        .refusals
        .iter()
        .map(|refusal| (refusal.code, refusal.field.as_deref().unwrap_or_default()))
        .collect();
    assert!(
        fields.contains(&(ErrorCode::Invalid, "content.name.nb")),
        "{fields:?}"
    );
    assert!(
        fields.contains(&(ErrorCode::Invalid, "content.contactPoints[0].value")),
        "{fields:?}"
    );
    assert_eq!(world.all::<i64>("select count(*) from revision").await, [0]);
}

#[tokio::test]
async fn a_draft_without_a_difference_is_not_submitted() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let listing = world.published(&editor, 7, ORDINARY).await;
    let draft = world.start(&editor, listing).await;
    assert_eq!(
        refused(world.submit(&editor, draft.id).await),
        ErrorCode::NothingChanged
    );
}

#[tokio::test]
async fn a_huge_draft_is_not_stored() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let draft = world
        .start_new(&editor, ListingId(Uuid::from_u128(7)), ORDINARY)
        .await;
    let answer = world
        .save(&editor, &draft, |content| {
            content.description.nb = Some("x".repeat(256 * 1024));
        })
        .await;
    assert_eq!(refused(answer), ErrorCode::TooLong);
    assert_eq!(world.change(draft.id).await.version, draft.version);
}

#[tokio::test]
async fn only_the_revision_that_was_read_is_approved() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let coordinator = world.coordinator(2).await;
    let draft = world
        .start_new(&editor, ListingId(Uuid::from_u128(7)), ORDINARY)
        .await;
    done(world.save(&editor, &draft, complete).await);
    done(world.submit(&editor, draft.id).await);
    let version = world.change(draft.id).await.version;
    let other = Approve {
        change: draft.id,
        expected_version: version,
        revision: RevisionId(Uuid::from_u128(1)),
        comment: None,
    };
    let answer = approve(&world.changes, &world.by(&coordinator), other).await;
    assert_eq!(refused(answer), ErrorCode::Conflict);
    done(world.approve(&coordinator, draft.id).await);
    // A second reviewer with the page still open.
    let late = Approve {
        change: draft.id,
        expected_version: version,
        revision: world.change(draft.id).await.revision.expect("submitted"),
        comment: None,
    };
    let answer = approve(&world.changes, &world.by(&coordinator), late).await;
    assert_eq!(refused(answer), ErrorCode::Conflict);
    assert_eq!(world.all::<i32>("select version from listing").await, [1]);
}

#[tokio::test]
async fn a_comment_has_words_and_moves_nothing() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let draft = world
        .start_new(&editor, ListingId(Uuid::from_u128(7)), ORDINARY)
        .await;
    let say =
        async |body: String| comment(&world.changes, &world.by(&editor), draft.id, body).await;
    assert_eq!(refused(say(" ".to_owned()).await), ErrorCode::Required);
    assert_eq!(refused(say("x".repeat(2001)).await), ErrorCode::TooLong);
    done(say("Stemmer nummeret?".to_owned()).await);
    assert_eq!(world.change(draft.id).await.version, draft.version);
    let said: Vec<String> = world.all("select body from change_comment").await;
    assert_eq!(said, ["Stemmer nummeret?"]);
}
