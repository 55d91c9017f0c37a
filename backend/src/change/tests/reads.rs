//! What signed-in people read over GraphQL: only theirs, in pages, and in as many statements for fifty as for five.

use async_graphql::Request;
use serde_json::{Value, json};
use uuid::Uuid;
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::ListingId;

use super::world::{CRISIS, ORDINARY, World, complete, done};
use crate::authz::Actor;
use crate::graphql::root;
use crate::snapshot::Catalogue;

impl World {
    /// Asks as this person; there may be no error.
    pub async fn ask(&self, who: &Actor, query: &str) -> Value {
        let (data, _) = self.count(who, query).await;
        data
    }

    /// The same, with the number of statements it took.
    async fn count(&self, who: &Actor, query: &str) -> (Value, u64) {
        let catalogue = Catalogue::load(self.db.clone(), self.clock.clone())
            .await
            .expect("a catalogue");
        let schema = root::builder()
            .data(self.db.clone())
            .data(self.changes.clone())
            .data(catalogue)
            .limit_complexity(1_000_000)
            .finish();
        let before = self.db.statements().total();
        let answer = schema.execute(Request::new(query).data(self.by(who))).await;
        assert!(answer.errors.is_empty(), "{:?}", answer.errors);
        let count = self.db.statements().total() - before;
        (answer.data.into_json().expect("JSON"), count)
    }
}

const EVERYTHING: &str = "
    fragment C on ChangeRequest {
        id state version reason risk createdAt updatedAt submittedAt decidedAt decisionReason document
        author { name } contributors { name } decidedBy { name }
        baseRevision { number document } revision { number author { name } differences { path } }
        differences { path label beforeText afterText risk kind before after }
        conflicts { path liveText proposedText changedBy { name } }
        problems { code path } comments { kind body author { name } }
        permitted { save submit withdraw approve decline comment }
    }
    fragment L on ListingRecord {
        id state version name verifyBy verifiedBy { name } problems { code }
        municipality { name } serviceType { slug } published { id }
        openChangeRequests { ...C }
        changeRequests(first: 2) { totalCount nodes { ...C } }
        revisions(first: 2) { totalCount nodes { number listing { id } author { name } approvedBy { name } differences { path } } }
    }";

#[tokio::test]
async fn fifty_take_as_many_statements_as_five() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let coordinator = world.coordinator(2).await;
    let edit = |content: &mut ListingContent| content.description.nb = Some("Ny.".to_owned());
    for number in 0..50 {
        let listing = world.published(&editor, 100 + number, ORDINARY).await;
        let draft = world.start(&editor, listing).await;
        done(world.save(&editor, &draft, edit).await);
        done(world.submit(&editor, draft.id).await);
    }
    for (who, list) in [
        (
            &editor,
            "changeRequests(first: N) { totalCount nodes { ...C listing { ...L } } }",
        ),
        (
            &coordinator,
            "reviewQueue(first: N) { totalCount nodes { ...C listing { ...L } } }",
        ),
        (
            &editor,
            "listingRecords(first: N) { totalCount nodes { ...L } }",
        ),
    ] {
        let query = |count: &str| format!("{{ {} }} {EVERYTHING}", list.replace('N', count));
        let (few, five) = world.count(who, &query("5")).await;
        let (many, fifty) = world.count(who, &query("50")).await;
        let nodes = |data: &Value| {
            let list = data.as_object().and_then(|it| it.values().next()).cloned();
            list.map_or(0, |list| list["nodes"].as_array().map_or(0, Vec::len))
        };
        assert_eq!((nodes(&few), nodes(&many)), (5, 50), "{list}");
        assert_eq!(five, fifty, "{list}");
    }
}

#[tokio::test]
async fn what_is_foreign_is_not_there() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let foreign = world.editor(2, "1106").await;
    let listing = world.published(&editor, 7, ORDINARY).await;
    let draft = world.start(&editor, listing).await;
    let query = format!(
        "{{ changeRequest(id: \"{}\") {{ id }} listingRecord(id: \"{listing}\") {{ id }}
           changeRequests {{ totalCount nodes {{ id }} }} listingRecords {{ totalCount nodes {{ id }} }} }}",
        draft.id
    );
    let nothing = json!({ "totalCount": 0, "nodes": [] });
    for stranger in [&foreign, &Actor::anonymous()] {
        let data = world.ask(stranger, &query).await;
        assert_eq!(
            data,
            json!({ "changeRequest": null, "listingRecord": null, "changeRequests": nothing, "listingRecords": nothing })
        );
    }
    let data = world.ask(&editor, &query).await;
    assert_eq!(data["changeRequest"]["id"], draft.id.to_string());
    assert_eq!(data["changeRequests"]["totalCount"], 2);
}

#[tokio::test]
async fn a_reviewer_sees_what_they_may_decide_oldest_first() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let approver = world.approver(2, "1103").await;
    let coordinator = world.coordinator(3).await;
    let phone = |content: &mut ListingContent| {
        content.contact_points[0].value = "51 50 70 01".to_owned();
    };
    let mut submitted = Vec::new();
    for (who, number, kind) in [
        (&editor, 7, ORDINARY),
        (&editor, 8, CRISIS),
        (&approver, 9, ORDINARY),
    ] {
        let listing = world.published(&editor, number, kind).await;
        let draft = world.start(who, listing).await;
        done(world.save(who, &draft, phone).await);
        done(world.submit(who, draft.id).await);
        submitted.push(draft.id.to_string());
    }
    let queue = "{ reviewQueue { nodes { id permitted { approve decline } } } viewerless: changeRequests(filter: { mine: true }) { totalCount } }";
    let ids = |data: &Value| -> Vec<String> {
        let nodes = data["reviewQueue"]["nodes"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        assert!(
            nodes
                .iter()
                .all(|it| it["permitted"] == json!({"approve": true, "decline": true}))
        );
        nodes
            .iter()
            .filter_map(|it| it["id"].as_str().map(str::to_owned))
            .collect()
    };
    let data = world.ask(&approver, queue).await;
    assert_eq!(ids(&data), [submitted[0].clone()]);
    assert_eq!(data["viewerless"]["totalCount"], 1);
    assert_eq!(ids(&world.ask(&coordinator, queue).await), submitted);
    assert_eq!(ids(&world.ask(&editor, queue).await), Vec::<String>::new());
}

#[tokio::test]
async fn differences_are_told_in_words_and_conflicts_name_who() {
    let world = World::new().await;
    let (one, two) = (world.editor(1, "1103").await, world.editor(2, "1103").await);
    let coordinator = world.coordinator(3).await;
    let listing = world.published(&one, 7, ORDINARY).await;
    let (mine, theirs) = (
        world.start(&one, listing).await,
        world.start(&two, listing).await,
    );
    let edit = |text: &'static str, area: &'static [&'static str]| {
        move |content: &mut ListingContent| {
            content.description.nb = Some(text.to_owned());
            content.service_area = area.iter().map(|it| (*it).to_owned()).collect();
        }
    };
    done(world.save(&two, &theirs, edit("Deres.", &["1103"])).await);
    done(world.submit(&two, theirs.id).await);
    done(world.approve(&coordinator, theirs.id).await);
    done(
        world
            .save(&one, &mine, edit("Min.", &["1103", "1106"]))
            .await,
    );
    let data = world
        .ask(
            &one,
            &format!(
                "{{ changeRequest(id: \"{}\") {{
                    differences {{ path beforeText afterText risk }}
                    conflicts {{ path baseText liveText proposedText changedBy {{ name }} }} }} }}",
                mine.id
            ),
        )
        .await;
    assert_eq!(
        data["changeRequest"],
        json!({
            "differences": [
                { "path": "description.nb", "beforeText": "Deres.", "afterText": "Min.", "risk": "LOW" },
                { "path": "serviceArea", "beforeText": "Stavanger", "afterText": "Stavanger, Haugesund", "risk": "HIGH" },
            ],
            "conflicts": [{
                "path": "description.nb", "baseText": null, "liveText": "Deres.", "proposedText": "Min.",
                "changedBy": { "name": "Person 2" },
            }],
        })
    );
}

#[tokio::test]
async fn pages_join_without_a_gap_in_every_order() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    for number in 0..5 {
        let draft = world
            .start_new(&editor, ListingId(Uuid::from_u128(100 + number)), ORDINARY)
            .await;
        // Two share a name: the id parts them.
        done(
            world
                .save(&editor, &draft, |content| {
                    complete(content);
                    content.name.nb = Some(format!("Tilbud {}", number / 2));
                })
                .await,
        );
    }
    for order in ["NAME", "RECENTLY_UPDATED", "LEAST_RECENTLY_VERIFIED"] {
        let page = |arguments: String| {
            format!(
                "{{ listingRecords(orderBy: {order}, {arguments}) {{ nodes {{ id }} pageInfo {{ startCursor endCursor hasNextPage }} }} }}"
            )
        };
        let all = world.ask(&editor, &page("first: 10".to_owned())).await;
        let wanted = all["listingRecords"]["nodes"]
            .as_array()
            .expect("a list")
            .clone();
        assert_eq!(wanted.len(), 5);
        let mut got = Vec::new();
        let mut after = String::new();
        loop {
            let data = world.ask(&editor, &page(format!("first: 2{after}"))).await;
            let list = &data["listingRecords"];
            got.extend(list["nodes"].as_array().expect("a list").clone());
            if list["pageInfo"]["hasNextPage"] == false {
                // And back again.
                let before = &list["pageInfo"]["startCursor"];
                let data = world
                    .ask(&editor, &page(format!("last: 2, before: {before}")))
                    .await;
                assert_eq!(
                    data["listingRecords"]["nodes"],
                    json!(wanted[2..4]),
                    "{order}"
                );
                break;
            }
            after = format!(", after: {}", list["pageInfo"]["endCursor"]);
        }
        assert_eq!(got, wanted, "{order}");
    }
    let found = world
        .ask(
            &editor,
            "{ a: listingRecords(filter: { text: \"TILB 1\", changing: true, state: DRAFT }) { totalCount }
               b: listingRecords(filter: { text: \"ilbud\" }) { totalCount }
               c: listingRecords(filter: { changing: false }) { totalCount } }",
        )
        .await;
    assert_eq!(
        found,
        json!({ "a": { "totalCount": 2 }, "b": { "totalCount": 0 }, "c": { "totalCount": 0 } })
    );
}
