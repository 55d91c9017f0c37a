//! The start page: what waits, what is due, what is lacking.

use async_graphql::{EmptyMutation, EmptySubscription, Request, Schema};
use chrono::TimeDelta;
use serde_json::Value;

use super::world::{CRISIS, ORDINARY, World, complete, done};
use crate::authz::Actor;
use crate::change::my_page::graphql::MyPage;
use crate::snapshot::Catalogue;

async fn page(world: &World, who: &Actor) -> (Value, u64) {
    let catalogue = Catalogue::load(world.db.clone(), world.clock.clone())
        .await
        .expect("a catalogue");
    let schema = Schema::build(MyPage::new(), EmptyMutation, EmptySubscription)
        .data(world.changes.clone())
        .data(catalogue)
        .finish();
    let query = "{
        returned { id } drafts { id author { name } listing { name } } awaitingReview { id }
        dueForVerification { id verifyBy } incomplete { id problems { code } }
        missing { municipality { number } serviceType { slug } } }";
    let before = world.db.statements().total();
    let answer = schema
        .execute(Request::new(query).data(world.by(who)))
        .await;
    assert!(answer.errors.is_empty(), "{:?}", answer.errors);
    let count = world.db.statements().total() - before;
    (answer.data.into_json().expect("JSON"), count)
}

fn length(page: &Value, list: &str) -> usize {
    page[list].as_array().expect("a list").len()
}

fn lacks(page: &Value, slug: &str) -> bool {
    page["missing"]
        .as_array()
        .expect("a list")
        .iter()
        .any(|it| it["serviceType"]["slug"] == slug)
}

#[tokio::test]
async fn the_start_page_tells_what_waits_and_what_lacks() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let foreign = world.editor(2, "1106").await;
    let coordinator = world.coordinator(3).await;
    let (page_before, _) = page(&world, &editor).await;
    assert!(lacks(&page_before, CRISIS));
    assert!(lacks(&page_before, "legevakt"));
    assert!(!lacks(&page_before, ORDINARY), "no statute demands it");

    let crisis = world.published(&editor, 7, CRISIS).await;
    let ordinary = world.published(&editor, 8, ORDINARY).await;
    let draft = world.start(&editor, ordinary).await;
    done(
        world
            .save(&editor, &draft, |content| {
                complete(content);
                content.name.en = None;
                content.summary.en = None;
            })
            .await,
    );
    let (now, _) = page(&world, &editor).await;
    assert!(!lacks(&now, CRISIS));
    assert_eq!(length(&now, "drafts"), 1);
    assert_eq!(length(&now, "incomplete"), 0);
    assert_eq!(length(&now, "dueForVerification"), 0);

    done(world.submit(&editor, draft.id).await);
    let (queue, _) = page(&world, &coordinator).await;
    assert_eq!(length(&queue, "awaitingReview"), 1);
    done(world.approve(&coordinator, draft.id).await);
    let (now, _) = page(&world, &editor).await;
    assert_eq!(now["incomplete"][0]["id"], ordinary.to_string());

    // Half a year, less the thirty days in which it is told already: only what people in crisis depend on.
    world.clock.advance(TimeDelta::days(160));
    let (later, _) = page(&world, &editor).await;
    assert_eq!(length(&later, "dueForVerification"), 1);
    assert_eq!(later["dueForVerification"][0]["id"], crisis.to_string());
    world.clock.advance(TimeDelta::days(200));
    let (later, _) = page(&world, &editor).await;
    assert_eq!(length(&later, "dueForVerification"), 2);

    let (theirs, _) = page(&world, &foreign).await;
    assert_eq!(length(&theirs, "dueForVerification"), 0);
    assert_eq!(length(&theirs, "incomplete"), 0);
    assert!(lacks(&theirs, CRISIS));
}

#[tokio::test]
async fn the_start_page_takes_as_many_statements_whatever_its_length() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let mut counts = Vec::new();
    for round in 0..2_u128 {
        for number in 0..(1 + round * 10) {
            let listing = world
                .published(&editor, 100 * (round + 1) + number, ORDINARY)
                .await;
            world.start(&editor, listing).await;
        }
        world.clock.advance(TimeDelta::days(400));
        let (page, count) = page(&world, &editor).await;
        assert_eq!(length(&page, "drafts"), 1 + 11 * usize::from(round == 1));
        counts.push(count);
    }
    assert_eq!(counts[0], counts[1]);
}
