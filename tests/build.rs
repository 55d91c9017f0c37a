//! Looks for PostgreSQL's programs. Without them the PostgreSQL half of each test is marked as ignored, with the reason, so
//! that a test run says how many it skipped; `VEIVISER_REQUIRE_POSTGRES=1` makes them fail instead.
//!
//! Cargo runs this script again only when one of the variables below changes. Whoever installs PostgreSQL later and runs the
//! tests with cargo alone sets `VEIVISER_POSTGRES_BIN` once; `cargo xtask test` always sets it.

#[path = "find_postgres.rs"]
mod find_postgres;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(postgres)");
    for name in ["PATH", "VEIVISER_POSTGRES_BIN", "VEIVISER_REQUIRE_POSTGRES"] {
        println!("cargo::rerun-if-env-changed={name}");
    }
    for file in ["build.rs", "find_postgres.rs"] {
        println!("cargo::rerun-if-changed={file}");
    }
    let found = find_postgres::find();
    if let Some(bin) = &found {
        println!("cargo::rustc-env=VEIVISER_POSTGRES_BIN={}", bin.display());
    } else {
        println!(
            "cargo::warning=no PostgreSQL programs found (VEIVISER_POSTGRES_BIN, /usr/lib/postgresql, pg_config): its tests are SKIPPED"
        );
    }
    if found.is_some() || std::env::var("VEIVISER_REQUIRE_POSTGRES").is_ok_and(|value| value == "1")
    {
        println!("cargo::rustc-cfg=postgres");
    }
}
