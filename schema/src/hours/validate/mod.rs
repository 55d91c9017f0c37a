//! Everything an editor is told about a schedule, errors and warnings, each with its place.
//!
//! First what cannot be read (the compiler says), then what can be read but contradicts itself,
//! then, when the schedule makes sense, what is worth a look as of today. Today is handed in.

pub(super) mod contradictions;
mod foresight;

pub use foresight::half_day_meant;

use chrono::NaiveDate;

use super::compile::compile;
use super::limits;
use super::problem::{HoursProblem, ProblemCode};
use super::schedule::Schedule;
use super::words::words;
use crate::characters::{Lines, may_hold};
use crate::text::LocalizedText;

/// What validation must know that is not in the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValidationContext {
    /// The local date the editor is looking at it.
    pub today: NaiveDate,
    /// Whether the hours are those of a crisis line.
    pub crisis_line: bool,
}

/// Every problem of a schedule, errors first, in the order of the document.
#[must_use]
pub fn validate(schedule: &Schedule, context: ValidationContext) -> Vec<HoursProblem> {
    let mut problems = Vec::new();
    match compile(schedule) {
        Err(reading) => {
            let too_many = reading
                .iter()
                .any(|problem| problem.code == ProblemCode::TooMany);
            problems.extend(reading);
            if !too_many {
                contradictions::find(schedule, &mut problems);
                texts(schedule, &mut problems);
            }
        }
        Ok(compiled) => {
            contradictions::find(schedule, &mut problems);
            texts(schedule, &mut problems);
            foresight::find(schedule, &compiled, context, &mut problems);
        }
    }
    // Stable: within errors and within warnings the order found is kept.
    problems.sort_by_key(|problem| problem.severity);
    problems
}

fn texts(schedule: &Schedule, problems: &mut Vec<HoursProblem>) {
    let mut texts: Vec<(String, &LocalizedText, usize)> = Vec::new();
    let note = |path: String| format!("{path}.note");
    texts.extend(
        schedule
            .weekly
            .iter()
            .enumerate()
            .map(|(i, rule)| (note(format!("weekly[{i}]")), &rule.note, limits::TEXT)),
    );
    for (i, season) in schedule.seasons.iter().enumerate() {
        texts.push((format!("seasons[{i}].name"), &season.name, limits::NAME));
        let rules = season.rules.iter().enumerate();
        texts.extend(rules.map(|(k, rule)| {
            (
                note(format!("seasons[{i}].rules[{k}]")),
                &rule.note,
                limits::TEXT,
            )
        }));
    }
    let exceptions = schedule.exceptions.iter().enumerate();
    texts.extend(exceptions.map(|(i, exception)| {
        (
            format!("exceptions[{i}].reason"),
            &exception.reason,
            limits::TEXT,
        )
    }));
    let closures = schedule.closures.iter().enumerate();
    texts.extend(closures.map(|(i, closure)| {
        (
            format!("closures[{i}].reason"),
            &closure.reason,
            limits::TEXT,
        )
    }));
    for (path, text, room) in texts {
        text_problems(&path, text, room, problems);
    }
}

fn text_problems(path: &str, text: &LocalizedText, room: usize, problems: &mut Vec<HoursProblem>) {
    for language in crate::text::Language::ALL {
        let path = format!("{path}.{}", language.tag());
        let text = text.get(language).unwrap_or_default();
        if !may_hold(text, Lines::One) {
            problems.push(HoursProblem::new(
                ProblemCode::TextHasControlCharacters,
                &path,
            ));
        }
        let length = text.chars().count();
        if length > room {
            let details = [length.to_string(), room.to_string()];
            problems.push(HoursProblem::about(
                ProblemCode::TextTooLong,
                path,
                &[&details[0], &details[1]],
            ));
        }
    }
    if text.is_empty() {
        return;
    }
    for missing in text.missing() {
        problems.push(HoursProblem::with(
            ProblemCode::MissingTranslation,
            format!("{path}.{}", missing.tag()),
            |language| vec![words(language).language_names[missing as usize].to_owned()],
        ));
    }
}
