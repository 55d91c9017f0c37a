use harness::both_apps;

use super::{believed, issued, pair, refresh};

both_apps! {
    async fn a_refresh_token_gives_the_next_pair(app: TestApp) {
        let program = app.anonymous();
        let (_, first) = issued(&program).await;
        let response = refresh(&program, &first).await;
        let (access, second) = pair(response.done("refreshToken"));
        assert_ne!(first, second);
        assert!(believed(&program, &access).await);
        assert!(refresh(&program, &second).await.refusals("refreshToken").is_empty());
    }

    /// Somebody has a copy: thief and owner both lose it.
    async fn a_token_used_twice_revokes_its_whole_family(app: TestApp) {
        let program = app.anonymous();
        let (_, first) = issued(&program).await;
        let (access, second) = pair(refresh(&program, &first).await.done("refreshToken"));
        let (other, _) = issued(&program).await;
        assert_eq!(refresh(&program, &first).await.refusals("refreshToken"), ["TOKEN_INVALID"]);
        assert_eq!(refresh(&program, &second).await.refusals("refreshToken"), ["TOKEN_INVALID"]);
        assert!(!believed(&program, &access).await);
        // What came of another sign-in goes on.
        assert!(believed(&program, &other).await);
    }

    async fn a_made_up_token_is_answered_as_a_used_one(app: TestApp) {
        let program = app.anonymous();
        let (_, first) = issued(&program).await;
        let _ = refresh(&program, &first).await.done("refreshToken");
        let used = refresh(&program, &first).await;
        for token in ["", "tull", &"A".repeat(43), &"x".repeat(5000)] {
            let response = refresh(&program, token).await;
            assert_eq!(response.refusals("refreshToken"), ["TOKEN_INVALID"]);
            assert_eq!(response.json, used.json);
        }
    }
}
