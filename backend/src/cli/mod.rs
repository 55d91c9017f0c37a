//! The command line: one file a command.
//!
//! A command reads its options, puts the parts together and says in plain words how it went. What goes wrong becomes one line on standard
//! error and exit code 1; standard output has only what was asked for, so that it can be piped.

mod backup;
mod generate;
mod hours;
mod keys;
mod migrate;
mod open;
mod outbox;
mod restore;
mod schema;
mod seed;
mod serve;
mod user;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{LogFormat, LogSettings};

/// Norway's catalogue of public help: what there is in each municipality, for whom, how to reach it, and whether it is open now.
#[derive(Debug, Parser)]
#[command(
    name = "veiviser",
    version,
    disable_help_subcommand = true,
    after_help = "\
To try it out:
  veiviser migrate          make the tables (in ./data/veiviser.db)
  veiviser seed --demo      fill in the national facts and a demonstration
  veiviser serve            then open http://127.0.0.1:8080

Every option can be set in the environment as well; `veiviser serve --help` names the variables."
)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the console, the API and the explorer.
    Serve(serve::Serve),
    /// Make the tables, or bring them up to date.
    Migrate(migrate::Migrate),
    /// Fill in the national facts, and if wanted a demonstration.
    Seed(seed::Seed),
    /// Add, list and disable users, and set their passwords.
    #[command(subcommand)]
    User(user::User),
    /// Make a large catalogue up, for demonstrations, tests and benchmarks.
    Generate(generate::Generate),
    /// Print the API's schema. Needs no database.
    Schema,
    /// Copy a SQLite database to a file, also while the server runs.
    Backup(backup::Backup),
    /// Put a backup in the place of a SQLite database.
    Restore(restore::Restore),
    /// List and replace the keys that sign access tokens.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Tell other systems what happened here.
    #[command(subcommand)]
    Outbox(outbox::Outbox),
    /// Work with opening hours.
    #[command(subcommand)]
    Hours(hours::Hours),
}

/// Runs the command that was typed.
#[must_use]
pub fn main() -> ExitCode {
    let Program { command } = Program::parse();
    let done = match command {
        Command::Serve(command) => run(&command.settings.log.clone(), "info", command.run()),
        Command::Migrate(command) => run(&command.log.clone(), "warn", command.run()),
        Command::Seed(command) => run(&command.log.clone(), "warn", command.run()),
        Command::User(command) => run(&command.common().log.clone(), "warn", command.run()),
        Command::Generate(command) => run(&command.log.clone(), "warn", command.run()),
        Command::Backup(command) => run(&command.log.clone(), "warn", command.run()),
        Command::Restore(command) => run(&command.log.clone(), "warn", command.run()),
        Command::Keys(command) => run(&command.common().log.clone(), "warn", command.run()),
        Command::Outbox(command) => run(&command.common().log.clone(), "warn", command.run()),
        Command::Schema => schema::run(),
        Command::Hours(command) => command.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("veiviser: {}", open::explain(&error));
            ExitCode::FAILURE
        }
    }
}

/// Starts logging and a runtime, and carries the command to its end.
fn run(
    log: &LogSettings,
    filter: &str,
    command: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<()> {
    let LogSettings {
        filter: chosen,
        format,
    } = log;
    let format: LogFormat = *format;
    crate::telemetry::init(chosen.as_deref().unwrap_or(filter), format)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(command)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Program;

    #[test]
    fn the_options_do_not_contradict_each_other() {
        Program::command().debug_assert();
    }
}
