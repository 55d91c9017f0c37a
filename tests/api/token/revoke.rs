use harness::both_apps;
use serde_json::json;

use super::{believed, issued, refresh};
use crate::ask::ask;

both_apps! {
    async fn a_revoked_family_is_over_access_tokens_too(app: TestApp) {
        let program = app.anonymous();
        let (access, token) = issued(&program).await;
        let input = json!({ "refreshToken": token });
        let response = ask(&program, "revokeToken", "RefreshTokenInput", "revoked", input).await;
        assert_eq!(response.done("revokeToken")["revoked"], true);
        assert!(!believed(&program, &access).await);
        assert_eq!(refresh(&program, &token).await.refusals("refreshToken"), ["TOKEN_INVALID"]);
        let unknown = json!({ "refreshToken": "tull" });
        let response = ask(&program, "revokeToken", "RefreshTokenInput", "revoked", unknown).await;
        assert_eq!(response.refusals("revokeToken"), ["TOKEN_INVALID"]);
    }
}
