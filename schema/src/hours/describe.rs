//! Parts of a schedule as phrases: a day's hours, a week, a season, what decided an answer.
//!
//! Phrases are what sentences are made of: no capital letter, no full stop. What cannot be read
//! (a half-typed time in a preview) is left out.

use super::answer::{Reason, ReasonKind};
use super::calendar::{self, DAY_MINUTES};
use super::read::{self, SeasonRange};
use super::schedule::{
    Closure, DatedException, HolidayChoice, HolidayOverride, HolidayRule, RuleState, Schedule,
    Season, Span, WeekParity, WeeklyRule,
};
use super::words::{self, words};
use crate::text::{Language, LocalizedText};

/// Hours ready to be told: minutes, state, note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Item {
    start: u16,
    end: u16,
    state: RuleState,
    note: LocalizedText,
}

impl Item {
    fn new(start: &str, duration: i32, state: RuleState, note: &LocalizedText) -> Option<Self> {
        let start = read::time(start).ok()?;
        let duration = u16::try_from(duration)
            .ok()
            // Nothing or a day and night: it is asked about, and told as it was written.
            .filter(|minutes| (0..=DAY_MINUTES).contains(minutes))?;
        Some(Self {
            start,
            end: start + duration,
            state,
            note: note.clone(),
        })
    }

    fn text(&self, language: Language) -> String {
        let words = words(language);
        let mut text =
            if (self.start, self.end) == (0, DAY_MINUTES) && self.state == RuleState::Open {
                words.round_the_clock.to_owned()
            } else if self.end > DAY_MINUTES {
                let (start, end) = (
                    words::clock(language, self.start.into()),
                    words::clock(language, i32::from(self.end - DAY_MINUTES)),
                );
                words::fill(words.to_next_day, &[&start, &end])
            } else {
                format!(
                    "{}–{}",
                    words::clock(language, self.start.into()),
                    words::clock(language, self.end.into())
                )
            };
        if self.state == RuleState::Appointment {
            text = format!("{text} {}", words.by_appointment);
        }
        match self.note.best(language) {
            Some((_, note)) => format!("{text} ({})", note.trim()),
            None => text,
        }
    }
}

/// Sorted, without doubles, adjoining hours of one kind joined.
fn tidy(mut items: Vec<Item>) -> Vec<Item> {
    items.sort();
    let mut joined: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        match joined.last_mut() {
            Some(last)
                if last.end == item.start && last.state == item.state && last.note == item.note =>
            {
                last.end = item.end
            }
            Some(last) if *last == item => {}
            _ => joined.push(item),
        }
    }
    joined
}

fn items_text(language: Language, items: &[Item]) -> String {
    if items.is_empty() {
        return words(language).closed.to_owned();
    }
    words::list(
        language,
        &items
            .iter()
            .map(|item| item.text(language))
            .collect::<Vec<_>>(),
    )
}

/// "10.00–12.00", "stengt".
pub(crate) fn spans(language: Language, spans: &[Span]) -> String {
    let none = LocalizedText::default();
    let items = spans
        .iter()
        .filter_map(|span| Item::new(&span.start, span.duration_minutes, span.state, &none))
        .collect();
    items_text(language, &tidy(items))
}

/// Which weeks and which of the month's weekdays.
type Condition = (WeekParity, Vec<i32>);

fn condition(rule: &WeeklyRule) -> Condition {
    let mut nth = rule.nth.clone();
    nth.sort_by_key(|&nth| if nth < 0 { 6 } else { nth });
    nth.dedup();
    (rule.weeks, nth)
}

/// "mandag i oddetallsuker", "første og siste tirsdag i måneden".
fn conditional_days(language: Language, days: [bool; 7], (weeks, nth): &Condition) -> String {
    let words = words(language);
    let mut text = words::days(language, days);
    if !nth.is_empty() {
        let ordinals: Vec<String> = nth
            .iter()
            .filter_map(|&nth| match nth {
                -1 => Some(words.last),
                nth => usize::try_from(nth)
                    .ok()
                    .and_then(|nth| nth.checked_sub(1))
                    .and_then(|i| words.ordinals.get(i).copied()),
            })
            .map(str::to_owned)
            .collect();
        text = words::fill(
            words.of_the_month,
            &[format!("{} {text}", words::list(language, &ordinals)).trim()],
        );
    }
    if *weeks == WeekParity::Every {
        text
    } else {
        format!("{text} {}", words::parity(language, *weeks))
    }
}

/// The hours of each weekday under one condition.
fn by_weekday(rules: &[WeeklyRule], wanted: &Condition) -> [Vec<Item>; 7] {
    std::array::from_fn(|weekday| {
        let items = rules
            .iter()
            .filter(|rule| {
                condition(rule) == *wanted && rule.days.iter().any(|day| day.index() == weekday)
            })
            .filter_map(|rule| {
                Item::new(&rule.start, rule.duration_minutes, rule.state, &rule.note)
            })
            .collect();
        tidy(items)
    })
}

fn conditions(rules: &[WeeklyRule]) -> Vec<Condition> {
    let mut all: Vec<Condition> = rules
        .iter()
        .map(condition)
        .filter(|c| *c != (WeekParity::Every, Vec::new()))
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Weekdays with the same value, in the order of the week.
fn grouped<T: PartialEq>(days: &[T; 7]) -> Vec<(&T, [bool; 7])> {
    let mut groups: Vec<(&T, [bool; 7])> = Vec::new();
    for (i, value) in days.iter().enumerate() {
        match groups.iter_mut().find(|(known, _)| *known == value) {
            Some((_, set)) => set[i] = true,
            None => groups.push((value, std::array::from_fn(|day| day == i))),
        }
    }
    groups
}

/// A week as phrases: "mandag–fredag 08.00–15.30", "lørdag og søndag stengt".
pub(crate) fn week(language: Language, rules: &[WeeklyRule]) -> Vec<String> {
    let words = words(language);
    let always = by_weekday(rules, &(WeekParity::Every, Vec::new()));
    let mut closed: [bool; 7] = std::array::from_fn(|day| always[day].is_empty());
    let mut phrases = Vec::new();
    for (items, days) in grouped(&always)
        .into_iter()
        .filter(|(items, _)| !items.is_empty())
    {
        phrases.push(format!(
            "{} {}",
            words::days(language, days),
            items_text(language, items)
        ));
    }
    for condition in conditions(rules) {
        for (items, days) in grouped(&by_weekday(rules, &condition))
            .into_iter()
            .filter(|(items, _)| !items.is_empty())
        {
            for day in 0..7 {
                closed[day] &= !days[day];
            }
            phrases.push(format!(
                "{} {}",
                conditional_days(language, days, &condition),
                items_text(language, items)
            ));
        }
    }
    match closed.iter().filter(|&&closed| closed).count() {
        0 => {}
        7 => {}
        1..=3 => phrases.push(format!(
            "{} {}",
            words::days(language, closed),
            words.closed
        )),
        _ => phrases.push(words.otherwise_closed.to_owned()),
    }
    phrases
}

/// All hours of each weekday with their conditions, as one phrase a day.
pub(crate) fn weekdays(language: Language, rules: &[WeeklyRule]) -> [String; 7] {
    let always = by_weekday(rules, &(WeekParity::Every, Vec::new()));
    std::array::from_fn(|day| {
        let mut parts: Vec<String> = always[day].iter().map(|item| item.text(language)).collect();
        for condition in conditions(rules) {
            let items = &by_weekday(rules, &condition)[day];
            if !items.is_empty() {
                let when = conditional_days(
                    language,
                    std::array::from_fn(|other| other == day),
                    &condition,
                );
                parts.push(format!("{when} {}", items_text(language, items)));
            }
        }
        if parts.is_empty() {
            words(language).closed.to_owned()
        } else {
            words::list(language, &parts)
        }
    })
}

/// Weekdays that share a phrase, as "mandag–fredag" and the phrase.
pub(crate) fn group_phrases<T: PartialEq>(language: Language, days: &[T; 7]) -> Vec<(String, &T)> {
    grouped(days)
        .into_iter()
        .map(|(value, set)| (words::days(language, set), value))
        .collect()
}

/// "15. juni–15. august", "29. juni–24. juli 2026"; what was typed when it is no range.
pub(crate) fn season_range(language: Language, season: &Season) -> String {
    match SeasonRange::read(&season.from, &season.to) {
        Ok(SeasonRange::Dated { from, to }) => {
            words::date_range(language, calendar::to_date(from), calendar::to_date(to))
        }
        Ok(SeasonRange::Recurring { from, to }) => words::yearly_range(language, from, to),
        Err(_) => format!("{}–{}", season.from, season.to),
    }
}

/// "Sommer (15. juni–15. august)" or the range alone.
pub(crate) fn season_name(language: Language, season: &Season) -> String {
    let range = season_range(language, season);
    match season.name.best(language) {
        Some((_, name)) => format!("{} ({range})", name.trim()),
        None => range,
    }
}

/// A season's hours as one phrase.
pub(crate) fn season_hours(language: Language, season: &Season) -> String {
    let phrases = week(language, &season.rules);
    if phrases.is_empty() {
        words(language).closed.to_owned()
    } else {
        phrases.join("; ")
    }
}

/// "stengt", "som vanlig", "som søndag".
pub(crate) fn holiday_rule(language: Language, rule: HolidayRule) -> &'static str {
    let words = words(language);
    match rule {
        HolidayRule::Closed => words.closed,
        HolidayRule::Normal => words.as_usual,
        HolidayRule::AsSunday => words.as_sunday,
    }
}

/// What an override says, in words.
pub(crate) fn override_hours(
    language: Language,
    holiday: &HolidayOverride,
    policy: HolidayRule,
) -> String {
    let words = words(language);
    match holiday.choice {
        HolidayChoice::Hours => spans(language, &holiday.spans),
        HolidayChoice::Closed => words.closed.to_owned(),
        HolidayChoice::Normal => words.as_usual.to_owned(),
        HolidayChoice::AsSunday => words.as_sunday.to_owned(),
        HolidayChoice::Policy if holiday.key.is_eve() => words.as_usual.to_owned(),
        HolidayChoice::Policy => holiday_rule(language, policy).to_owned(),
    }
}

/// "25. november 2026"; what was typed when it is no date.
pub(crate) fn exception_dates(language: Language, exception: &DatedException) -> String {
    match (read::date(&exception.from), read::date(&exception.to)) {
        (Ok(from), Ok(to)) => {
            words::date_range(language, calendar::to_date(from), calendar::to_date(to))
        }
        _ => format!("{}–{}", exception.from, exception.to),
    }
}

/// "stengt (kursdag)".
pub(crate) fn exception_hours(language: Language, exception: &DatedException) -> String {
    with_reason(
        language,
        spans(language, &exception.spans),
        &exception.reason,
    )
}

/// "25. november 2026 kl. 02.00–04.00".
pub(crate) fn closure_time(language: Language, closure: &Closure) -> String {
    let (Ok(from), Ok(to)) = (read::moment(&closure.from), read::moment(&closure.to)) else {
        return format!("{}–{}", closure.from, closure.to);
    };
    let words = words(language);
    let (first, last) = (
        words::date(language, calendar::to_date(from.0)),
        words::date(language, calendar::to_date(to.0)),
    );
    let (start, end) = (
        words::clock(language, from.1.into()),
        words::clock(language, to.1.into()),
    );
    if from.0 == to.0 {
        format!(
            "{first} {}",
            words::fill(words.at_clock, &[&format!("{start}–{end}")])
        )
    } else {
        words::fill(words.from_to, &[&first, &start, &last, &end])
    }
}

/// "stengt (strømbrudd)".
pub(crate) fn closure_text(language: Language, closure: &Closure) -> String {
    with_reason(
        language,
        words(language).closure.to_owned(),
        &closure.reason,
    )
}

fn with_reason(language: Language, text: String, reason: &LocalizedText) -> String {
    match reason.best(language) {
        Some((_, reason)) => format!("{text} ({})", reason.trim().trim_end_matches('.')),
        None => text,
    }
}

/// "mandag–fredag 08.00–12.00 og 12.30–15.30; første tirsdag i måneden 17.00–19.00": rules that all
/// hold on one date, those of the same days in one phrase.
fn opened_by(language: Language, mut rules: Vec<WeeklyRule>) -> String {
    let mut phrases = Vec::new();
    while let Some(first) = rules.first() {
        let days = |rule: &WeeklyRule| {
            let days: [bool; 7] =
                std::array::from_fn(|day| rule.days.iter().any(|other| other.index() == day));
            (days, condition(rule))
        };
        let wanted = days(first);
        let (alike, rest): (Vec<_>, Vec<_>) =
            rules.into_iter().partition(|rule| days(rule) == wanted);
        phrases.extend(week(language, &alike).into_iter().next());
        rules = rest;
    }
    phrases.join("; ")
}

impl Reason {
    /// What decided the answer, in words: "Langfredag: stengt", "Mandag–fredag 08.00–15.30".
    ///
    /// The schedule must be the one the answer came from.
    #[must_use]
    pub fn describe(&self, schedule: &Schedule, language: Language) -> String {
        words::capital(&self.phrase(schedule, language))
    }

    fn phrase(&self, schedule: &Schedule, language: Language) -> String {
        let words = words(language);
        let index = usize::from(self.index.unwrap_or_default());
        let rule = |rules: &[WeeklyRule]| {
            let opened: Vec<WeeklyRule> = self
                .rule
                .into_iter()
                .chain(self.rules.iter().filter(|_| self.rule.is_none()))
                .filter_map(|rule| rules.get(usize::from(rule)).cloned())
                .collect();
            match opened_by(language, opened) {
                hours if hours.is_empty() => words.outside_hours.to_owned(),
                hours => hours,
            }
        };
        match self.kind {
            ReasonKind::Always => words.always.to_owned(),
            ReasonKind::AppointmentOnly => words.appointment_only.to_owned(),
            ReasonKind::NotStated => words.not_stated.to_owned(),
            ReasonKind::Weekly => rule(&schedule.weekly),
            ReasonKind::Season => schedule
                .seasons
                .get(index)
                .map_or_else(String::new, |season| {
                    let hours = if season.rules.is_empty() {
                        words.closed.to_owned()
                    } else {
                        rule(&season.rules)
                    };
                    format!("{}: {hours}", season_name(language, season))
                }),
            ReasonKind::Holiday => {
                let name = self
                    .holiday
                    .map_or(words.public_holidays, |key| words::holiday(language, key));
                let holidays = &schedule.holidays;
                let hours = match self.index.and_then(|_| holidays.overrides.get(index)) {
                    Some(holiday) => override_hours(language, holiday, holidays.rule),
                    None => holiday_rule(language, holidays.rule).to_owned(),
                };
                format!("{name}: {hours}")
            }
            ReasonKind::Exception => {
                schedule
                    .exceptions
                    .get(index)
                    .map_or_else(String::new, |exception| {
                        format!(
                            "{}: {}",
                            exception_dates(language, exception),
                            exception_hours(language, exception)
                        )
                    })
            }
            ReasonKind::Closure => {
                schedule
                    .closures
                    .get(index)
                    .map_or_else(String::new, |closure| {
                        format!(
                            "{} {}",
                            closure_text(language, closure),
                            closure_time(language, closure)
                        )
                    })
            }
        }
    }
}
