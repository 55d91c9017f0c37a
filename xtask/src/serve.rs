//! Building the whole, and serving it to a person at this machine.

use std::env;
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::console;
use crate::run::{cargo, run, say};
use crate::workspace::Workspace;

/// Console and release server; gives back where the server is.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    let started = Instant::now();
    console::build(workspace)?;
    say("compiling the server for release (several minutes the first time)");
    run(cargo(workspace.root()).args(["build", "--locked", "--release", "--package", "veiviser"]))?;
    let server = workspace.binary("release", "veiviser");
    say(format!(
        "the server is ready: {} ({:.1} s in all)",
        server.display(),
        started.elapsed().as_secs_f32()
    ));
    Ok(server)
}

/// Three commands on one database: what `args` say of the database all three are told.
pub fn serve(workspace: &Workspace, demo: bool, args: &[String]) -> Result<ExitCode> {
    let plan = Plan::of(args, |name| env::var(name).ok());
    let server = build(workspace)?;
    let veiviser = || {
        let mut command = Command::new(&server);
        command.current_dir(workspace.root());
        command
    };
    say("preparing the database");
    run(veiviser().arg("migrate").args(&plan.database))?;
    let mut seed = veiviser();
    seed.arg("seed").args(&plan.database);
    match plan.against_demo {
        Some(why) if !demo => say(format!(
            "entering the national facts, and no demo accounts, since {why}; `cargo xtask serve --demo` enters them even so"
        )),
        _ => {
            say("entering the national facts, demo accounts and demo listings");
            seed.arg("--demo");
        }
    }
    run(&mut seed)?;
    // Keeps the terminal, so that Ctrl+C reaches the server and its own words reach the person.
    let status = veiviser()
        .arg("serve")
        .args(args)
        .status()
        .context("could not start the server")?;
    Ok(match status.code() {
        Some(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        None => ExitCode::SUCCESS,
    })
}

/// What follows from the options and the environment that the server will read.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    /// The options that say which database, for the commands that prepare it. They read the same environment themselves.
    database: Vec<String>,
    /// Why accounts with a well-known password do not belong there, if they do not. What others can reach the server
    /// itself refuses to serve with them; this spares somebody's real database.
    against_demo: Option<&'static str>,
}

impl Plan {
    fn of(args: &[String], environment: impl Fn(&str) -> Option<String>) -> Self {
        let setting = |option: &str, variable: &str| {
            values_of(args, option)
                .pop()
                .or_else(|| environment(variable))
        };
        let mut database = Vec::new();
        for option in [
            "--database-url",
            "--database-connections",
            "--database-timeout",
        ] {
            // An option given twice is for the server to refuse.
            for value in values_of(args, option) {
                database.push(format!("{option}={value}"));
            }
        }
        let server = setting("--database-url", "VEIVISER_DATABASE_URL")
            .is_some_and(|url| !url.trim().starts_with("sqlite:"));
        let public =
            setting("--public-url", "VEIVISER_PUBLIC_URL").is_some_and(|url| !is_local(&url));
        Self {
            database,
            against_demo: if server {
                Some("the database is not a SQLite file")
            } else if public {
                Some("the server has a public address")
            } else {
                None
            },
        }
    }
}

/// The values of `--option value` and `--option=value`.
fn values_of(args: &[String], option: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        if arg == option {
            values.extend(rest.next().cloned());
        } else if let Some(value) = arg
            .strip_prefix(option)
            .and_then(|tail| tail.strip_prefix('='))
        {
            values.push(value.to_owned());
        }
    }
    values
}

/// `http://localhost:8080` and the like. Whatever is not plainly local counts as public.
fn is_local(url: &str) -> bool {
    let authority = url.trim().split("://").last().unwrap_or_default();
    let host = match authority.strip_prefix('[') {
        Some(bracketed) => bracketed.split(']').next(),
        None => authority.split([':', '/']).next(),
    }
    .unwrap_or_default();
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(args: &[&str], environment: &[(&str, &str)]) -> Plan {
        let args: Vec<String> = args.iter().map(|&arg| arg.to_owned()).collect();
        Plan::of(&args, |name| {
            let (_, value) = environment.iter().find(|(variable, _)| *variable == name)?;
            Some((*value).to_owned())
        })
    }

    #[test]
    fn the_database_that_is_served_is_the_one_that_is_prepared() {
        for args in [
            [
                "--listen",
                "127.0.0.1:9000",
                "--database-url",
                "sqlite:///tmp/other.db",
            ]
            .as_slice(),
            &["--database-url=sqlite:///tmp/other.db", "--log", "debug"],
        ] {
            assert_eq!(
                plan(args, &[]).database,
                ["--database-url=sqlite:///tmp/other.db"]
            );
        }
        assert_eq!(
            plan(&["--database-timeout", "60"], &[]).database,
            ["--database-timeout=60"]
        );
        assert_eq!(plan(&["--listen", "127.0.0.1:9000"], &[]).database, [""; 0]);
    }

    #[test]
    fn a_sqlite_file_on_this_machine_gets_the_demonstration() {
        for (args, environment) in [
            (&[][..], &[][..]),
            (&["--database-url", "sqlite:///tmp/other.db"], &[]),
            (&[], &[("VEIVISER_DATABASE_URL", "sqlite://data/mine.db")]),
            (&["--public-url=http://localhost:8080"], &[]),
            (&[], &[("VEIVISER_PUBLIC_URL", "http://[::1]:8080")]),
            // The option counts before the environment, as it does for the server.
            (
                &["--database-url", "sqlite:///tmp/other.db"],
                &[("VEIVISER_DATABASE_URL", "postgres://db.example/veiviser")],
            ),
        ] {
            let plan = plan(args, environment);
            assert_eq!(plan.against_demo, None, "{args:?} {environment:?}");
        }
    }

    #[test]
    fn a_database_server_or_a_public_address_gets_none() {
        for (args, environment) in [
            (
                &["--database-url=postgres://db.example/veiviser"][..],
                &[][..],
            ),
            (
                &[],
                &[("VEIVISER_DATABASE_URL", "postgresql://db.example/veiviser")],
            ),
            (&["--public-url", "https://veiviser.example.no"], &[]),
            (
                &[],
                &[("VEIVISER_PUBLIC_URL", "http://localhost.example.no:8080")],
            ),
        ] {
            let plan = plan(args, environment);
            assert!(plan.against_demo.is_some(), "{args:?} {environment:?}");
        }
    }
}
