//! `cargo xtask fuzz`: random input, led by which code it reaches, for everything that reads text from strangers.
//!
//! LLVM's fuzzer with the instrumentation that stable Rust can give; no other tool is needed. What is found is written to
//! `target/fuzz/<target>/`, and the words on how to run it again are the fuzzer's own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run::{cargo, run, say};
use crate::workspace::Workspace;

pub const TARGETS: [&str; 4] = ["text", "osm", "schedule", "numbers"];

/// Counters at every branch and the compared values: what the fuzzer steers by.
const INSTRUMENTED: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Ccodegen-units=1";

pub fn fuzz(workspace: &Workspace, targets: &[String], seconds: u32) -> Result<()> {
    for name in targets {
        if !TARGETS.contains(&name.as_str()) {
            bail!("there is no fuzz target '{name}': {}", TARGETS.join(", "));
        }
    }
    let folder = workspace.root().join("tests/fuzz");
    let built = workspace.target().join("fuzz");
    // A target named: the host's own programs (build scripts) are then not instrumented.
    let host = host()?;
    say("compiling the fuzz targets (a minute the first time)");
    run(cargo(&folder)
        .args(["build", "--release", "--locked", "--target", &host])
        .env("CARGO_TARGET_DIR", &built)
        .env("RUSTFLAGS", INSTRUMENTED))?;
    for name in TARGETS {
        if !targets.is_empty() && !targets.iter().any(|wanted| wanted == name) {
            continue;
        }
        let found: PathBuf = built.join(name);
        let corpus = found.join("corpus");
        fs::create_dir_all(&corpus)?;
        say(format!("fuzzing {name} for {seconds} s"));
        let mut command = Command::new(built.join(&host).join("release").join(name));
        command
            .arg(format!("-max_total_time={seconds}"))
            .args(["-max_len=4096", "-timeout=5", "-rss_limit_mb=2048"])
            .args([
                "-print_final_stats=1",
                "-verbosity=0",
                "-use_value_profile=1",
            ])
            .arg(format!("-artifact_prefix={}/", found.display()))
            .arg(&corpus)
            .arg(folder.join("seeds").join(name));
        let dictionary = folder.join(format!("{name}.dict"));
        if dictionary.is_file() {
            command.arg(format!("-dict={}", dictionary.display()));
        }
        let told = command.output()?;
        let words = String::from_utf8_lossy(&told.stderr);
        if !told.status.success() {
            eprintln!("{words}");
            bail!(
                "{name} found something: the input is kept in {}",
                found.display()
            );
        }
        let executed = words
            .lines()
            .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))
            .unwrap_or_default();
        say(format!("{name}: {} inputs, nothing found", executed.trim()));
    }
    Ok(())
}

fn host() -> Result<String> {
    let told = crate::run::output(Command::new("rustc").arg("-vV"))?;
    let told = String::from_utf8(told)?;
    told.lines()
        .find_map(|line| line.strip_prefix("host: "))
        .map(str::to_owned)
        .context("rustc does not say what machine this is")
}
