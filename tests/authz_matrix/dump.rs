//! The whole database as text, and the way back to it.
//!
//! It is read and put back over a connection of its own, beside the server's: what the server left undone or did twice shows.

use std::collections::BTreeMap;

use harness::TestApp;
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, Statement};

/// Every row of every table.
pub type Dump = BTreeMap<String, String>;

/// A connection to the file the server writes to, and a copy of it as it was.
pub struct Keeper {
    db: DatabaseConnection,
    /// One statement a table that answers all its rows as one text.
    reads: Vec<(String, String)>,
    kept: Dump,
    _folder: tempfile::TempDir,
}

impl Keeper {
    /// Remembers the database as it is now.
    pub async fn new(app: &TestApp) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let copy = folder.path().join("copy.db");
        veiviser::db::backup(app.db(), &copy).await.expect("a copy");
        let mut options = ConnectOptions::new(app.database().address());
        // One connection: what is said about foreign keys and the copy holds for it alone.
        options.max_connections(1).sqlx_logging(false);
        let db = sea_orm::Database::connect(options)
            .await
            .expect("a second connection");
        for sql in [
            "PRAGMA foreign_keys = OFF".to_owned(),
            format!("ATTACH '{}' AS kept", copy.display()),
        ] {
            db.execute_unprepared(&sql).await.expect("a setting");
        }
        let reads = reads(&db).await;
        let mut keeper = Self {
            db,
            reads,
            kept: Dump::new(),
            _folder: folder,
        };
        keeper.kept = keeper.dump().await;
        keeper
    }

    /// The tables that are not as they were.
    pub async fn changed(&self) -> Vec<String> {
        let now = self.dump().await;
        self.kept
            .iter()
            .filter(|(table, rows)| now.get(*table) != Some(rows))
            .map(|(table, _)| table.clone())
            .collect()
    }

    /// Puts everything back; answers what had to be.
    pub async fn restore(&self) -> Vec<String> {
        let changed = self.changed().await;
        if changed.is_empty() {
            return changed;
        }
        let mut sql = String::from("BEGIN IMMEDIATE;");
        for table in &changed {
            sql.push_str(&format!(
                "DELETE FROM main.\"{table}\"; INSERT INTO main.\"{table}\" SELECT * FROM kept.\"{table}\";"
            ));
        }
        sql.push_str("COMMIT;");
        self.db
            .execute_unprepared(&sql)
            .await
            .expect("everything put back");
        changed
    }

    async fn dump(&self) -> Dump {
        let mut dump = Dump::new();
        for (table, sql) in &self.reads {
            dump.insert(table.clone(), text(&self.db, sql).await.concat());
        }
        dump
    }
}

async fn reads(db: &DatabaseConnection) -> Vec<(String, String)> {
    let tables = text(
        db,
        "SELECT name AS line FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1",
    )
    .await;
    assert!(tables.len() > 10, "{tables:?}");
    let mut reads = Vec::new();
    for table in tables {
        let columns = text(
            db,
            &format!(
                "SELECT 'quote(\"' || name || '\")' AS line FROM pragma_table_info('{table}')"
            ),
        )
        .await
        .join(" || '|' || ");
        let sql = format!(
            "SELECT coalesce(group_concat(whole, char(10)), '') AS line FROM (SELECT {columns} AS whole FROM main.\"{table}\" ORDER BY 1)"
        );
        reads.push((table, sql));
    }
    reads
}

async fn text(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    db.query_all_raw(statement)
        .await
        .expect("rows")
        .iter()
        .map(|row| row.try_get("", "line").expect("a text"))
        .collect()
}
