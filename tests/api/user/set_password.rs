use harness::both_apps;
use harness::cast::{ADMINISTRATOR, EDITOR, PASSWORD};
use serde_json::json;

use super::{id_of, signs_in, user, viewer};

const NEW: &str = "te-med-mye-melk-84";

both_apps! {
    async fn a_new_password_ends_what_the_old_one_began(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        let editor = app.as_user(EDITOR).await;
        let id = id_of(&administrator, EDITOR.email).await;
        let response = user(&administrator, "setPassword", "SetPasswordInput", json!({ "userId": id, "newPassword": NEW })).await;
        let _ = response.done("setPassword");
        assert!(!response.text.contains(NEW));
        assert!(viewer(&editor).await.is_null());
        assert!(!signs_in(&app.anonymous(), EDITOR.email, PASSWORD).await);
        assert!(signs_in(&app.anonymous(), EDITOR.email, NEW).await);
    }

    async fn a_weak_password_and_ones_own_are_refused(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        let editor = id_of(&administrator, EDITOR.email).await;
        let own = id_of(&administrator, ADMINISTRATOR.email).await;
        for (id, password, code, field) in [(editor, "passord123", "PASSWORD_WEAK", "newPassword"), (own, NEW, "WRONG_STATE", "userId")] {
            let response = user(&administrator, "setPassword", "SetPasswordInput", json!({ "userId": id, "newPassword": password })).await;
            assert_eq!(response.refusals("setPassword"), [code]);
            assert_eq!(response.data()["setPassword"]["userErrors"][0]["field"], field);
        }
        assert!(signs_in(&app.anonymous(), EDITOR.email, PASSWORD).await);
    }
}
