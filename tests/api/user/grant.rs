use harness::both_apps;
use harness::cast::{ADMINISTRATOR, APPROVER, EDITOR, EDITOR_THERE, HERE, NATIONAL, THERE};
use serde_json::json;

use super::{id_of, user};

both_apps! {
    /// Roles are read at each request: nobody has to sign in again.
    async fn a_role_counts_from_the_next_request(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        let editor = app.as_user(EDITOR).await;
        let input = json!({ "userId": id_of(&administrator, EDITOR.email).await, "role": "EDITOR", "municipalityNumber": THERE });
        let response = user(&administrator, "grantRole", "GrantRoleInput", input.clone()).await;
        assert_eq!(response.done("grantRole")["user"]["grants"].as_array().map(Vec::len), Some(2));
        let places = editor.graphql("{ viewer { editableMunicipalities { number } } }", json!({})).await;
        assert_eq!(places.data()["viewer"]["editableMunicipalities"], json!([{ "number": HERE }, { "number": THERE }]));
        // Given twice, it is there once.
        let again = user(&administrator, "grantRole", "GrantRoleInput", input).await;
        assert_eq!(again.done("grantRole")["user"]["grants"].as_array().map(Vec::len), Some(2));
    }

    /// Whoever looks after one municipality's editors cannot find out who works elsewhere.
    async fn somebody_out_of_sight_is_as_good_as_nobody(app: TestApp) {
        let approver = app.as_user(APPROVER).await;
        let administrator = app.as_user(ADMINISTRATOR).await;
        let foreign = id_of(&administrator, EDITOR_THERE.email).await;
        let mut answers = Vec::new();
        for id in [foreign.as_str(), "user_77777777777777777777777777777777", "tull"] {
            let input = json!({ "userId": id, "role": "EDITOR", "municipalityNumber": HERE });
            let response = user(&approver, "grantRole", "GrantRoleInput", input).await;
            assert_eq!(response.refusals("grantRole"), ["NOT_ALLOWED"]);
            answers.push(response.json);
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]));
    }

    async fn a_role_has_its_kind_of_place(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        let id = id_of(&administrator, EDITOR.email).await;
        for (role, municipality, county) in [
            ("EDITOR", None, None),
            ("APPROVER", None, Some("11")),
            ("COUNTY_COORDINATOR", Some(HERE), None),
            ("ADMINISTRATOR", Some(HERE), None),
            ("EDITOR", Some("9999"), None),
            ("COUNTY_COORDINATOR", None, Some("99")),
        ] {
            let input = json!({ "userId": id, "role": role, "municipalityNumber": municipality, "countyNumber": county });
            let response = user(&administrator, "grantRole", "GrantRoleInput", input).await;
            assert_eq!(response.refusals("grantRole"), ["SCOPE_INVALID"], "{role} {municipality:?} {county:?}");
        }
    }

    /// One administrator alone would else be everything: national coordinator at the next request, and public at the one after.
    async fn an_administrator_does_not_become_a_coordinator(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        let own = id_of(&administrator, ADMINISTRATOR.email).await;
        let input = json!({ "userId": own, "role": "NATIONAL_COORDINATOR" });
        let response = user(&administrator, "grantRole", "GrantRoleInput", input).await;
        assert_eq!(response.refusals("grantRole"), ["OWN_ACCESS"]);
        let words = response.data()["grantRole"]["userErrors"][0]["message"].clone();
        assert_eq!(words, "Du kan ikke gi deg selv tilgang. Be en annen om det.");
        // Nor by a detour: a coordinator is not made an administrator either.
        let coordinator = id_of(&administrator, NATIONAL.email).await;
        let input = json!({ "userId": coordinator, "role": "ADMINISTRATOR" });
        let response = user(&administrator, "grantRole", "GrantRoleInput", input).await;
        assert_eq!(response.refusals("grantRole"), ["ROLES_EXCLUDE"]);
    }
}
