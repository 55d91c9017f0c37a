//! `cargo xtask`: one command to serve, one to test, and the few that they are made of.
//! Every command installs or names what it lacks, says what it does, and is quick the second time.

mod bench;
mod console;
mod fuzz;
mod provision;
mod run;
mod schema;
mod serve;
mod test;
mod wasm_road;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, serve and test Veiviser.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything, make the database, fill it with the national facts, and serve it. A SQLite file on this machine also gets
    /// demo accounts and demo listings.
    Serve {
        /// Enter the demo accounts, whose password everybody knows, into any database.
        #[arg(long)]
        demo: bool,
        /// Passed on to `veiviser serve`, for example `-- --listen 127.0.0.1:9000`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Build the console and the release server that carries it.
    Build,
    /// Build only the console: wasm, style sheets, font, API explorer.
    Console,
    /// Run every check and test there is.
    Test(test::TestArgs),
    /// Write the API's schema to schema/schema.graphql.
    Schema,
    /// Measure: `opening_hours` (the engine beside another), `api` (a release server with 20,000 listings), or both.
    Bench {
        /// The benchmark.
        name: Option<String>,
        /// Passed on to it, for example a part of a name.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Feed the parsers random input.
    Fuzz {
        /// Which: text, osm, schedule, numbers. None: all.
        targets: Vec<String>,
        /// How long each.
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
}

fn main() -> ExitCode {
    let done = Workspace::find().and_then(|workspace| match Cli::parse().command {
        Command::Serve { demo, args } => serve::serve(&workspace, demo, &args),
        Command::Build => serve::build(&workspace).map(|_| ExitCode::SUCCESS),
        Command::Console => console::build(&workspace).map(|_| ExitCode::SUCCESS),
        Command::Test(args) => test::test(&workspace, &args),
        Command::Schema => schema::write(&workspace).map(|()| ExitCode::SUCCESS),
        Command::Bench { name, args } => {
            bench::bench(&workspace, name.as_deref(), &args).map(|()| ExitCode::SUCCESS)
        }
        Command::Fuzz { targets, seconds } => {
            fuzz::fuzz(&workspace, &targets, seconds).map(|()| ExitCode::SUCCESS)
        }
    });
    done.unwrap_or_else(|error| {
        eprintln!("\nxtask stopped: {error:#}");
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_for_the_server_is_passed_on_and_demo_is_ours() {
        let serve = |line: &[&str]| match Cli::parse_from(line).command {
            Command::Serve { demo, args } => (demo, args),
            _ => unreachable!("a line with `serve`"),
        };
        let line = ["xtask", "serve", "--", "--listen", "127.0.0.1:9000"];
        assert_eq!(
            serve(&line),
            (
                false,
                vec!["--listen".to_owned(), "127.0.0.1:9000".to_owned()]
            )
        );
        let line = [
            "xtask",
            "serve",
            "--demo",
            "--",
            "--database-url=postgres://h/db",
        ];
        assert_eq!(
            serve(&line),
            (true, vec!["--database-url=postgres://h/db".to_owned()])
        );
        assert_eq!(serve(&["xtask", "serve"]), (false, vec![]));
    }
}
