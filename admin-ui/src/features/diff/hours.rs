//! Opening hours compared: one table of the week with the old and the new hours, what changed beside the week with old and new marked, and
//! the whole of both in words.

use leptos::prelude::*;
use veiviser_schema::hours::diff::{Aspect, Difference, differences};
use veiviser_schema::hours::{Mode, Schedule, summary, weekday_hours};
use veiviser_schema::text::Language;

use super::field::{added, removed};
use crate::i18n::*;
use crate::ui::{Cell, Status, Table, Tone, use_language};

#[component]
pub fn HoursDifference(before: Schedule, after: Schedule) -> impl IntoView {
    let language = use_language();
    move || {
        let language = language.get();
        let told = |schedule: &Schedule| {
            (schedule.mode != Mode::NotStated).then(|| summary(schedule, language))
        };
        let rows = week(&before, &after, language);
        let special = special(&before, &after, language);
        if rows.is_empty() && special.is_empty() {
            return same_meaning();
        }
        view! {
            <Week rows />
            <Special special />
            <Sentences before=told(&before) after=told(&after) />
        }
        .into_any()
    }
}

/// A weekday with its old and new hours; none where nobody told them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    day: String,
    before: Option<String>,
    after: Option<String>,
}

impl Row {
    fn changed(&self) -> bool {
        self.before != self.after
    }
}

/// The rows of the week; none when the week is the same.
fn week(before: &Schedule, after: &Schedule, language: Language) -> Vec<Row> {
    let (was, now) = (
        weekday_hours(before, language),
        weekday_hours(after, language),
    );
    let rows: Vec<Row> = was
        .into_iter()
        .zip(now)
        .map(|((day, before), (_, after))| Row { day, before, after })
        .collect();
    if rows.iter().any(Row::changed) {
        rows
    } else {
        Vec::new()
    }
}

/// What differs beside the week: seasons, holidays, dates, closures, the clock. A change of mode is told by the table and the sentences.
fn special(before: &Schedule, after: &Schedule, language: Language) -> Vec<Difference> {
    let mut list = differences(before, after, language);
    let other_mode = before.mode != after.mode;
    list.retain(|difference| match difference.aspect {
        Aspect::Week => false,
        Aspect::Kind => !other_mode || before.time_zone != after.time_zone,
        Aspect::Special => true,
    });
    list
}

fn same_meaning() -> AnyView {
    let i18n = use_i18n();
    view! { <p class="ds-paragraph">{t!(i18n, diff.hours_same_meaning)}</p> }.into_any()
}

#[component]
fn Week(rows: Vec<Row>) -> impl IntoView {
    let i18n = use_i18n();
    if rows.is_empty() {
        return view! { <p class="ds-paragraph">{t!(i18n, diff.week_same)}</p> }.into_any();
    }
    let columns = Signal::derive(move || {
        [
            t_string!(i18n, diff.day),
            t_string!(i18n, diff.before),
            t_string!(i18n, diff.after),
            t_string!(i18n, diff.what),
        ]
        .map(str::to_owned)
        .to_vec()
    });
    let rows = rows
        .into_iter()
        .map(|row| view! { <WeekRow row /> })
        .collect_view();
    view! {
        <div class="diff-week">
            <Table caption=move || t_string!(i18n, diff.week) columns>
                {rows}
            </Table>
        </div>
    }
    .into_any()
}

#[component]
fn WeekRow(row: Row) -> impl IntoView {
    let i18n = use_i18n();
    let changed = row.changed();
    let Row { day, before, after } = row;
    let not_told = move || t_string!(i18n, diff.hours_not_told).to_owned();
    let [before, after] = [before, after].map(|hours| hours.unwrap_or_else(|| untrack(not_told)));
    view! {
        <tr class:diff-changed=changed>
            <Cell head=true>{day}</Cell>
            <Cell column=move || t_string!(i18n, diff.before)>
                {if changed { removed(before) } else { before.into_any() }}
            </Cell>
            <Cell column=move || t_string!(i18n, diff.after)>
                {if changed { added(after) } else { after.into_any() }}
            </Cell>
            <Cell column=move || t_string!(i18n, diff.what)>
                {if changed {
                    view! { <Status tone=Tone::Info>{t!(i18n, diff.is_changed)}</Status> }.into_any()
                } else {
                    view! { <span class="muted">{t!(i18n, diff.is_same)}</span> }.into_any()
                }}
            </Cell>
        </tr>
    }
}

/// Each special day with its old and new hours.
#[component]
fn Special(special: Vec<Difference>) -> impl IntoView {
    let i18n = use_i18n();
    if special.is_empty() {
        return ().into_any();
    }
    let rows = special
        .into_iter()
        .map(|Difference { what, was, now, .. }| {
            let (was, now) = (was.map(removed), now.map(added));
            view! { <li><strong class="diff-what">{what}":"</strong>" "{was}{now}</li> }.into_any()
        })
        .collect_view();
    view! {
        <p class="diff-side-name">{t!(i18n, diff.hours_special)}</p>
        <ul class="ds-list diff-sentences">{rows}</ul>
    }
    .into_any()
}

/// The whole of both, as the public reads them.
#[component]
fn Sentences(before: Option<String>, after: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let or_not_told = move |text: Option<String>| match text {
        Some(text) => text.into_any(),
        None => t!(i18n, diff.hours_not_told).into_any(),
    };
    view! {
        <dl class="facts">
            <dt>{t!(i18n, diff.before)}</dt>
            <dd>{or_not_told(before)}</dd>
            <dt>{t!(i18n, diff.after)}</dt>
            <dd>{or_not_told(after)}</dd>
        </dl>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::hours::{Weekday, WeeklyRule};

    fn open(days: &[Weekday], start: &str, minutes: i32) -> WeeklyRule {
        WeeklyRule {
            days: days.to_vec(),
            start: start.into(),
            duration_minutes: minutes,
            ..WeeklyRule::default()
        }
    }

    #[test]
    fn only_the_day_that_changed_is_marked() {
        let days = [Weekday::Monday, Weekday::Tuesday];
        let before = Schedule::of_week(vec![open(&days, "08:00", 450)]);
        let after = Schedule::of_week(vec![
            open(&days[..1], "08:00", 450),
            open(&days[1..], "10:00", 330),
        ]);
        let rows = week(&before, &after, Language::Nb);
        let changed: Vec<_> = rows.iter().filter(|row| row.changed()).collect();
        assert_eq!(rows.len(), 7);
        assert_eq!(changed.len(), 1);
        assert_eq!(changed[0].day, "Tirsdag");
        assert_eq!(changed[0].before.as_deref(), Some("08.00–15.30"));
        assert_eq!(changed[0].after.as_deref(), Some("10.00–15.30"));
    }

    #[test]
    fn hours_that_nobody_told_are_not_closed() {
        let rows = week(
            &Schedule::default(),
            &Schedule::of_week(vec![]),
            Language::Nb,
        );
        assert_eq!(rows[0].before, None);
        assert_eq!(rows[0].after.as_deref(), Some("stengt"));
    }

    #[test]
    fn the_same_week_needs_no_table() {
        assert_eq!(
            week(&Schedule::always(), &Schedule::always(), Language::En),
            []
        );
    }

    #[test]
    fn special_days_are_told_beside_the_week() {
        use veiviser_schema::hours::{DatedException, HolidayKey, HolidayOverride};
        let before = Schedule::of_week(vec![]);
        let mut after = Schedule::of_week(vec![open(&[Weekday::Monday], "08:00", 60)]);
        after.exceptions = vec![DatedException {
            from: "2026-11-25".into(),
            to: "2026-11-25".into(),
            ..DatedException::default()
        }];
        after.holidays.overrides = vec![HolidayOverride {
            key: HolidayKey::ChristmasEve,
            ..HolidayOverride::default()
        }];
        let told: Vec<_> = special(&before, &after, Language::Nb)
            .into_iter()
            .map(|one| (one.what, one.was, one.now))
            .collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                ("julaften".to_owned(), some("som vanlig"), some("stengt")),
                ("25. november 2026".to_owned(), None, some("stengt")),
            ]
        );
        // A change of mode stands in the table and the sentences.
        assert_eq!(special(&Schedule::always(), &before, Language::Nb), []);
    }
}
