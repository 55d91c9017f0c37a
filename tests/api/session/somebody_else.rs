//! Two tabs, one cookie: a tab that still shows the person before writes nothing in the name of the person after.

use harness::cast::{COLLEAGUE, EDITOR, PASSWORD, Person};
use harness::{Client, Response, both_apps};
use reqwest::Method;
use serde_json::json;

const WHO: &str = "{ viewer { user { id name } } }";

async fn rename(client: &Client, shown: Option<&str>, name: &str) -> Response {
    let mut request = client.request(Method::POST, "/graphql").json(&json!({
        "query": "mutation($name: String!) { updateViewer(input: { name: $name }) { viewer { user { name } } userErrors { code } } }",
        "variables": { "name": name },
    }));
    if let Some(shown) = shown {
        request = request.header("veiviser-viewer", shown);
    }
    client.send(request).await
}

/// Signs in in the one browser, and gives the id that its pages show from then on.
async fn enter(browser: &Client, person: Person) -> String {
    browser.sign_in(person.email, PASSWORD).await;
    let viewer = browser.graphql(WHO, json!({})).await;
    assert_eq!(viewer.data()["viewer"]["user"]["name"], person.name);
    viewer.data()["viewer"]["user"]["id"]
        .as_str()
        .expect("an id")
        .to_owned()
}

both_apps! {
    async fn a_page_writes_as_the_person_it_shows_or_not_at_all(app: TestApp) {
        let browser = app.anonymous();
        let before = enter(&browser, EDITOR).await;
        let done = rename(&browser, Some(&before), "Eli E. Editor").await;
        assert_eq!(done.done("updateViewer")["viewer"]["user"]["name"], "Eli E. Editor");

        let after = enter(&browser, COLLEAGUE).await;
        let refused = rename(&browser, Some(&before), "Written in the wrong name").await;
        assert_eq!(refused.status, 401, "{}", refused.text);
        assert_eq!(refused.error_code(), "UNAUTHENTICATED");
        assert_eq!(refused.header("set-cookie"), "", "the other tab stays signed in");
        let viewer = browser.graphql(WHO, json!({})).await;
        assert_eq!(viewer.data()["viewer"]["user"]["name"], COLLEAGUE.name, "nothing was written");

        let done = rename(&browser, Some(&after), "Kim C. Colleague").await;
        assert_eq!(done.done("updateViewer")["viewer"]["user"]["name"], "Kim C. Colleague");
        // Whoever names nobody means whoever is signed in.
        let done = rename(&browser, None, COLLEAGUE.name).await;
        assert_eq!(done.done("updateViewer")["viewer"]["user"]["name"], COLLEAGUE.name);
    }

    /// The page shows nothing of the other person's either.
    async fn a_page_reads_as_the_person_it_shows_or_not_at_all(app: TestApp) {
        let browser = app.anonymous();
        let before = enter(&browser, EDITOR).await;
        enter(&browser, COLLEAGUE).await;
        let read = browser
            .request(Method::POST, "/graphql")
            .header("veiviser-viewer", before)
            .json(&json!({ "query": WHO }));
        let read = browser.send(read).await;
        assert_eq!(read.status, 401, "{}", read.text);
        assert!(!read.text.contains(COLLEAGUE.name), "{}", read.text);
    }

    /// A session that is over belongs to nobody: what is refused then is told as it is to everybody who is not signed in.
    async fn a_session_that_ended_is_told_as_ever(app: TestApp) {
        let browser = app.anonymous();
        let shown = enter(&browser, EDITOR).await;
        browser.graphql("mutation { signOut { signedOut } }", json!({})).await;
        let refused = rename(&browser, Some(&shown), "Nobody").await;
        assert_eq!(refused.refusals("updateViewer"), ["NOT_SIGNED_IN"]);
    }
}
