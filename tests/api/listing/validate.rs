use harness::both_apps;
use harness::cast::HERE;
use harness::fixture::content;
use serde_json::json;

const VALIDATE: &str = "query($slug: String!, $content: ListingContentInput!, $language: Language!) {
    validateListing(serviceTypeSlug: $slug, content: $content, language: $language) { code path severity message } }";

both_apps! {
    /// The same rules as when it is submitted, in the language asked for.
    async fn problems_are_told_before_anything_is_stored(app: TestApp) {
        let anybody = app.anonymous();
        let kind = "frisklivssentral";
        let whole = json!({ "slug": kind, "content": content("Frisklivssentralen", HERE), "language": "NB" });
        let fine = anybody.graphql(VALIDATE, whole).await;
        let problems = fine.data()["validateListing"].as_array().expect("problems").clone();
        assert!(problems.iter().all(|it| it["severity"] == "WARNING"), "{problems:?}");
        let mut messages = Vec::new();
        for language in ["NB", "NN", "EN"] {
            let mut broken = content("Frisklivssentralen", HERE);
            broken["contactPoints"][0]["value"] = json!("12");
            let response = anybody.graphql(VALIDATE, json!({ "slug": kind, "content": broken, "language": language })).await;
            let problems = response.data()["validateListing"].as_array().expect("problems").clone();
            let phone = problems.iter().find(|it| it["severity"] == "ERROR").cloned().unwrap_or_default();
            assert!(phone["path"] == "contactPoints[0].value", "{problems:?}");
            messages.push(phone["message"].clone());
        }
        assert_ne!(messages[0], messages[2]);
        let unknown = json!({ "slug": "finnes-ikke", "content": content("Noe", HERE), "language": "NB" });
        let unknown = anybody.graphql(VALIDATE, unknown).await;
        assert_eq!(unknown.error_code(), "BAD_ARGUMENT");
    }

    /// Anybody may ask: what is beyond a limit is counted, not looked at, and a document asks once.
    async fn what_is_too_much_is_told_without_the_work(app: TestApp) {
        let anybody = app.anonymous();
        let mut crowded = content("Frisklivssentralen", HERE);
        let point = crowded["contactPoints"][0].clone();
        let points = (0..300).map(|index| {
            let mut point = point.clone();
            point["id"] = json!(format!("p{index}"));
            point["value"] = json!("12");
            point
        });
        crowded["contactPoints"] = points.collect();
        let asked = json!({ "slug": "frisklivssentral", "content": crowded, "language": "NB" });
        let response = anybody.graphql(VALIDATE, asked.clone()).await;
        let problems = response.data()["validateListing"].as_array().expect("problems").clone();
        let told = |code: &str| problems.iter().filter(|it| it["code"] == code).count();
        assert_eq!((told("TOO_MANY"), told("PHONE_INVALID")), (1, 30));
        let twice = VALIDATE.replace("code path", "code } again: validateListing(serviceTypeSlug: $slug, content: $content, language: $language) { path");
        let refused = anybody.graphql(&twice, asked).await;
        assert_eq!(refused.error_code(), "TOO_COMPLEX");
    }
}
