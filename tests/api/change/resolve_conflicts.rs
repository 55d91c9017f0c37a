use harness::cast::{COLLEAGUE, EDITOR, HERE, NATIONAL};
use harness::fixture::{Change, approve, content, published_listing, save, start, submit};
use harness::{Client, TestApp, both_apps};
use serde_json::{Value, json};

use super::KIND;
use crate::ask::{by_id, change, step, with};

/// Two editors change one description; the colleague's is published first. Answers the late editor with the draft, ready to submit.
async fn overtaken(app: &TestApp) -> (Client, Change) {
    let id = published_listing(app, "Frisklivssentralen", HERE, KIND).await;
    let editor = app.as_user(EDITOR).await;
    let colleague = app.as_user(COLLEAGUE).await;
    let describe = |words: &str| {
        let mut content = content("Frisklivssentralen", HERE);
        content["description"] = json!({ "nb": words });
        content
    };
    let mine = start(&editor, &id, HERE, KIND).await;
    let mut late = describe("Min tekst");
    late["howToContact"] = json!({ "nb": "Ring oss" });
    let mine = save(&editor, &mine, late).await;
    let theirs = start(&colleague, &id, HERE, KIND).await;
    let theirs = save(&colleague, &theirs, describe("Deres tekst")).await;
    let theirs = submit(&colleague, &theirs).await;
    approve(&app.as_user(NATIONAL).await, &theirs).await;
    (editor, mine)
}

async fn resolve(editor: &Client, draft: &Change, choices: Value) -> harness::Response {
    let input = with(step(draft), "choices", choices);
    change(editor, "resolveConflicts", "ResolveConflictsInput", input).await
}

both_apps! {
    /// The editor sees both texts and whose the other is, chooses, and the rest is merged by itself.
    async fn a_person_chooses_and_sees_who_changed_what(app: TestApp) {
        let (editor, draft) = overtaken(&app).await;
        let refused = change(&editor, "submitChange", "SubmitChangeInput", step(&draft)).await;
        assert_eq!(refused.refusals("submitChange"), ["MERGE_CONFLICT"]);
        let read = by_id(&editor, "query($id: ID!) { changeRequest(id: $id) { conflicts { path base live proposed liveText changedBy { name } } } }", &draft.id).await;
        let conflicts = &read.data()["changeRequest"]["conflicts"];
        assert_eq!(conflicts.as_array().map(Vec::len), Some(1), "{conflicts}");
        assert_eq!((&conflicts[0]["live"], &conflicts[0]["proposed"]), (&json!("Deres tekst"), &json!("Min tekst")));
        assert_eq!(conflicts[0]["changedBy"]["name"], COLLEAGUE.name);
        let choice = json!([{ "path": conflicts[0]["path"], "take": "LIVE" }]);
        let done = resolve(&editor, &draft, choice.clone()).await;
        let version = done.done("resolveConflicts")["changeRequest"]["version"].as_i64().expect("a version");
        let read = by_id(&editor, "query($id: ID!) { changeRequest(id: $id) { conflicts { path } baseRevision { content { description { nb } } } content { description { nb } howToContact { nb } } } }", &draft.id).await;
        assert_eq!(
            read.data()["changeRequest"],
            json!({
                "conflicts": [],
                "baseRevision": { "content": { "description": { "nb": "Deres tekst" } } },
                "content": { "description": { "nb": "Deres tekst" }, "howToContact": { "nb": "Ring oss" } },
            })
        );
        // Chosen already: there is nothing more to choose.
        let again = resolve(&editor, &Change { version, ..draft }, choice).await;
        assert_eq!(again.refusals("resolveConflicts"), ["INVALID"]);
    }

    async fn what_is_chosen_may_be_ones_own(app: TestApp) {
        let (editor, draft) = overtaken(&app).await;
        let read = by_id(&editor, "query($id: ID!) { changeRequest(id: $id) { conflicts { path } } }", &draft.id).await;
        let path = read.data()["changeRequest"]["conflicts"][0]["path"].clone();
        let done = resolve(&editor, &draft, json!([{ "path": path, "take": "PROPOSED" }])).await;
        let version = done.done("resolveConflicts")["changeRequest"]["version"].as_i64().expect("a version");
        let sent = submit(&editor, &Change { version, ..draft }).await;
        approve(&app.as_user(NATIONAL).await, &sent).await;
        let public = app.anonymous().graphql("query($id: ID!) { listing(id: $id) { description howToContact revisionNumber } }", json!({ "id": sent.listing })).await;
        assert_eq!(
            public.data()["listing"],
            json!({ "description": "Min tekst", "howToContact": "Ring oss", "revisionNumber": public.data()["listing"]["revisionNumber"] })
        );
    }

    /// All at once or not at all.
    async fn a_conflict_left_open_and_a_made_up_one_are_refused(app: TestApp) {
        let (editor, draft) = overtaken(&app).await;
        let open = resolve(&editor, &draft, json!([])).await;
        assert_eq!(open.refusals("resolveConflicts"), ["MERGE_CONFLICT"]);
        let made_up = resolve(&editor, &draft, json!([{ "path": "cost.kind", "take": "LIVE" }])).await;
        assert_eq!(made_up.refusals("resolveConflicts"), ["INVALID"]);
        assert_eq!(made_up.data()["resolveConflicts"]["userErrors"][0]["field"], "choices[0].path");
        assert_eq!(made_up.data()["resolveConflicts"]["changeRequest"]["version"], draft.version);
    }
}
