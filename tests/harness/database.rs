//! A fresh, migrated database for each test, on either engine.
//!
//! Migrating once and copying is far quicker than migrating for every test: each test program makes one template (of its own,
//! so that a changed migration can never meet an old template) and every test gets a copy. On PostgreSQL that is
//! `CREATE DATABASE … TEMPLATE`, on SQLite a copied file.
//!
//! [`both_databases!`](crate::both_databases) runs a test on both.

use std::{
    fs::File,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::Context;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use veiviser::db::{self, Backend, Database, DatabaseConfig};

use crate::cluster::Cluster;

/// What a fresh database has in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    /// Tables, and what migrations put there.
    Tables,
    /// The national facts and the people of [`crate::cast`].
    Cast,
}

impl Contents {
    fn name(self) -> &'static str {
        match self {
            Self::Tables => "tables",
            Self::Cast => "cast",
        }
    }

    async fn fill(self, db: &Database) -> anyhow::Result<()> {
        db::migrate(db)
            .await
            .map_err(|error| anyhow::anyhow!(error.detail()))?;
        match self {
            Self::Tables => Ok(()),
            Self::Cast => crate::cast::enter(db).await,
        }
    }
}

/// One database, gone when the test ends.
#[derive(Debug)]
pub struct TestDatabase {
    db: Database,
    config: DatabaseConfig,
    place: Place,
}

#[derive(Debug)]
enum Place {
    File(tempfile::TempDir),
    Server { name: String },
}

impl TestDatabase {
    /// A SQLite file in a folder of its own.
    pub async fn sqlite() -> Self {
        Self::on(Backend::Sqlite, Contents::Tables).await
    }

    /// A database in the shared PostgreSQL cluster.
    pub async fn postgres() -> Self {
        Self::on(Backend::Postgres, Contents::Tables).await
    }

    /// The engine named, with what is asked for in it.
    pub async fn on(backend: Backend, contents: Contents) -> Self {
        match backend {
            Backend::Sqlite => sqlite(contents).await,
            Backend::Postgres => postgres(contents).await,
        }
        .expect("a database for the test")
    }

    /// Another database beside this one, not migrated. It goes when this one goes.
    pub async fn empty_sibling(&self) -> Database {
        if let Place::Server { name } = &self.place {
            let cluster = Cluster::shared().expect("the cluster");
            let server = maintenance(cluster).await.expect("the server");
            server
                .execute_unprepared(&format!("CREATE DATABASE {name}_empty"))
                .await
                .expect("a database");
        }
        let config = DatabaseConfig::new(self.sibling_address().parse().expect("an address"));
        Database::connect(&config).await.expect("an empty database")
    }

    /// The address of [`Self::empty_sibling`], for a connection of the driver's own.
    #[must_use]
    pub fn sibling_address(&self) -> String {
        match &self.place {
            Place::File(folder) => format!("sqlite://{}", folder.path().join("empty.db").display()),
            Place::Server { name } => Cluster::shared()
                .expect("the cluster")
                .url(&format!("{name}_empty")),
        }
    }

    /// The open database.
    #[must_use]
    pub fn db(&self) -> &Database {
        &self.db
    }

    /// How it was opened; for a second connection to the same database, as another instance would make.
    #[must_use]
    pub fn config(&self) -> &DatabaseConfig {
        &self.config
    }

    /// The address in full, for a child process.
    #[must_use]
    pub fn address(&self) -> String {
        match &self.place {
            Place::File(folder) => format!("sqlite://{}", folder.path().join("test.db").display()),
            Place::Server { name } => Cluster::shared().expect("the cluster").url(name),
        }
    }

    /// The SQLite file; `None` on PostgreSQL.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        match &self.place {
            Place::File(folder) => Some(folder.path().join("test.db")),
            Place::Server { .. } => None,
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Place::Server { name } = &self.place else {
            return;
        };
        let drops = [name.clone(), format!("{name}_empty")]
            .map(|name| format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        // `drop` cannot wait for a future, so it waits for a thread that does. A failure only leaves something to be removed
        // with the cluster.
        let dropped = std::thread::spawn(move || -> anyhow::Result<()> {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?
                .block_on(async {
                    let server = maintenance(Cluster::shared()?).await?;
                    for sql in drops {
                        server.execute_unprepared(&sql).await?;
                    }
                    Ok(())
                })
        });
        if let Ok(Err(error)) = dropped.join() {
            eprintln!("the test database stays behind: {error:#}");
        }
    }
}

async fn sqlite(contents: Contents) -> anyhow::Result<TestDatabase> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("test.db");
    let template = sqlite_template(contents).await?;
    std::fs::copy(&template, &file).context("copying the template")?;
    let config = DatabaseConfig::new(format!("sqlite://{}", file.display()).parse()?);
    let db = Database::connect(&config).await?;
    Ok(TestDatabase {
        db,
        config,
        place: Place::File(folder),
    })
}

/// A migrated file, made once for this test program. The lock keeps other test processes waiting while it is made.
async fn sqlite_template(contents: Contents) -> anyhow::Result<PathBuf> {
    let (folder, build) = build()?;
    let template = folder.join(format!("template-{}-{build:016x}.db", contents.name()));
    if template.exists() {
        return Ok(template);
    }
    let lock = File::create(folder.join("template.lock"))?;
    let lock = tokio::task::spawn_blocking(move || lock.lock().map(|()| lock)).await??;
    if !template.exists() {
        remove_old_templates(&folder)?;
        let scratch = tempfile::tempdir()?;
        let url = format!("sqlite://{}", scratch.path().join("template.db").display());
        let db = Database::connect(&DatabaseConfig::new(url.parse()?)).await?;
        contents.fill(&db).await?;
        // The backup is complete the moment it has its name.
        db::backup(&db, &template).await?;
        db.close().await;
    }
    lock.unlock()?;
    Ok(template)
}

/// Templates of test programs built long ago.
fn remove_old_templates(folder: &Path) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)?.flatten() {
        let old = entry
            .metadata()?
            .modified()?
            .elapsed()
            .is_ok_and(|age| age.as_secs() > 24 * 3600);
        if old && entry.file_name().to_string_lossy().starts_with("template-") {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    Ok(())
}

async fn postgres(contents: Contents) -> anyhow::Result<TestDatabase> {
    let cluster = tokio::task::spawn_blocking(Cluster::shared).await??;
    let server = maintenance(cluster).await?;
    let template = postgres_template(cluster, &server, contents).await?;
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    server
        .execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}"))
        .await?;
    server.close().await?;
    let config = DatabaseConfig::new(cluster.url(&name).parse()?);
    let db = Database::connect(&config).await?;
    Ok(TestDatabase {
        db,
        config,
        place: Place::Server { name },
    })
}

async fn postgres_template(
    cluster: &Cluster,
    server: &DatabaseConnection,
    contents: Contents,
) -> anyhow::Result<String> {
    let name = format!("template_{}_{:016x}", contents.name(), build()?.1);
    // One connection, so the lock is held and let go on the same session.
    server
        .execute_unprepared("SELECT pg_advisory_lock(7)")
        .await?;
    let exists = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT 1 FROM pg_database WHERE datname = $1",
        [name.as_str().into()],
    );
    if server.query_one_raw(exists).await?.is_none() {
        let unfinished = format!("{name}_unfinished");
        server
            .execute_unprepared(&format!(
                "DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)"
            ))
            .await?;
        server
            .execute_unprepared(&format!("CREATE DATABASE {unfinished}"))
            .await?;
        let db = Database::connect(&DatabaseConfig::new(cluster.url(&unfinished).parse()?)).await?;
        contents.fill(&db).await?;
        db.close().await;
        server
            .execute_unprepared(&format!("ALTER DATABASE {unfinished} RENAME TO {name}"))
            .await?;
    }
    server
        .execute_unprepared("SELECT pg_advisory_unlock(7)")
        .await?;
    Ok(name)
}

async fn maintenance(cluster: &Cluster) -> anyhow::Result<DatabaseConnection> {
    let mut options = sea_orm::ConnectOptions::new(cluster.url("postgres"));
    options.max_connections(1).sqlx_logging(false);
    Ok(sea_orm::Database::connect(options).await?)
}

/// A folder for what test runs share, and a number that changes whenever this test program is built anew.
fn build() -> anyhow::Result<(PathBuf, u64)> {
    let program = std::env::current_exe()?;
    let found = program.metadata()?;
    let mut hasher = DefaultHasher::new();
    (&program, found.len(), found.modified()?).hash(&mut hasher);
    let target = program
        .ancestors()
        .find(|folder| folder.join("CACHEDIR.TAG").is_file())
        .map_or_else(std::env::temp_dir, Path::to_owned);
    let folder = target.join("test-databases");
    std::fs::create_dir_all(&folder)?;
    Ok((folder, hasher.finish()))
}

/// Makes one test into two: `name::sqlite` and `name::postgres`, each with a fresh migrated [`TestDatabase`].
///
/// ```ignore
/// both_databases! {
///     /// Why this must hold.
///     async fn a_listing_is_found(test: TestDatabase) {
///         let db = test.db();
///     }
/// }
/// ```
///
/// Where PostgreSQL's programs are missing, `name::postgres` is reported as ignored, with the reason.
#[macro_export]
macro_rules! both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($test:ident: TestDatabase) $body:block)+) => {
        $(
            $(#[$meta])*
            async fn $name($test: $crate::TestDatabase) $body

            // A function and a module may share a name; so the report reads `name::sqlite`.
            mod $name {
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn sqlite() {
                    super::$name($crate::TestDatabase::sqlite().await).await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                #[cfg_attr(not(postgres), ignore = "SKIPPED: no PostgreSQL programs were found")]
                async fn postgres() {
                    super::$name($crate::TestDatabase::postgres().await).await;
                }
            }
        )+
    };
}
