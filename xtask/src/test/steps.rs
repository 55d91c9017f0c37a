//! The steps, in the order in which they save the most time: what fails fast comes first, and what
//! one step compiles the next one uses.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::{Done, Step, lint};
use crate::run::{cargo, run, say};
use crate::workspace::Workspace;
use crate::{console, fuzz, provision, schema};

pub const ALL: [Step; 10] = [
    Step {
        name: "format",
        what: "the code is formatted",
        needs: &[],
        ci_may_skip: false,
        run: format,
    },
    Step {
        name: "tests",
        what: "unit, property and API tests, on SQLite and PostgreSQL",
        needs: &[],
        ci_may_skip: false,
        run: tests,
    },
    Step {
        name: "server",
        what: "the server that the following steps start",
        needs: &[],
        ci_may_skip: false,
        run: server,
    },
    Step {
        name: "schema",
        what: "the committed schema is the one the server prints",
        needs: &["server"],
        ci_may_skip: false,
        run: compare_schema,
    },
    Step {
        name: "conformance",
        what: "GraphQL over HTTP, audited by the package graphql-http",
        needs: &["server"],
        ci_may_skip: false,
        run: conformance,
    },
    Step {
        name: "console",
        what: "the console as it is served",
        needs: &[],
        ci_may_skip: false,
        run: build_console,
    },
    Step {
        name: "browser",
        what: "the console in Chromium",
        needs: &["server", "console"],
        ci_may_skip: false,
        run: browser,
    },
    Step {
        name: "fuzz",
        what: "the parsers hold against random input",
        needs: &[],
        ci_may_skip: false,
        run: fuzz_parsers,
    },
    Step {
        name: "lint",
        what: "clippy finds nothing in server, schema, tests and tools",
        needs: &[],
        ci_may_skip: false,
        run: lint::rest,
    },
    Step {
        name: "lint-console",
        what: "clippy finds nothing in the console",
        needs: &[],
        // Debian has the Rust for WebAssembly without a clippy for it, and CI may have no other.
        ci_may_skip: true,
        run: lint::console,
    },
];

fn format(workspace: &Workspace) -> Result<Done> {
    run(cargo(workspace.root()).args(["fmt", "--all", "--check"]))?;
    Ok(Done::Passed)
}

fn tests(workspace: &Workspace) -> Result<Done> {
    let mut command = cargo(workspace.root());
    if provision::nextest(workspace.root()) {
        command.args(["nextest", "run"]);
    } else {
        command.arg("test");
    }
    command.args(["--locked", "--workspace", "--no-fail-fast"]);
    // The harness starts a throw-away cluster with these programs; without them it tests SQLite only.
    let without = match provision::postgresql() {
        Ok(bin) => {
            say(format!("PostgreSQL: {}", bin.display()));
            // Told, not found again: a test program compiled before PostgreSQL was installed is compiled anew.
            command
                .env("VEIVISER_POSTGRES_BIN", bin)
                .env("VEIVISER_REQUIRE_POSTGRES", "1");
            None
        }
        Err(error) => Some(format!(
            "passed on SQLite; THE POSTGRESQL HALF WAS NOT RUN: {error:#}"
        )),
    };
    run(&mut command)?;
    Ok(without.map_or(Done::Passed, Done::Skipped))
}

/// Selects the whole workspace and builds one program: with the same packages selected cargo
/// resolves the same features, and what the tests compiled is used again.
fn server(workspace: &Workspace) -> Result<Done> {
    run(cargo(workspace.root()).args(["build", "--locked", "--workspace", "--bin", "veiviser"]))?;
    Ok(Done::Passed)
}

fn server_path(workspace: &Workspace) -> PathBuf {
    workspace.binary("debug", "veiviser")
}

fn compare_schema(workspace: &Workspace) -> Result<Done> {
    schema::compare(workspace, &server_path(workspace))?;
    Ok(Done::Passed)
}

fn build_console(workspace: &Workspace) -> Result<Done> {
    console::build(workspace)?;
    Ok(Done::Passed)
}

fn conformance(workspace: &Workspace) -> Result<Done> {
    node_tests(workspace, "tests/conformance", &[])
}

/// A debug server reads the console's files from disk as it runs, so the one built for the tests does.
fn browser(workspace: &Workspace) -> Result<Done> {
    let chromium = provision::chromium()?;
    let shots = workspace.browser_output();
    let done = node_tests(
        workspace,
        "tests/browser",
        &[
            ("VEIVISER_CHROMIUM", chromium),
            ("VEIVISER_SHOTS", shots.clone()),
        ],
    )?;
    say(format!("screenshots: {}", shots.display()));
    Ok(done)
}

fn node_tests(workspace: &Workspace, folder: &str, settings: &[(&str, PathBuf)]) -> Result<Done> {
    let path = workspace.root().join(folder);
    if !path.join("package.json").is_file() {
        return Ok(Done::Skipped(format!("there is no {folder}")));
    }
    provision::npm_ci(&path)?;
    let mut command = Command::new("node");
    command
        .current_dir(&path)
        .env("VEIVISER_BIN", server_path(workspace))
        // Each file starts its own server; on two cores side by side is no faster, only shakier.
        .args(["--test", "--test-concurrency=1"]);
    for (name, value) in settings {
        command.env(name, value);
    }
    run(&mut command)?;
    Ok(Done::Passed)
}

/// Long enough to meet a mistake of last week; people look for older ones with `cargo xtask fuzz`.
const FUZZ_SECONDS: u32 = 10;

fn fuzz_parsers(workspace: &Workspace) -> Result<Done> {
    provision::cxx()?;
    fuzz::fuzz(workspace, &[], FUZZ_SECONDS)?;
    Ok(Done::Passed)
}
