//! One's own account, sessions and tokens.

use harness::cast::PASSWORD;
use serde_json::{Value, json};

use super::Leave::{Anybody, SignedIn};
use super::{Write, email, own};

pub fn all() -> Vec<Write> {
    vec![
        own(
            "signIn",
            Anybody,
            |_, person| json!({ "email": email(person), "password": PASSWORD }),
        ),
        own("signOut", Anybody, |_, _| Value::Null),
        own(
            "updateViewer",
            SignedIn,
            |_, _| json!({ "name": "Et Annet Navn" }),
        ),
        own(
            "changePassword",
            SignedIn,
            |_, _| json!({ "currentPassword": PASSWORD, "newPassword": "te-med-mye-melk-84" }),
        ),
        own(
            "issueToken",
            Anybody,
            |_, person| json!({ "email": email(person), "password": PASSWORD }),
        ),
        // The token is the leave.
        own(
            "refreshToken",
            Anybody,
            |world, _| json!({ "refreshToken": world.refresh_token }),
        ),
        own(
            "revokeToken",
            Anybody,
            |world, _| json!({ "refreshToken": world.refresh_token }),
        ),
    ]
}
