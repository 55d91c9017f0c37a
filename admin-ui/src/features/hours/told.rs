//! What is wrong with the schedule, and what is worth a look: each a link to the field that can mend it.

use leptos::prelude::*;
use veiviser_schema::hours::Schedule;
use veiviser_schema::problem::Severity;
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
                    words: match place(schedule, &problem.path, language, i18n) {
                        Some(place) => format!("{place}: {}", problem.message(language)),
                        None => problem.message(language).to_owned(),
                    },
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

/// What a path is called: "Mandag–fredag", "Sommer", "24.12".
fn place(
    schedule: &Schedule,
    path: &str,
    language: Language,
    i18n: leptos_i18n::I18nContext<Locale>,
) -> Option<String> {
    if let Some(index) = index_of(path, "weekly") {
        let days = days_in_words(&schedule.weekly.get(index)?.days, language);
        return (!days.is_empty()).then(|| capital(&days));
    }
    if let Some(index) = index_of(path, "seasons") {
        let season = schedule.seasons.get(index)?;
        let name = season.name.best(language).map_or_else(
            || format!("{}–{}", season.from, season.to),
            |(_, name)| name.to_owned(),
        );
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
        let from = day(&exception.from, language);
        return Some(if exception.from == exception.to {
            from
        } else {
            format!("{from}–{}", day(&exception.to, language))
        });
    }
    if let Some(index) = index_of(path, "closures") {
        let closure = schedule.closures.get(index)?;
        let date = closure.from.split('T').next().unwrap_or_default();
        return Some(day(date, language));
    }
    if is_below(path, "holidays") {
        return Some(untrack(|| t_string!(i18n, hours.holidays).to_owned()));
    }
    None
}

/// A date as people write it; what is no date stays as it was typed.
fn day(text: &str, language: Language) -> String {
    text.parse::<chrono::NaiveDate>()
        .map_or_else(|_| text.to_owned(), |day| format::short_date(day, language))
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

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
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
