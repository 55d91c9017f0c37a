//! What a fresh machine lacks: installed where we may, otherwise named together with the command
//! that installs it. Nothing here is done twice.

#[path = "../../tests/find_postgres.rs"]
mod find_postgres;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run::{output, quietly, run, say, which};

/// Debian's Chromium; the browser tests drive it.
pub fn chromium() -> Result<PathBuf> {
    let find = || {
        if let Some(chosen) = std::env::var_os("VEIVISER_CHROMIUM") {
            return Some(PathBuf::from(chosen));
        }
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(which)
    };
    match find() {
        Some(found) => Ok(found),
        None => {
            apt_install(&["chromium"], "the browser tests drive Chromium")?;
            find().context("Chromium was installed but is not on the search path")
        }
    }
}

/// The folder of PostgreSQL's own programs (`initdb`, `postgres`).
pub fn postgresql() -> Result<PathBuf> {
    match find_postgres::find() {
        Some(found) => Ok(found),
        None => {
            apt_install(
                &["postgresql"],
                "the database tests run on PostgreSQL as well",
            )?;
            find_postgres::find().context("PostgreSQL was installed but its initdb was not found")
        }
    }
}

/// A C++ compiler: the fuzzer is LLVM's.
pub fn cxx() -> Result<()> {
    if which("c++").is_none() && which("g++").is_none() {
        apt_install(&["g++"], "the fuzzer is written in C++")?;
    }
    Ok(())
}

/// Node.js and npm.
pub fn npm() -> Result<()> {
    if which("node").is_some() && which("npm").is_some() {
        return Ok(());
    }
    apt_install(
        &["nodejs", "npm"],
        "style sheets, font and API explorer come as npm packages",
    )
}

/// The packages of the lock file beside `package.json` in `folder`, and no script of theirs run.
pub fn npm_ci(folder: &Path) -> Result<()> {
    npm()?;
    let lock = fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("{} has no package-lock.json", folder.display()))?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    say(format!(
        "npm ci in {} (about half a minute)",
        folder.display()
    ));
    run(Command::new("npm").current_dir(folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    fs::write(stamp, lock)?;
    Ok(())
}

/// Installs Debian packages, or says how to.
pub fn apt_install(packages: &[&str], why: &str) -> Result<()> {
    let names = packages.join(" ");
    if which("apt-get").is_none() {
        bail!("{why}: please install {names} with this system's package manager");
    }
    if !is_root() {
        bail!("{why}: please run `sudo apt-get install {names}` and try again");
    }
    say(format!("installing {names} with apt-get, since {why}"));
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    run(apt().args(["update", "-qq"]))?;
    run(apt()
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(packages))
}

pub fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim_ascii() == b"0")
}

/// The version that is installed: a machine set up next year runs the tests as this one does. A version that is already
/// there is left alone.
const NEXTEST: &str = "0.9.143";

/// The test runner. Where it cannot be had, `cargo test` does the same more slowly.
pub fn nextest(root: &Path) -> bool {
    let present = || quietly(crate::run::cargo(root).args(["nextest", "--version"]));
    if present() {
        return true;
    }
    say("installing cargo-nextest, which runs the tests side by side (several minutes, once)");
    let installed = run(crate::run::cargo(root)
        .env_remove("CARGO_TARGET_DIR")
        .args(["install", "--locked", "cargo-nextest", "--version", NEXTEST]));
    if let Err(error) = installed {
        say(format!("{error:#}: going on with `cargo test` instead"));
    }
    present()
}
