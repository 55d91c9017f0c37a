//! Where PostgreSQL's programs lie. Two programs read this file, so that both find the same folder: the build script of the
//! tests, and `cargo xtask test`, which installs PostgreSQL when nothing is found.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder that holds `initdb` and `postgres`: the one that `VEIVISER_POSTGRES_BIN` names and no other, or Debian's newest
/// version, or the one that `pg_config` tells.
pub fn find() -> Option<PathBuf> {
    match std::env::var_os("VEIVISER_POSTGRES_BIN") {
        Some(asked) => Some(PathBuf::from(asked)).filter(|bin| has_programs(bin)),
        None => newest_of_debian().or_else(told_by_pg_config),
    }
}

/// Debian keeps the programs off the search path, in one folder for each version.
fn newest_of_debian() -> Option<PathBuf> {
    fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let folder = entry.ok()?;
            let version: u32 = folder.file_name().to_str()?.parse().ok()?;
            Some((version, folder.path().join("bin")))
        })
        .filter(|(_, bin)| has_programs(bin))
        .max()
        .map(|(_, bin)| bin)
}

fn told_by_pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
        .filter(|bin| has_programs(bin))
}

fn has_programs(bin: &Path) -> bool {
    bin.join("initdb").is_file() && bin.join("postgres").is_file()
}
