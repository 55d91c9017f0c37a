use harness::both_apps;
use harness::cast::{EDITOR, PASSWORD};
use serde_json::json;

use crate::ask::ask;
use crate::user::{signs_in, viewer};

const NEW: &str = "te-med-mye-melk-84";

both_apps! {
    /// Whoever has a copy of the old session is out; the window it was changed in goes on.
    async fn every_other_session_ends(app: TestApp) {
        let here = app.as_user(EDITOR).await;
        let elsewhere = app.as_user(EDITOR).await;
        let input = json!({ "currentPassword": PASSWORD, "newPassword": NEW });
        let response = ask(&here, "changePassword", "ChangePasswordInput", "changed", input).await;
        assert_eq!(response.done("changePassword")["changed"], true);
        assert_eq!(viewer(&here).await, EDITOR.email);
        assert!(viewer(&elsewhere).await.is_null());
        assert!(!signs_in(&app.anonymous(), EDITOR.email, PASSWORD).await);
        assert!(signs_in(&app.anonymous(), EDITOR.email, NEW).await);
    }

    async fn a_wrong_or_weak_password_changes_nothing(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        for (current, new, code, field) in [("ikke riktig passord", NEW, "BAD_CREDENTIALS", "currentPassword"), (PASSWORD, "passord123", "PASSWORD_WEAK", "newPassword")] {
            let input = json!({ "currentPassword": current, "newPassword": new });
            let response = ask(&editor, "changePassword", "ChangePasswordInput", "changed", input).await;
            assert_eq!(response.refusals("changePassword"), [code]);
            assert_eq!(response.data()["changePassword"]["userErrors"][0]["field"], field);
        }
        assert!(signs_in(&app.anonymous(), EDITOR.email, PASSWORD).await);
    }
}
