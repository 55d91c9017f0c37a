use harness::both_apps;
use harness::cast::{ADMINISTRATOR, EDITOR, PASSWORD};
use serde_json::json;

use super::{id_of, signs_in, user, viewer};

both_apps! {
    /// The old session stays ended.
    async fn an_enabled_user_signs_in_again(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        let editor = app.as_user(EDITOR).await;
        let input = json!({ "userId": id_of(&administrator, EDITOR.email).await });
        let _ = user(&administrator, "disableUser", "UserInput", input.clone()).await.done("disableUser");
        let response = user(&administrator, "enableUser", "UserInput", input).await;
        assert_eq!(response.done("enableUser")["user"]["disabled"], false);
        assert!(viewer(&editor).await.is_null());
        assert!(signs_in(&app.anonymous(), EDITOR.email, PASSWORD).await);
    }
}
