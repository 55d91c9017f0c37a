use harness::both_apps;
use harness::cast::{ADMINISTRATOR, APPROVER, EDITOR, HERE, PASSWORD};
use serde_json::{Value, json};

use super::{signs_in, user};
use crate::ask::with;

fn new() -> Value {
    json!({ "name": "Ny Bruker", "email": "Ny.Bruker@Kommune.example", "password": PASSWORD, "role": "EDITOR", "municipalityNumber": HERE })
}

both_apps! {
    async fn a_new_user_signs_in_and_has_the_role(app: TestApp) {
        let approver = app.as_user(APPROVER).await;
        let response = user(&approver, "createUser", "CreateUserInput", new()).await;
        let made = &response.done("createUser")["user"];
        assert_eq!((&made["name"], &made["disabled"]), (&json!("Ny Bruker"), &json!(false)));
        assert_eq!(made["grants"][0]["role"], "EDITOR");
        assert_eq!(made["grants"][0]["municipality"]["number"], HERE);
        // However the address is written.
        assert!(signs_in(&app.anonymous(), "ny.bruker@kommune.example", PASSWORD).await);
        assert!(!response.text.contains(PASSWORD));
    }

    async fn an_address_is_one_persons(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        let taken = with(new(), "email", json!(EDITOR.email.to_uppercase()));
        let response = user(&administrator, "createUser", "CreateUserInput", taken).await;
        assert_eq!(response.refusals("createUser"), ["EMAIL_TAKEN"]);
        assert_eq!(response.data()["createUser"]["userErrors"][0]["field"], "email");
    }

    /// Everything that is wrong is said at once, each at its field.
    async fn all_that_is_wrong_is_said_at_once(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        let bad = json!({ "name": " ", "email": "ingen adresse", "password": "kort", "role": "EDITOR" });
        let response = user(&administrator, "createUser", "CreateUserInput", bad).await;
        let errors = response.data()["createUser"]["userErrors"].as_array().expect("errors");
        let said: Vec<_> = errors.iter().map(|error| (error["code"].as_str(), error["field"].as_str())).collect();
        for wanted in [("REQUIRED", "name"), ("EMAIL_INVALID", "email"), ("PASSWORD_WEAK", "password"), ("SCOPE_INVALID", "municipalityNumber")] {
            assert!(said.contains(&(Some(wanted.0), Some(wanted.1))), "{wanted:?} is not in {said:?}");
        }
    }

    async fn a_role_is_given_where_there_is_such_a_place(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        let nowhere = with(new(), "municipalityNumber", json!("9999"));
        let response = user(&administrator, "createUser", "CreateUserInput", nowhere).await;
        assert_eq!(response.refusals("createUser"), ["SCOPE_INVALID"]);
        // And nobody was made on the way.
        assert!(!signs_in(&app.anonymous(), "ny.bruker@kommune.example", PASSWORD).await);
    }
}
