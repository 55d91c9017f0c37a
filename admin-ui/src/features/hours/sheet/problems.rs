//! What is wrong with the schedule, by path, and what is not held against it: hours over midnight that are meant, and what a span that
//! was just added still lacks.

use leptos::prelude::*;
use veiviser_schema::hours::{Schedule, WeeklyRule};
use veiviser_schema::problem::{Problem, Severity};

use super::Sheet;

impl Sheet {
    /// The first error at exactly this path now, in the reader's language; what reads follows it.
    #[must_use]
    pub fn error_now(&self, path: &str) -> Option<String> {
        let language = self.language.get();
        self.problems.with(|problems| {
            problems
                .iter()
                .find(|problem| problem.is_error() && problem.path == path)
                .map(|problem| problem.message(language).to_owned())
        })
    }

    /// The first error at this path or below it now.
    #[must_use]
    pub fn error_below(&self, path: &str) -> Option<String> {
        self.within(path, Severity::Error).into_iter().next()
    }

    /// The first error at exactly this path, in the reader's language.
    #[must_use]
    pub fn error(&self, path: &str) -> Signal<Option<String>> {
        let (sheet, path) = (*self, path.to_owned());
        Memo::new(move |_| sheet.error_now(&path)).into()
    }

    /// The first error at this path or below it.
    #[must_use]
    pub fn error_within(&self, path: &str) -> Signal<Option<String>> {
        let (sheet, path) = (*self, path.to_owned());
        Memo::new(move |_| sheet.error_below(&path)).into()
    }

    /// What is worth a look at this path or below it.
    #[must_use]
    pub fn warnings_within(&self, path: &str) -> Signal<Vec<String>> {
        let (sheet, path) = (*self, path.to_owned());
        Memo::new(move |_| sheet.within(&path, Severity::Warning)).into()
    }

    fn within(&self, path: &str, severity: Severity) -> Vec<String> {
        let language = self.language.get();
        self.told()
            .iter()
            .filter(|problem| problem.severity == severity && is_below(&problem.path, path))
            .map(|problem| problem.message(language).to_owned())
            .collect()
    }

    /// What there is to tell: everything but nights that are confirmed and what a span just added still lacks.
    #[must_use]
    pub fn told(&self) -> Vec<Problem> {
        let fresh = self.fresh_told.get();
        self.problems.with(|problems| {
            problems
                .iter()
                .filter(|problem| {
                    fresh
                        .as_deref()
                        .is_none_or(|fresh| !is_below(&problem.path, fresh))
                        && !self.is_confirmed_night(problem)
                })
                .cloned()
                .collect()
        })
    }

    fn is_confirmed_night(&self, problem: &Problem) -> bool {
        problem.code == "OVERNIGHT_CONFIRM"
            && problem
                .path
                .strip_suffix(".durationMinutes")
                .and_then(|path| self.read(|schedule| night(schedule, path)))
                .is_some_and(|night| self.nights.with(|nights| nights.contains(&night)))
    }

    /// Whether somebody has said that the hours over midnight at this path are meant.
    #[must_use]
    pub fn night_confirmed(&self, path: &str) -> bool {
        self.read(|schedule| night(schedule, path))
            .is_some_and(|night| self.nights.with(|nights| nights.contains(&night)))
    }

    /// The hours over midnight at this path are meant. Kept as long as the editor is open, for these hours wherever they stand in the
    /// list: the warning is about the hours, and days may come and go.
    pub fn confirm_night(&self, path: &str) {
        let found = self
            .schedule
            .get
            .with_untracked(|schedule| night(schedule, path));
        if let Some(night) = found {
            self.nights.update(|nights| {
                nights.insert(night);
            });
        }
    }
}

/// Hours over midnight by the list they stand in: `weekly 15:30 990`.
fn night(schedule: &Schedule, path: &str) -> Option<String> {
    let (list, index) = path.strip_suffix(']')?.rsplit_once('[')?;
    let index: usize = index.parse().ok()?;
    let rule = |rules: &[WeeklyRule]| {
        rules
            .get(index)
            .map(|rule| (rule.start.clone(), rule.duration_minutes))
    };
    let spans = |spans: &[veiviser_schema::hours::Span]| {
        spans
            .get(index)
            .map(|span| (span.start.clone(), span.duration_minutes))
    };
    let at = |name: &str, field: &str| -> Option<usize> {
        list.strip_prefix(name)?
            .strip_prefix('[')?
            .strip_suffix(field)?
            .strip_suffix("].")?
            .parse()
            .ok()
    };
    let hours = if list == "weekly" {
        rule(&schedule.weekly)
    } else if let Some(season) = at("seasons", "rules") {
        rule(&schedule.seasons.get(season)?.rules)
    } else if let Some(holiday) = at("holidays.overrides", "spans") {
        spans(&schedule.holidays.overrides.get(holiday)?.spans)
    } else {
        spans(&schedule.exceptions.get(at("exceptions", "spans")?)?.spans)
    };
    let (start, minutes) = hours?;
    Some(format!("{list} {start} {minutes}"))
}

/// Whether a path is another, or lies below it.
pub fn is_below(path: &str, above: &str) -> bool {
    above.is_empty()
        || path
            .strip_prefix(above)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::hours::{DatedException, Season, Span, Weekday};

    #[test]
    fn nights_are_known_by_their_hours() {
        let rule = |start: &str| WeeklyRule {
            days: vec![Weekday::Monday],
            start: start.to_owned(),
            duration_minutes: 990,
            ..WeeklyRule::default()
        };
        let schedule = Schedule {
            weekly: vec![rule("15:30")],
            seasons: vec![Season {
                rules: vec![rule("16:00")],
                ..Season::default()
            }],
            exceptions: vec![DatedException {
                spans: vec![Span {
                    start: "22:00".to_owned(),
                    duration_minutes: 300,
                    ..Span::default()
                }],
                ..DatedException::default()
            }],
            ..Schedule::default()
        };
        let of = |path: &str| night(&schedule, path);
        assert_eq!(of("weekly[0]").as_deref(), Some("weekly 15:30 990"));
        assert_eq!(
            of("seasons[0].rules[0]").as_deref(),
            Some("seasons[0].rules 16:00 990")
        );
        assert_eq!(
            of("exceptions[0].spans[0]").as_deref(),
            Some("exceptions[0].spans 22:00 300")
        );
        for gone in [
            "weekly[1]",
            "weekly",
            "exceptions[0]",
            "holidays.overrides[0].spans[0]",
            "",
        ] {
            assert_eq!(of(gone), None, "{gone}");
        }
    }

    #[test]
    fn a_path_lies_below_its_list() {
        assert!(is_below("weekly[1].start", "weekly[1]"));
        assert!(!is_below("weekly[10].start", "weekly[1]"));
        assert!(is_below("anything", ""));
    }
}
