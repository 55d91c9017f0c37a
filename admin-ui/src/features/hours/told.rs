//! What is wrong with the schedule, and what is worth a look: each a link to the field that can mend it.

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use veiviser_schema::hours::special::{capital, typed, year};
use veiviser_schema::hours::{Schedule, read};
use veiviser_schema::problem::{Problem, Severity};
use veiviser_schema::text::Language;

use super::sheet::{Sheet, is_below, use_sheet};
use super::week::days_in_words;
use crate::i18n::*;
use crate::ui::{Alert, focus, format};

/// Errors, then warnings. Warnings stand in nobody's way.
#[component]
pub fn Told() -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let told = Memo::new(move |_| {
        let language = sheet.language.get();
        let problems = sheet.told();
        let mut lines: Vec<Line> = sheet.read(|schedule| {
            problems
                .iter()
                .map(|problem| Line {
                    error: problem.severity == Severity::Error,
                    words: words(schedule, problem, language, i18n),
                    path: problem.path.clone(),
                })
                .collect()
        });
        lines.dedup();
        lines
    });
    let list = move |errors: bool| {
        let lines: Vec<Line> = told.with(|lines| {
            lines
                .iter()
                .filter(|line| line.error == errors)
                .cloned()
                .collect()
        });
        (!lines.is_empty()).then(|| {
            let (color, title) = if errors {
                ("danger", t_string!(i18n, common.problems_title))
            } else {
                ("warning", t_string!(i18n, common.warnings_title))
            };
            let rows = lines
                .into_iter()
                .map(|line| link(sheet, line))
                .collect_view();
            view! {
                <Alert color title>
                    <ul class="ds-list">{rows}</ul>
                </Alert>
            }
        })
    };
    view! {
        <div class="hours-told">
            {move || list(true)}
            {move || list(false)}
        </div>
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Line {
    error: bool,
    words: String,
    path: String,
}

fn link(sheet: Sheet, line: Line) -> AnyView {
    let Line { words, path, .. } = line;
    view! {
        <li>
            <a
                class="ds-link"
                rel="external"
                href=format!("#{}", sheet.field_id(&path))
                on:click=move |event| {
                    event.prevent_default();
                    event.stop_propagation();
                    focus_path(sheet, &path);
                }
            >
                {words}
            </a>
        </li>
    }
    .into_any()
}

/// Focuses the field at a path, or the nearest that it lies in.
fn focus_path(sheet: Sheet, path: &str) {
    let mut path = path;
    loop {
        let id = sheet.field_id(path);
        if document().get_element_by_id(&id).is_some() {
            focus(&id);
            return;
        }
        match path.rfind(['.', '[']) {
            Some(at) => path = &path[..at],
            None => return,
        }
    }
}

/// A problem in words, with the place it is at.
fn words(
    schedule: &Schedule,
    problem: &Problem,
    language: Language,
    i18n: I18nContext<Locale>,
) -> String {
    let message = problem.message(language);
    let place = place(schedule, &problem.path, language, i18n);
    match (place, unread(schedule, &problem.path, i18n)) {
        (Some(place), Some((field, words))) => {
            format!("{place}, {}: {words}", field.to_lowercase())
        }
        (Some(place), None) => format!("{place}: {message}"),
        (None, _) => message.to_owned(),
    }
}

/// Of a date or a time that cannot be read: the name of its field, and what the field says.
fn unread(
    schedule: &Schedule,
    path: &str,
    i18n: I18nContext<Locale>,
) -> Option<(&'static str, &'static str)> {
    let to = path.ends_with("].to");
    if !to && !path.ends_with("].from") {
        return None;
    }
    let either = |from, until| if to { until } else { from };
    if let Some(index) = index_of(path, "exceptions") {
        let exception = schedule.exceptions.get(index)?;
        let text = if to { &exception.to } else { &exception.from };
        let field = either(
            t_string!(i18n, hours_special.from),
            t_string!(i18n, hours_special.to),
        );
        return read::date(text)
            .is_err()
            .then(|| (field, t_string!(i18n, hours_special.not_a_date)));
    }
    if let Some(index) = index_of(path, "seasons") {
        let season = schedule.seasons.get(index)?;
        let text = if to { &season.to } else { &season.from };
        let field = either(
            t_string!(i18n, hours_special.first_day),
            t_string!(i18n, hours_special.last_day),
        );
        let said = if year::is_dated(season) == Some(true) {
            t_string!(i18n, hours_special.not_a_date)
        } else {
            t_string!(i18n, hours_special.not_a_day)
        };
        let unread = read::date(text).is_err() && read::month_day(text).is_err();
        return unread.then_some((field, said));
    }
    let closure = schedule.closures.get(index_of(path, "closures")?)?;
    let (date, time) = typed::cut_moment(if to { &closure.to } else { &closure.from });
    if read::date(date).is_err() {
        let field = either(
            t_string!(i18n, hours_special.closed_from),
            t_string!(i18n, hours_special.closed_to),
        );
        return Some((field, t_string!(i18n, hours_special.not_a_date)));
    }
    let field = either(
        t_string!(i18n, hours_special.closed_from_time),
        t_string!(i18n, hours_special.closed_to_time),
    );
    read::time(time)
        .is_err()
        .then(|| (field, t_string!(i18n, hours_special.not_a_time)))
}

/// What a path is called: "Mandag–fredag", "Sommer", "24.12.", or "Avvik 2" as long as its dates cannot be read.
fn place(
    schedule: &Schedule,
    path: &str,
    language: Language,
    i18n: I18nContext<Locale>,
) -> Option<String> {
    if let Some(index) = index_of(path, "weekly") {
        let days = days_in_words(&schedule.weekly.get(index)?.days, language);
        return (!days.is_empty()).then(|| capital(&days));
    }
    if let Some(index) = index_of(path, "seasons") {
        let season = schedule.seasons.get(index)?;
        let readable = |text: &str| read::date(text).is_ok() || read::month_day(text).is_ok();
        let name = match season.name.best(language) {
            Some((_, name)) => name.to_owned(),
            None if readable(&season.from) && readable(&season.to) => {
                let [from, to] =
                    [&season.from, &season.to].map(|text| typed::shown(language, text));
                format!("{from}–{to}")
            }
            None => t_string!(i18n, hours_special.season_number, number = index + 1).to_string(),
        };
        let inner = path.split_once("].").map_or("", |(_, inner)| inner);
        let days = index_of(inner, "rules")
            .and_then(|rule| season.rules.get(rule))
            .map(|rule| days_in_words(&rule.days, language))
            .filter(|days| !days.is_empty());
        return Some(match days {
            Some(days) => format!("{name}, {days}"),
            None => name,
        });
    }
    if let Some(index) = index_of(path, "exceptions") {
        let exception = schedule.exceptions.get(index)?;
        let [from, to] = [&exception.from, &exception.to].map(|text| day(text, language));
        return Some(match (from, to) {
            (Some(from), Some(to)) if from == to => from,
            (Some(from), Some(to)) => format!("{from}–{to}"),
            _ => t_string!(i18n, hours_special.exception_number, number = index + 1).to_string(),
        });
    }
    if let Some(index) = index_of(path, "closures") {
        let closure = schedule.closures.get(index)?;
        let (date, _) = typed::cut_moment(&closure.from);
        return Some(day(date, language).unwrap_or_else(|| {
            t_string!(i18n, hours_special.closure_number, number = index + 1).to_string()
        }));
    }
    if is_below(path, "holidays") {
        return Some(untrack(|| t_string!(i18n, hours.holidays).to_owned()));
    }
    None
}

/// A date as people write it.
fn day(text: &str, language: Language) -> Option<String> {
    let day = text.parse::<chrono::NaiveDate>().ok()?;
    Some(format::short_date(day, language))
}

/// The position in a list of a path that lies in it.
fn index_of(path: &str, list: &str) -> Option<usize> {
    path.strip_prefix(list)?
        .strip_prefix('[')?
        .split_once(']')?
        .0
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_its_position() {
        assert_eq!(index_of("weekly[12].start", "weekly"), Some(12));
        assert_eq!(index_of("weekly", "weekly"), None);
        assert_eq!(index_of("holidays.rule", "weekly"), None);
        assert_eq!(capital("øvrige dager"), "Øvrige dager");
    }
}
