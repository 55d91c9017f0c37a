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
    /// Build everything, make and fill the database with demo content, and serve it.
    Serve {
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
        Command::Serve { args } => serve::serve(&workspace, &args),
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
