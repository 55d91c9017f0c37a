//! The API's schema file: printed by the server, committed, and compared by the tests.

use std::fs;
use std::process::Command;

use anyhow::{Result, bail};

use crate::run::{cargo, output, run, say};
use crate::workspace::Workspace;

pub fn write(workspace: &Workspace) -> Result<()> {
    run(cargo(workspace.root()).args(["build", "--locked", "--package", "veiviser"]))?;
    let printed = output(Command::new(workspace.binary("debug", "veiviser")).arg("schema"))?;
    let file = workspace.schema_file();
    if fs::read(&file).is_ok_and(|committed| committed == printed) {
        say("schema/schema.graphql is up to date");
        return Ok(());
    }
    fs::write(&file, printed)?;
    say("wrote schema/schema.graphql");
    Ok(())
}

/// Fails when the committed file is not what the server prints.
pub fn compare(workspace: &Workspace, server: &std::path::Path) -> Result<()> {
    let printed = output(Command::new(server).arg("schema"))?;
    let committed = fs::read(workspace.schema_file()).unwrap_or_default();
    if printed == committed {
        return Ok(());
    }
    let printed = String::from_utf8_lossy(&printed).into_owned();
    let committed = String::from_utf8_lossy(&committed).into_owned();
    let line = printed
        .lines()
        .zip(committed.lines())
        .position(|(a, b)| a != b)
        .unwrap_or_else(|| printed.lines().count().min(committed.lines().count()));
    bail!(
        "schema/schema.graphql is not what the server prints (first difference on line {}). \
         Run `cargo xtask schema`, look at the difference and commit it",
        line + 1
    )
}
