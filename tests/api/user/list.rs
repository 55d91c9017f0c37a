use harness::both_apps;
use harness::cast::{ADMINISTRATOR, ALL, APPROVER, EDITOR, HERE, THERE};
use serde_json::json;
use veiviser_schema::words::sort_key;

use super::{id_of, user};
use crate::ask::{ask, cursor};

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
        sorted.sort_by_key(|name| sort_key(name));
        assert_eq!(names, sorted);
    }

    /// By the words of a name in any order, without the letters that a keyboard may lack, or by part of the address.
    async fn somebody_is_found_by_name_or_address(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        let input = json!({
            "name": "Åse-Marie Bjørk", "email": "amb@here.example", "password": "kaffe-uten-sukker-48",
            "role": "EDITOR", "municipalityNumber": HERE,
        });
        let _ = user(&administrator, "createUser", "CreateUserInput", input).await.done("createUser");
        let colleague = app.anonymous();
        colleague.sign_in("amb@here.example", "kaffe-uten-sukker-48").await;
        let find = async |text: &str| {
            let response = administrator
                .graphql("query($text: String!) { users(filter: { text: $text }) { nodes { email } } }", json!({ "text": text }))
                .await;
            response.data()["users"]["nodes"].clone()
        };
        let her = json!([{ "email": "amb@here.example" }]);
        for typed in ["Åse-Marie", "bjork ase", "BJØRK, marie", "amb@", "mb@here"] {
            assert_eq!(find(typed).await, her, "{typed}");
        }
        // Under a new name she is found by that alone.
        let input = json!({ "name": "Åse Øye" });
        let _ = ask(&colleague, "updateViewer", "UpdateViewerInput", "viewer { user { name } }", input).await.done("updateViewer");
        assert_eq!(find("oye").await, her);
        assert_eq!(find("bjørk").await, json!([]));
        // Last of all: å comes after every other letter.
        let response = administrator.graphql("{ users(last: 1) { nodes { name } } }", json!({})).await;
        assert_eq!(response.data()["users"]["nodes"][0]["name"], "Åse Øye");
    }

    async fn what_cannot_be_a_place_or_a_search_is_refused(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        for position in [json!(["Anna", "nobody"]), json!(["An\u{0}na", "0190a4c0000070008000000000000000"])] {
            let cursor = cursor("users", &position);
            for side in ["first: 2, after", "last: 2, before"] {
                let query = format!("{{ users({side}: \"{cursor}\") {{ totalCount }} }}");
                let refused = administrator.graphql(&query, json!({})).await;
                assert_eq!(refused.error_code(), "BAD_ARGUMENT", "{}", refused.text);
            }
        }
        for (length, code) in [(200, None), (201, Some("BAD_ARGUMENT"))] {
            for list in ["users", "listingRecords"] {
                let query = format!("query($text: String!) {{ {list}(filter: {{ text: $text }}) {{ totalCount }} }}");
                let response = administrator.graphql(&query, json!({ "text": "å".repeat(length) })).await;
                assert_eq!(response.json["errors"][0]["extensions"]["code"].as_str(), code, "{list}, {length}");
            }
        }
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
