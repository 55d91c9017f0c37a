//! What the tests of this slice and of the audit trail share.

use chrono::{DateTime, Utc};
use uuid::Uuid;
use veiviser_schema::authz::Grant;
use veiviser_schema::ids::UserId;
use veiviser_schema::text::Language;

use crate::authz::SignedIn;
use crate::db::{self, Database, DatabaseConfig};

/// When the tests begin.
pub fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).expect("an instant")
}

/// A migrated database in a folder that goes away with the value.
pub async fn database() -> (Database, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    let config = DatabaseConfig::new(url.parse().expect("an address"));
    let db = Database::connect(&config).await.expect("opened");
    db::migrate(&db).await.expect("migrated");
    (db, folder)
}

/// Somebody with these grants who is in no database.
pub fn person(grants: Vec<Grant>) -> SignedIn {
    SignedIn {
        user_id: UserId(Uuid::from_u128(1)),
        name: "Kari".to_owned(),
        language: Language::Nb,
        grants,
    }
}
