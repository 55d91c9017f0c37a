//! Where things are: the checkout, and cargo's target folder, which may lie elsewhere.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    pub fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask lies one folder below the workspace")?
            .to_owned();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => env::current_dir()?.join(dir),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's target folder.
    pub fn target(&self) -> &Path {
        &self.target
    }

    pub fn admin_ui(&self) -> PathBuf {
        self.root.join("admin-ui")
    }

    /// The finished console. The server embeds this very folder, so it stays in the
    /// checkout even where cargo's own output does not.
    pub fn console_dist(&self) -> PathBuf {
        self.root.join("target/console/dist")
    }

    /// Half-finished console files: kept beside cargo's output so that they outlive the checkout.
    pub fn console_stage(&self) -> PathBuf {
        self.target.join("console/stage")
    }

    pub fn schema_file(&self) -> PathBuf {
        self.root.join("schema/schema.graphql")
    }

    /// What a person may want to look at after a browser test.
    pub fn browser_output(&self) -> PathBuf {
        self.root.join("target/browser")
    }

    /// A program built by cargo in this workspace.
    pub fn binary(&self, profile_dir: &str, name: &str) -> PathBuf {
        self.target
            .join(profile_dir)
            .join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }
}
