//! `veiviser serve`

use anyhow::{Context, Result, bail};
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::open;
use super::seed::sign_in_with;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Settings;
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
        let db = if migrate {
            let db = open::database(&settings.database).await?;
            db::migrate(&db).await?;
            db
        } else {
            open::migrated_database(&settings.database).await?
        };
        let demo = refuse_demo_in_public(&settings, &db).await?;
        let listener = TcpListener::bind(settings.listen)
            .await
            .with_context(|| format!("cannot listen on {}", settings.listen))?;
        let address = settings.public_url();
        let app = App::start(settings, db, Clock::system()).await?;
        eprintln!(
            "Veiviser is ready (Ctrl+C stops it).\n  Console   {address}/\n  API       {address}/graphql\n  Explorer  {address}/graphiql"
        );
        if !demo.is_empty() {
            eprintln!("{}", sign_in_with(&demo));
        }
        app.serve(listener, told_to_stop()?).await?;
        eprintln!("Veiviser has stopped.");
        Ok(())
    }
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
fn told_to_stop() -> Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        eprintln!("Stopping: letting the requests under way finish …");
        tokio::spawn(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            std::process::exit(130);
        });
    })
}
