use harness::both_apps;
use harness::cast::{ADMINISTRATOR, EDITOR, PASSWORD};
use serde_json::json;

use super::{id_of, signs_in, user, viewer};

both_apps! {
    /// At the next request, not when the session would have ended.
    async fn a_disabled_user_is_out_at_once(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        let editor = app.as_user(EDITOR).await;
        let id = id_of(&administrator, EDITOR.email).await;
        let response = user(&administrator, "disableUser", "UserInput", json!({ "userId": id })).await;
        assert_eq!(response.done("disableUser")["user"]["disabled"], true);
        assert!(viewer(&editor).await.is_null());
        assert!(!signs_in(&app.anonymous(), EDITOR.email, PASSWORD).await);
    }

    async fn nobody_locks_themselves_out(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        let id = id_of(&administrator, ADMINISTRATOR.email).await;
        let response = user(&administrator, "disableUser", "UserInput", json!({ "userId": id })).await;
        assert_eq!(response.refusals("disableUser"), ["OWN_ACCESS"]);
        assert_eq!(viewer(&administrator).await, ADMINISTRATOR.email);
    }
}
