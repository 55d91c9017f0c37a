//! Clippy, over everything. What it finds fails the step, as long as it is the clippy that the code was last cleaned for.
//!
//! A newer compiler brings lints that nobody has looked at yet, and stable Rust comes out every sixth week. There is no
//! `rust-toolchain.toml`, since a machine that cannot reach rustup's servers could then build nothing. Instead `rust-version`
//! in the root `Cargo.toml` names the release whose clippy finds nothing here. A newer clippy shows what it finds and fails
//! nothing, but for what it calls an error by itself; whoever raises `rust-version` cleans that up first.

use std::process::Command;

use anyhow::{Context, Result};

use super::Done;
use crate::run::{cargo, output, run, say};
use crate::wasm_road::Road;
use crate::workspace::Workspace;

/// The console is looked at as what it is, WebAssembly, in the next step.
pub fn rest(workspace: &Workspace) -> Result<Done> {
    let clippy = minor_of(cargo(workspace.root()).args(["clippy", "--version"]))?;
    let mut command = cargo(workspace.root());
    command.args(["clippy", "--locked", "--workspace"]).args([
        "--exclude",
        "veiviser-admin",
        "--all-targets",
    ]);
    run(command.args(strictness(clippy)))?;
    Ok(Done::Passed)
}

pub fn console(workspace: &Workspace) -> Result<Done> {
    let road = Road::find(workspace)?;
    let Ok(clippy) = minor_of(road.cargo(workspace, "clippy").arg("--version")) else {
        return Ok(Done::Skipped(
            "the Rust that compiles WebAssembly here comes without clippy".to_owned(),
        ));
    };
    // The clippy of another Rust cannot read what this one compiled.
    let rustc = minor_of(Command::new(road.rustc()).arg("--version"))?;
    if clippy != rustc {
        return Ok(Done::Skipped(format!(
            "the Rust that compiles WebAssembly here is 1.{rustc} and the clippy that is here belongs to 1.{clippy}"
        )));
    }
    run(road
        .cargo(workspace, "clippy")
        .args(["--package", "veiviser-admin", "--all-targets"])
        .args(strictness(clippy)))?;
    Ok(Done::Passed)
}

/// Asks for the version and shows it; the middle number of Rust's is the last one of clippy's.
fn minor_of(command: &mut Command) -> Result<u32> {
    let told = String::from_utf8(output(command)?)?;
    say(told.trim());
    minor(&told).context("this says no version that we know")
}

/// `clippy 0.1.95 (…)` and `rustc 1.95.0 (…)` are both of 1.95.
fn minor(told: &str) -> Option<u32> {
    let mut words = told.split_whitespace();
    let place = if words.next()? == "clippy" { 2 } else { 1 };
    let number = words.next()?.split('.').nth(place)?;
    let digits = number.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

fn strictness(clippy: u32) -> &'static [&'static str] {
    let clean = minor(concat!("rustc ", env!("CARGO_PKG_RUST_VERSION"))).unwrap_or(clippy);
    if clippy > clean {
        say(format!(
            "this clippy is newer than 1.{clean}, which the code is clean for: warnings are shown and fail nothing"
        ));
        &[]
    } else {
        &["--", "-D", "warnings"]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clippy_and_rustc_of_one_release_have_one_number() {
        assert_eq!(minor("clippy 0.1.95 (59807616e1 2026-04-14)\n"), Some(95));
        assert_eq!(minor("rustc 1.95.0 (59807616e 2026-04-14)\n"), Some(95));
        assert_eq!(minor("rustc 1.97.0-nightly (0 2026-05-01)"), Some(97));
        assert_eq!(minor("error: no such command"), None);
    }

    #[test]
    fn only_a_newer_clippy_is_let_off() {
        let clean = minor(concat!("rustc ", env!("CARGO_PKG_RUST_VERSION"))).expect("a version");
        assert_eq!(strictness(clean), ["--", "-D", "warnings"]);
        assert_eq!(strictness(clean - 1), ["--", "-D", "warnings"]);
        assert!(strictness(clean + 1).is_empty());
    }
}
