//! The whole server, in this process: its own port, its own database, a clock that stands still until the test moves it.

use std::ops::Deref;

use clap::Parser;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use veiviser::app::App;
use veiviser::clock::Clock;
use veiviser::config::{Settings, TrustedProxies};
use veiviser::db::{Backend, Database};
use veiviser::http;

use crate::cast::{self, Person};
use crate::client::Client;
use crate::database::{Contents, TestDatabase};

/// A running server, gone when the test ends.
pub struct TestApp {
    base: String,
    app: App,
    clock: Clock,
    database: TestDatabase,
    _stop: oneshot::Sender<()>,
}

/// The server's own settings, read as the command line reads them.
#[derive(Parser)]
struct CommandLine {
    #[command(flatten)]
    settings: Settings,
}

impl TestApp {
    /// The server with the national facts and the people of [`cast`].
    pub async fn on(backend: Backend) -> Self {
        Self::over(TestDatabase::on(backend, Contents::Cast).await, &[]).await
    }

    pub async fn sqlite() -> Self {
        Self::on(Backend::Sqlite).await
    }

    pub async fn postgres() -> Self {
        Self::on(Backend::Postgres).await
    }

    /// The server over this database, with these command-line options besides.
    pub async fn over(database: TestDatabase, options: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let listen = format!("--listen={address}");
        let mut line = vec!["test", &listen];
        line.extend(options);
        // Tests are in a hurry; the limit has tests of its own.
        if !options
            .iter()
            .any(|option| option.starts_with("--rate-limit"))
        {
            line.push("--rate-limit=0");
        }
        let CommandLine { settings } =
            CommandLine::try_parse_from(line).expect("settings the server takes");
        let clock = Clock::set_to(cast::beginning());
        let app = App::start(settings, database.db().clone(), clock.clone())
            .await
            .expect("a server");
        // Without the poller: what a request asks of the database can be counted.
        let router = app.router().expect("routes");
        let (stop, stopped) = oneshot::channel::<()>();
        let limits = http::serve::Limits::behind(&TrustedProxies::None);
        tokio::spawn(http::serve::serve(listener, router, limits, async {
            let _ = stopped.await;
        }));
        Self {
            base: format!("http://{address}"),
            app,
            clock,
            database,
            _stop: stop,
        }
    }

    /// Where it answers, without a slash at the end.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    #[must_use]
    pub fn database(&self) -> &TestDatabase {
        &self.database
    }

    #[must_use]
    pub fn db(&self) -> &Database {
        self.database.db()
    }

    /// Somebody who is not signed in.
    #[must_use]
    pub fn anonymous(&self) -> Client {
        Client::new(self.base.clone())
    }

    /// Somebody of the cast, signed in as a browser is.
    pub async fn as_user(&self, person: Person) -> Client {
        let client = self.anonymous();
        client.sign_in(person.email, cast::PASSWORD).await;
        client
    }

    /// How many SQL statements `work` made the server run.
    pub async fn statements<T>(&self, work: impl Future<Output = T>) -> (T, u64) {
        let before = self.db().statements().total();
        let outcome = work.await;
        (outcome, self.db().statements().total() - before)
    }
}

impl Deref for TestApp {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

/// Makes one test into two: `name::sqlite` and `name::postgres`, each with a [`TestApp`] of its own.
///
/// Where PostgreSQL's programs are missing, `name::postgres` is reported as ignored, with the reason.
#[macro_export]
macro_rules! both_apps {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident: TestApp) $body:block)+) => {
        $(
            $(#[$meta])*
            async fn $name($app: $crate::TestApp) $body

            // A function and a module may share a name; so the report reads `name::sqlite`.
            mod $name {
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn sqlite() {
                    super::$name($crate::TestApp::sqlite().await).await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                #[cfg_attr(not(postgres), ignore = "SKIPPED: no PostgreSQL programs were found")]
                async fn postgres() {
                    super::$name($crate::TestApp::postgres().await).await;
                }
            }
        )+
    };
}
