//! `cargo xtask test`: everything there is to check, one step after another, each timed. A step that
//! needs a failed one is not run and counts as failed; the others go on, so that one run shows all.

mod lint;
mod steps;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Args;

use crate::workspace::Workspace;

#[derive(Args)]
pub struct TestArgs {
    /// Only this step (may be repeated); what it needs is not run for it.
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,
    /// Leave this step out (may be repeated).
    #[arg(long, value_name = "STEP")]
    skip: Vec<String>,
    /// Say which steps there are.
    #[arg(long)]
    list: bool,
}

struct Step {
    name: &'static str,
    /// What it holds, for the person waiting.
    what: &'static str,
    needs: &'static [&'static str],
    /// Elsewhere a person reads what was skipped; in CI nobody does, and a step that cannot be run there has failed.
    ci_may_skip: bool,
    run: fn(&Workspace) -> Result<Done>,
}

enum Done {
    Passed,
    /// Not possible here, and why.
    Skipped(String),
}

enum Outcome {
    Passed,
    Skipped(String),
    Failed(String),
}

struct Report {
    name: &'static str,
    took: Duration,
    outcome: Outcome,
}

pub fn test(workspace: &Workspace, args: &TestArgs) -> Result<ExitCode> {
    let TestArgs { only, skip, list } = args;
    for name in only.iter().chain(skip) {
        if !steps::ALL.iter().any(|step| step.name == name) {
            bail!("there is no step '{name}'; `cargo xtask test --list` shows them");
        }
    }
    if *list {
        for step in &steps::ALL {
            println!("{:14} {}", step.name, step.what);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let chosen = steps::ALL.iter().filter(|step| {
        (only.is_empty() || only.iter().any(|name| name == step.name))
            && !skip.iter().any(|name| name == step.name)
    });
    let mut reports: Vec<Report> = Vec::new();
    for step in chosen {
        let report = run(workspace, step, &reports);
        reports.push(report);
    }
    Ok(summary(&reports))
}

fn run(workspace: &Workspace, step: &Step, before: &[Report]) -> Report {
    eprintln!("\n──── {}: {}", step.name, step.what);
    let started = Instant::now();
    let missing = step.needs.iter().find(|need| {
        before
            .iter()
            .any(|r| r.name == **need && matches!(r.outcome, Outcome::Failed(_)))
    });
    let outcome = match missing {
        Some(need) => Outcome::Failed(format!("not run, since it needs '{need}'")),
        None => match (step.run)(workspace) {
            Ok(Done::Passed) => Outcome::Passed,
            Ok(Done::Skipped(why)) => skipped(why, step.ci_may_skip, in_ci()),
            Err(error) => Outcome::Failed(format!("{error:#}")),
        },
    };
    let took = started.elapsed();
    let seconds = took.as_secs_f32();
    match &outcome {
        Outcome::Passed => eprintln!("──── {} passed in {seconds:.1} s", step.name),
        Outcome::Skipped(why) => eprintln!("──── {} SKIPPED: {why}", step.name),
        Outcome::Failed(why) => eprintln!("──── {} FAILED after {seconds:.1} s: {why}", step.name),
    }
    Report {
        name: step.name,
        took,
        outcome,
    }
}

/// CI services set `CI=true`, and `.ci/run` does.
fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

fn skipped(why: String, ci_may_skip: bool, in_ci: bool) -> Outcome {
    if in_ci && !ci_may_skip {
        Outcome::Failed(format!("must not be skipped in CI: {why}"))
    } else {
        Outcome::Skipped(why)
    }
}

fn summary(reports: &[Report]) -> ExitCode {
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    println!("\nstep            seconds");
    for Report {
        name,
        took,
        outcome,
    } in reports
    {
        let words = match outcome {
            Outcome::Passed => {
                passed += 1;
                "passed".to_owned()
            }
            Outcome::Skipped(why) => {
                skipped += 1;
                format!("SKIPPED: {why}")
            }
            Outcome::Failed(why) => {
                failed += 1;
                format!("FAILED: {why}")
            }
        };
        println!("{name:14} {:8.1}  {words}", took.as_secs_f32());
    }
    println!();
    // A machine reads this line.
    match skipped {
        0 => println!("{passed} passed, {failed} failed"),
        _ => println!("{passed} passed, {failed} failed, {skipped} skipped"),
    }
    if failed > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_skipped_in_ci_has_failed_unless_it_may_be() {
        let outcome = |ci_may_skip, in_ci| skipped("no PostgreSQL".to_owned(), ci_may_skip, in_ci);
        assert!(matches!(outcome(false, true), Outcome::Failed(_)));
        assert!(matches!(outcome(true, true), Outcome::Skipped(_)));
        assert!(matches!(outcome(false, false), Outcome::Skipped(_)));
    }

    #[test]
    fn the_tests_must_run_whole_in_ci() {
        let may_skip: Vec<&str> = steps::ALL
            .iter()
            .filter(|step| step.ci_may_skip)
            .map(|step| step.name)
            .collect();
        assert_eq!(may_skip, ["lint-console"]);
    }
}
