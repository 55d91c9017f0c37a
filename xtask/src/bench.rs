//! `cargo xtask bench`: figures that anybody can take again. Each benchmark prints ratios within one run.

use anyhow::{Result, bail};

use crate::run::{cargo, run};
use crate::serve;
use crate::workspace::Workspace;

const ALL: [&str; 2] = ["opening_hours", "api"];

pub fn bench(workspace: &Workspace, name: Option<&str>, args: &[String]) -> Result<()> {
    if let Some(name) = name.filter(|name| !ALL.contains(name)) {
        bail!("there is no benchmark '{name}': {}", ALL.join(", "));
    }
    for bench in ALL {
        if name.is_some_and(|name| name != bench) {
            continue;
        }
        let mut command = cargo(workspace.root());
        if bench == "api" {
            command.env("VEIVISER_BIN", serve::build(workspace)?);
        }
        run(command
            .args([
                "bench",
                "--locked",
                "--package",
                "veiviser-bench",
                "--bench",
                bench,
                "--",
            ])
            .args(args))?;
    }
    Ok(())
}
