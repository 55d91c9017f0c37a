//! What most commands begin with: the database, open and up to date. And how they end: errors in words.

use anyhow::{Result, bail};

use crate::config::DatabaseSettings;
use crate::db::{self, Database, DbError};

/// Opens the database as it is.
pub async fn database(settings: &DatabaseSettings) -> Result<Database> {
    Ok(Database::connect(&settings.config()).await?)
}

/// Opens a database that is there already: whoever copies one, or adds to it, in the wrong folder is told so and leaves no empty file.
pub async fn existing_database(settings: &DatabaseSettings) -> Result<Database> {
    let config = settings.config();
    if let Some(file) = config.url.file()
        && !file.exists()
    {
        bail!(
            "there is no database {} here; a new one is made by: veiviser migrate",
            config.url
        );
    }
    database(settings).await
}

/// Opens the database and refuses one whose tables are not those this program works with.
pub async fn migrated_database(settings: &DatabaseSettings) -> Result<Database> {
    let db = existing_database(settings).await?;
    refuse_unmigrated(&db).await?;
    Ok(db)
}

/// Refuses a database whose tables are not those this program works with.
pub async fn refuse_unmigrated(db: &Database) -> Result<()> {
    let pending = db::pending(db).await?;
    if !pending.is_empty() {
        bail!(
            "the database {} has not been brought up to date ({} to run). Run: veiviser migrate",
            db.url(),
            match pending.len() {
                1 => "1 migration".to_owned(),
                count => format!("{count} migrations"),
            }
        );
    }
    Ok(())
}

/// Says something on standard output. A reader that stops reading (`| head`) is no reason to panic.
pub fn say(text: impl std::fmt::Display) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// An error and its causes in one line. The driver's own words are of use to whoever runs the program.
pub fn explain(error: &anyhow::Error) -> String {
    let mut said: Vec<String> = Vec::new();
    for cause in error.chain() {
        let text = match cause.downcast_ref::<DbError>() {
            Some(failure) => failure.detail(),
            None => cause.to_string(),
        };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        // Wrappers often repeat what they wrap.
        if !said.iter().any(|earlier| earlier.contains(&text)) {
            said.push(text);
        }
    }
    said.join(": ")
}

#[cfg(test)]
mod tests {
    use anyhow::Context;

    use super::*;

    /// A backup in the wrong folder would else be a fine copy of nothing, every night.
    #[tokio::test]
    async fn a_database_that_is_not_there_is_not_made_by_the_way() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("veiviser.db");
        let address = format!("sqlite://{}", file.display());
        let settings = DatabaseSettings {
            database_url: address.parse().expect("an address"),
            database_connections: 1,
            database_timeout: 5,
        };
        for open in [
            existing_database(&settings).await,
            migrated_database(&settings).await,
        ] {
            let refused = open.expect_err("nothing is there").to_string();
            assert!(refused.contains("veiviser migrate"), "{refused}");
        }
        assert!(!file.exists());
        database(&settings).await.expect("made").close().await;
        existing_database(&settings)
            .await
            .expect("there now")
            .close()
            .await;
    }

    #[test]
    fn an_error_is_one_line_without_repetition() {
        let error = Err::<(), _>(anyhow::anyhow!("no\nroom"))
            .context("could not write: no room")
            .unwrap_err();
        assert_eq!(explain(&error), "could not write: no room");
        let error = Err::<(), _>(anyhow::anyhow!("no\nroom"))
            .context("could not write")
            .unwrap_err();
        assert_eq!(explain(&error), "could not write: no room");
    }
}
