//! `veiviser hours check FILE`

use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};
use clap::Subcommand;
use veiviser_schema::hours::cases;

use super::open;

#[derive(Debug, Subcommand)]
pub enum Hours {
    /// Replay worked cases of opening hours and compare the answers.
    ///
    /// The file is JSON with schedules and cases: instants with the state expected then, and the next change.
    Check {
        /// The file with the cases.
        file: PathBuf,
    },
}

impl Hours {
    pub fn run(self) -> Result<()> {
        let Self::Check { file } = self;
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        let report =
            cases::replay(&text).map_err(|problem| anyhow!("{}: {problem}", file.display()))?;
        open::say(&report);
        if report.failed > 0 {
            bail!("{} cases have other answers than expected", report.failed);
        }
        Ok(())
    }
}
