//! One hash over everything that goes into the console's files once the wasm is compiled.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::workspace::Workspace;

/// What lies under `admin-ui` and is not Rust.
const INPUTS: [&str; 9] = [
    "assets",
    "boot.js",
    "explorer",
    "index.html",
    "locales",
    "package-lock.json",
    "package.json",
    "sign-in",
    "static",
];

/// These very steps: a change here must show in the result.
const STEPS: [&str; 6] = [
    include_str!("bundle.rs"),
    include_str!("fingerprint.rs"),
    include_str!("pack.rs"),
    include_str!("page.rs"),
    include_str!("split.rs"),
    include_str!("styles.rs"),
];

pub fn of(workspace: &Workspace, wasm: &Path) -> Result<String> {
    let mut files = vec![wasm.to_owned()];
    for input in INPUTS {
        collect(&workspace.admin_ui().join(input), &mut files)?;
    }
    let mut hash = Sha256::new();
    for step in STEPS {
        hash.update(step);
    }
    // The versions of the libraries in the lock file decide what splitting and binding mean.
    for library in ["wasm_split_cli_support", "wasm-bindgen-cli-support"] {
        hash.update(locked_version(workspace, library)?);
    }
    for file in files {
        let content =
            fs::read(&file).with_context(|| format!("could not read {}", file.display()))?;
        let name = file.file_name().unwrap_or_default().as_encoded_bytes();
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name);
        hash.update((content.len() as u64).to_le_bytes());
        hash.update(content);
    }
    Ok(hex(&hash.finalize()))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        let mut entries = fs::read_dir(path)?
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<Vec<_>>>()?;
        entries.sort();
        for entry in entries {
            collect(&entry, files)?;
        }
    } else if path.is_file() {
        files.push(path.to_owned());
    }
    Ok(())
}

fn locked_version(workspace: &Workspace, library: &str) -> Result<String> {
    let lock = fs::read_to_string(workspace.root().join("Cargo.lock"))?;
    let (_, after) = lock
        .split_once(&format!("name = \"{library}\"\n"))
        .with_context(|| format!("Cargo.lock names no {library}"))?;
    Ok(after.lines().next().unwrap_or_default().to_owned())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
