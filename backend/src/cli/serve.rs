//! `veiviser serve`

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::open;
use super::seed::sign_in_with;
use crate::app::App;
use crate::clock::Clock;
use crate::config::{LogFormat, Settings};
use crate::db::{self, Database};
use crate::identity::demo::demo_accounts;

/// Serve the console, the API and the explorer, until Ctrl+C or SIGTERM.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub settings: Settings,
    /// Bring the tables up to date first.
    #[arg(long)]
    migrate: bool,
}

impl Serve {
    pub async fn run(self) -> Result<()> {
        let Self { settings, migrate } = self;
        let people = settings.log.format == LogFormat::Text;
        refuse_passwords_in_the_open(&settings)?;
        let left_open = db::left_open(&settings.database.database_url);
        let db = if migrate {
            open::database(&settings.database).await?
        } else {
            open::existing_database(&settings.database).await?
        };
        if left_open {
            look_through(&db).await?;
        }
        if migrate {
            db::migrate(&db).await?;
        } else {
            open::refuse_unmigrated(&db).await?;
        }
        let demo = refuse_demo_in_public(&settings, &db).await?;
        let listener = TcpListener::bind(settings.listen)
            .await
            .with_context(|| format!("cannot listen on {}", settings.listen))?;
        let address = settings.public_url();
        let app = App::start(settings, db, Clock::system()).await?;
        // A collector that reads JSON chokes on anything else, and the log is no place for passwords.
        if people {
            eprintln!(
                "Veiviser is ready (Ctrl+C stops it).\n  Console   {address}/\n  API       {address}/graphql\n  Explorer  {address}/graphiql"
            );
            if !demo.is_empty() {
                eprintln!("{}", sign_in_with(&demo));
            }
        } else {
            tracing::info!(
                event = "serve.ready",
                %address,
                demo_accounts = demo.len(),
                "ready"
            );
        }
        app.serve(listener, told_to_stop(people)?).await?;
        if people {
            eprintln!("Veiviser has stopped.");
        } else {
            tracing::info!(event = "serve.stopped", "stopped");
        }
        Ok(())
    }
}

/// The server before this one was killed, or the power went. SQLite has put that right by itself, unless somebody put another file in
/// the place of the database meanwhile.
async fn look_through(db: &Database) -> Result<()> {
    tracing::info!(
        event = "db.left_open",
        "the database was not closed the last time; looking it through"
    );
    db.quick_check().await.map_err(|unsound| {
        anyhow!(
            "the database {} was not closed the last time, and is damaged: {unsound}. Put a backup in its place with: veiviser restore \
             FILE",
            db.url()
        )
    })
}

/// Over plain http everybody on the way reads passwords and takes over sessions: only a machine of one's own may do without TLS.
fn refuse_passwords_in_the_open(settings: &Settings) -> Result<()> {
    let address = settings.public_url();
    if address.is_secure() || address.is_local() {
        return Ok(());
    }
    if settings.insecure_http {
        tracing::warn!(
            event = "serve.insecure_http",
            %address,
            "served without TLS, as --insecure-http says: passwords and sessions can be read on the way"
        );
        return Ok(());
    }
    bail!(
        "{address} is not encrypted: passwords and sessions could be read on the way. Put a TLS proxy in front and set \
         VEIVISER_PUBLIC_URL to its https:// address; or, on a closed network only, add --insecure-http"
    )
}

/// The demo accounts there are. Their password is in the manual: whoever can reach the server could sign in with them.
async fn refuse_demo_in_public(settings: &Settings, db: &Database) -> Result<Vec<String>> {
    let demo = demo_accounts(db).await?;
    if demo.is_empty() || !settings.is_public_address() {
        return Ok(demo);
    }
    bail!(
        "others can reach this server (it listens on {}, its address is {}), and the database has demo accounts whose password everybody \
         knows. Disable them first: {}. Or start from an empty database, or listen on 127.0.0.1",
        settings.listen,
        settings.public_url(),
        demo.iter()
            .map(|email| format!("veiviser user disable {email}"))
            .collect::<Vec<_>>()
            .join("; ")
    )
}

/// Ready at the first SIGINT (Ctrl+C) or SIGTERM (a service manager). A second Ctrl+C ends the process at once.
fn told_to_stop(people: bool) -> Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        if people {
            eprintln!("Stopping: letting the requests under way finish …");
        } else {
            tracing::info!(
                event = "serve.stopping",
                "letting the requests under way finish"
            );
        }
        tokio::spawn(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            std::process::exit(130);
        });
    })
}
