//! Building the whole, and serving it to a person at this machine.

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
    run(cargo(workspace.root()).args(["build", "--release", "--package", "veiviser"]))?;
    let server = workspace.binary("release", "veiviser");
    say(format!(
        "the server is ready: {} ({:.1} s in all)",
        server.display(),
        started.elapsed().as_secs_f32()
    ));
    Ok(server)
}

pub fn serve(workspace: &Workspace, args: &[String]) -> Result<ExitCode> {
    let server = build(workspace)?;
    let veiviser = || {
        let mut command = Command::new(&server);
        command.current_dir(workspace.root());
        command
    };
    say("preparing the database");
    run(veiviser().arg("migrate"))?;
    run(veiviser().args(["seed", "--demo"]))?;
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
