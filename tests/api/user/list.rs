use harness::both_apps;
use harness::cast::{ADMINISTRATOR, ALL, APPROVER, EDITOR, HERE, THERE};
use serde_json::json;

use super::{id_of, user};

both_apps! {
    async fn an_administrator_pages_through_everybody_by_name(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        let mut names = Vec::new();
        let mut after = None;
        loop {
            let response = administrator
                .graphql(
                    "query($after: String) { users(first: 4, after: $after) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } }",
                    json!({ "after": after }),
                )
                .await;
            let page = response.data()["users"].clone();
            assert_eq!(page["totalCount"], ALL.len());
            names.extend(page["nodes"].as_array().expect("nodes").iter().filter_map(|node| node["name"].as_str().map(str::to_owned)));
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = page["pageInfo"]["endCursor"].as_str().map(str::to_owned);
        }
        let mut sorted: Vec<String> = ALL.iter().map(|person| person.name.to_owned()).collect();
        sorted.sort();
        assert_eq!(names, sorted);
    }

    /// A role that is out of sight cannot be found by a filter either.
    async fn a_filter_shows_nothing_of_foreign_roles(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        let approver = app.as_user(APPROVER).await;
        let editor = id_of(&administrator, EDITOR.email).await;
        let input = json!({ "userId": editor, "role": "APPROVER", "municipalityNumber": THERE });
        let _ = user(&administrator, "grantRole", "GrantRoleInput", input).await.done("grantRole");
        for (filter, total) in [
            (json!({ "text": EDITOR.email }), 1),
            (json!({ "text": EDITOR.email, "municipalityNumber": HERE }), 1),
            (json!({ "text": EDITOR.email, "municipalityNumber": THERE }), 0),
            (json!({ "text": EDITOR.email, "role": "EDITOR" }), 1),
            (json!({ "text": EDITOR.email, "role": "APPROVER" }), 0),
        ] {
            let response = approver
                .graphql("query($filter: UserFilter) { users(filter: $filter) { totalCount nodes { grants { role } } } }", json!({ "filter": filter }))
                .await;
            assert_eq!(response.data()["users"]["totalCount"], total, "{filter}");
            assert!(!response.text.contains("APPROVER"), "{}", response.text);
        }
    }
}
