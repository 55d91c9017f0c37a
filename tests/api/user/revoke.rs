use harness::cast::{ADMINISTRATOR, APPROVER, EDITOR};
use harness::{Client, both_apps};
use serde_json::json;

use super::{id_of, user};
use crate::ask::text;

async fn grant_of(client: &Client, email: &str) -> String {
    let id = id_of(client, email).await;
    let response = client
        .graphql(
            "query($id: ID!) { node(id: $id) { ... on User { grants { id } } } }",
            json!({ "id": id }),
        )
        .await;
    text(&response.data()["node"]["grants"][0]["id"])
}

both_apps! {
    async fn what_is_taken_away_is_gone_at_the_next_request(app: TestApp) {
        let approver = app.as_user(APPROVER).await;
        let editor = app.as_user(EDITOR).await;
        let grant = grant_of(&approver, EDITOR.email).await;
        let response = user(&approver, "revokeRole", "RevokeRoleInput", json!({ "grantId": grant })).await;
        assert_eq!(response.done("revokeRole")["user"]["grants"], json!([]));
        let left = editor.graphql("{ viewer { user { grants { id } } editableMunicipalities { number } may(action: SAVE_DRAFT) } listingRecords { totalCount } }", json!({})).await;
        assert_eq!(
            left.data(),
            &json!({ "viewer": { "user": { "grants": [] }, "editableMunicipalities": [], "may": false }, "listingRecords": { "totalCount": 0 } })
        );
        let again = user(&approver, "revokeRole", "RevokeRoleInput", json!({ "grantId": grant })).await;
        assert_eq!(again.refusals("revokeRole"), ["NOT_ALLOWED"]);
    }

    async fn nobody_takes_their_own_role(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        let grant = grant_of(&administrator, ADMINISTRATOR.email).await;
        let response = user(&administrator, "revokeRole", "RevokeRoleInput", json!({ "grantId": grant })).await;
        assert_eq!(response.refusals("revokeRole"), ["OWN_ACCESS"]);
    }
}
