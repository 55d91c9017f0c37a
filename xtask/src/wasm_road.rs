//! The two roads to WebAssembly. The console needs the standard library of the target
//! `wasm32-unknown-unknown`: rustup can add it, or Debian packages the library's source and we
//! compile it along. Which road is open depends on the machine; this file is the only place that knows.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::provision::{apt_install, is_root};
use crate::run::{cargo, forget_ourselves, output, quietly, run, say, which};
use crate::workspace::Workspace;

/// The time zones the console knows. The server knows them all; a schedule in another zone is shown, and checked when it is saved.
const ZONES: &str = "(Europe/.*|Arctic/.*|Atlantic/.*|UTC)";
pub const TARGET: &str = "wasm32-unknown-unknown";
/// The profile of the workspace that makes the console small.
const PROFILE: &str = "console";

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-19"];
const DEBIAN_LINKER: &str = "wasm-ld-19";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Road {
    /// The toolchain has the target ready.
    Rustup,
    /// Debian's Rust compiles the standard library itself, with the unstable `-Zbuild-std`.
    Debian,
}

impl Road {
    /// The first road that is open, opened if need be. `VEIVISER_WASM_ROAD=debian` forces the second.
    pub fn find(workspace: &Workspace) -> Result<Self> {
        let forced = std::env::var("VEIVISER_WASM_ROAD").unwrap_or_default();
        if forced != "debian" {
            if toolchain_has_target(workspace.root()) {
                return Ok(Self::Rustup);
            }
            if which("rustup").is_some() {
                say(format!("adding the target {TARGET} with rustup"));
                if run(Command::new("rustup")
                    .current_dir(workspace.root())
                    .args(["target", "add", TARGET]))
                .is_ok()
                    && toolchain_has_target(workspace.root())
                {
                    return Ok(Self::Rustup);
                }
                say("rustup could not add it; trying Debian's own Rust");
            }
        }
        if !debian_is_ready() && is_root() {
            apt_install(&DEBIAN_PACKAGES, "the console is compiled to WebAssembly")?;
        }
        if debian_is_ready() {
            return Ok(Self::Debian);
        }
        bail!(
            "nothing here compiles to WebAssembly. Do one of these and try again:\n  \
             rustup target add {TARGET}\n  \
             sudo apt-get install {}",
            DEBIAN_PACKAGES.join(" ")
        )
    }

    /// Builds the console and says where the wasm is, not yet bound to JavaScript.
    pub fn build(self, workspace: &Workspace) -> Result<PathBuf> {
        let target_dir = self.target_dir(workspace);
        run(self.cargo(workspace, "build").args([
            "--package",
            "veiviser-admin",
            "--profile",
            PROFILE,
        ]))?;
        Ok(target_dir
            .join(TARGET)
            .join(PROFILE)
            .join("veiviser-admin.wasm"))
    }

    /// Cargo with one command for this road's target, ready for more arguments.
    pub fn cargo(self, workspace: &Workspace, subcommand: &str) -> Command {
        let mut command = match self {
            Self::Rustup => cargo(workspace.root()),
            Self::Debian => {
                let mut command = Command::new(DEBIAN_CARGO);
                forget_ourselves(&mut command);
                command
                    .current_dir(workspace.root())
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("RUSTC", DEBIAN_RUSTC)
                    .env("CARGO", DEBIAN_CARGO)
                    .env_remove("RUSTUP_TOOLCHAIN")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", DEBIAN_LINKER);
                command
            }
        };
        command
            .env("CHRONO_TZ_TIMEZONE_FILTER", ZONES)
            .args([subcommand, "--locked", "--target", TARGET, "--target-dir"])
            .arg(self.target_dir(workspace));
        if self == Self::Debian {
            command.arg("-Zbuild-std=std,panic_abort");
        }
        command
    }

    /// The compiler of this road.
    pub fn rustc(self) -> &'static str {
        match self {
            Self::Rustup => "rustc",
            Self::Debian => DEBIAN_RUSTC,
        }
    }

    /// Two compilers in one folder would throw away each other's work.
    fn target_dir(self, workspace: &Workspace) -> PathBuf {
        match self {
            Self::Rustup => workspace.target().to_owned(),
            Self::Debian => workspace.target().join("debian"),
        }
    }
}

/// Asks the compiler itself: this also holds for a Rust that did not come from rustup.
fn toolchain_has_target(root: &Path) -> bool {
    output(Command::new("rustc").current_dir(root).args([
        "--print",
        "target-libdir",
        "--target",
        TARGET,
    ]))
    .is_ok_and(|path| Path::new(String::from_utf8_lossy(&path).trim()).is_dir())
}

fn debian_is_ready() -> bool {
    Path::new(DEBIAN_CARGO).is_file()
        && which(DEBIAN_LINKER).is_some()
        && output(Command::new(DEBIAN_RUSTC).args(["--print", "sysroot"])).is_ok_and(|sysroot| {
            Path::new(String::from_utf8_lossy(&sysroot).trim())
                .join("lib/rustlib/src/rust/library/std/Cargo.toml")
                .is_file()
        })
        && quietly(Command::new(DEBIAN_CARGO).arg("--version"))
}
