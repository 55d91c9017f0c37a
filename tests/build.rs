//! Looks for PostgreSQL's programs. Without them the PostgreSQL half of each test is marked as ignored, with the reason, so
//! that a test run says how many it skipped; `VEIVISER_REQUIRE_POSTGRES=1` makes them fail instead.

use std::{path::PathBuf, process::Command};

fn main() {
    println!("cargo::rustc-check-cfg=cfg(postgres)");
    for name in ["PATH", "VEIVISER_POSTGRES_BIN", "VEIVISER_REQUIRE_POSTGRES"] {
        println!("cargo::rerun-if-env-changed={name}");
    }
    println!("cargo::rerun-if-changed=build.rs");
    let found = find();
    if let Some(bin) = &found {
        println!("cargo::rustc-env=VEIVISER_POSTGRES_BIN={}", bin.display());
    } else {
        println!(
            "cargo::warning=no PostgreSQL programs found (VEIVISER_POSTGRES_BIN, pg_config): its tests are SKIPPED"
        );
    }
    if found.is_some() || std::env::var("VEIVISER_REQUIRE_POSTGRES").is_ok_and(|value| value == "1")
    {
        println!("cargo::rustc-cfg=postgres");
    }
}

/// The folder that holds `initdb` and `postgres`.
fn find() -> Option<PathBuf> {
    let asked = std::env::var_os("VEIVISER_POSTGRES_BIN").map(PathBuf::from);
    let told = || {
        let output = Command::new("pg_config").arg("--bindir").output().ok()?;
        Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
    };
    asked
        .or_else(told)
        .filter(|bin| bin.join("initdb").is_file() && bin.join("postgres").is_file())
}
