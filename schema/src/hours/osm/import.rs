//! Reading OpenStreetMap's notation.
//!
//! The part of it that opening hours of public services are written in: weekdays, times, months
//! and dates, odd and even weeks, nth weekdays, public holidays, Easter, "24/7", "off". A rule that
//! says more (sunset, school holidays, fallbacks) is handed back as not understood. A blank value
//! is no hours, never always open.

use super::rule::{Dates, Rule, Says, span};
use crate::hours::calendar::{self, DAY_MINUTES, Day};
use crate::hours::entry::Parsed;
use crate::hours::read::SeasonRange;
use crate::hours::schedule::{
    Closure, DatedException, HolidayChoice, HolidayKey, HolidayOverride, HolidayRule, Mode,
    RuleState, Schedule, Season, Span, WeekParity, Weekday, WeeklyRule,
};

/// Longer values are not read.
const MOST: usize = 4_000;

/// Reads the value of an `opening_hours` tag.
#[must_use]
pub fn import(value: &str) -> Parsed {
    let mut importer = Importer::default();
    if value.len() > MOST {
        importer.left.push(value.chars().take(100).collect());
        return importer.finish();
    }
    let rules: Vec<(String, bool, Option<Rule>)> = rules(value)
        .into_iter()
        .map(|(text, adds)| (text.trim().to_owned(), adds))
        .filter(|(text, _)| !text.is_empty())
        .map(|(text, adds)| {
            let read = Rule::read(&text);
            (text, adds, read)
        })
        .collect();
    for (i, (text, adds, read)) in rules.iter().enumerate() {
        let undone = |rule: &Rule| {
            let later = &rules[i + 1..];
            later.iter().any(|(_, adds, later)| {
                !adds && later.as_ref().is_some_and(|later| later.undoes(rule))
            })
        };
        let taken = read
            .as_ref()
            .is_some_and(|rule| !undone(rule) && importer.take(rule, *adds));
        if taken {
            importer.understood.push(text.clone());
        } else {
            importer.left.push(text.clone());
        }
    }
    importer.finish()
}

/// The rules of a value and whether each adds to the one before (a comma) or replaces.
fn rules(value: &str) -> Vec<(String, bool)> {
    let mut rules = vec![(String::new(), false)];
    let mut quoted = false;
    let chars: Vec<char> = value.chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        quoted ^= c == '"';
        let starts_rule = || {
            // A comma after a time, before a word or a year, begins an additional rule.
            let before = rules
                .last()
                .and_then(|(text, _)| text.trim_end().chars().next_back());
            let after = chars[i + 1..]
                .iter()
                .copied()
                .skip_while(|c| c.is_whitespace());
            let next: Vec<char> = after.take(5).collect();
            let year =
                next.len() == 5 && next[..4].iter().all(char::is_ascii_digit) && next[4] == ' ';
            let after_time = before.is_some_and(|c| c.is_ascii_digit() || c == '"')
                && rules.last().is_some_and(|(text, _)| text.contains(':'));
            after_time && (year || next.first().is_some_and(char::is_ascii_alphabetic))
        };
        if !quoted && c == ';' {
            rules.push((String::new(), false));
        } else if !quoted && c == ',' && starts_rule() {
            rules.push((String::new(), true));
        } else if let Some((text, _)) = rules.last_mut() {
            text.push(c);
        }
    }
    rules
}

/// Weekly rules under way: what each weekday has, and which weekdays were named at all.
#[derive(Clone, Debug, Default)]
struct Week {
    rules: Vec<(usize, WeekParity, Vec<i32>, Span)>,
    named: [bool; 7],
}

impl Week {
    /// Takes a rule in; false when it cannot be said, and then nothing is changed.
    fn take(&mut self, rule: &Rule, adds: bool) -> bool {
        let days = if rule.named { rule.days } else { [true; 7] };
        let mut kept = Vec::new();
        for known in &self.rules {
            if adds || !days[known.0] {
                kept.push(known.clone());
                continue;
            }
            let (day, weeks, nth, span) = known;
            let Some((weeks, nth)) = rest_of((*weeks, nth), rule) else {
                return false;
            };
            if let Some(weeks) = weeks {
                kept.push((*day, weeks, nth, span.clone()));
            }
        }
        self.rules = kept;
        for day in (0..7).filter(|&day| days[day]) {
            self.named[day] = true;
            if rule.says != Says::Off {
                let spans = rule
                    .spans()
                    .into_iter()
                    .map(|span| (day, rule.weeks, rule.nth.clone(), span));
                self.rules.extend(spans);
            }
        }
        true
    }

    fn rules(&self) -> Vec<WeeklyRule> {
        let mut rules: Vec<WeeklyRule> = Vec::new();
        for (day, weeks, nth, span) in &self.rules {
            let Span {
                start,
                duration_minutes,
                state,
            } = span.clone();
            let day = Weekday::from_index(*day);
            let known = rules.iter_mut().find(|rule| {
                (
                    &rule.start,
                    rule.duration_minutes,
                    rule.state,
                    rule.weeks,
                    &rule.nth,
                ) == (&start, duration_minutes, state, *weeks, nth)
            });
            match known {
                Some(rule) if rule.days.contains(&day) => {}
                Some(rule) => rule.days.push(day),
                None => rules.push(WeeklyRule {
                    days: vec![day],
                    start,
                    duration_minutes,
                    state,
                    weeks: *weeks,
                    nth: nth.clone(),
                    ..WeeklyRule::default()
                }),
            }
        }
        rules.iter_mut().for_each(|rule| rule.days.sort_unstable());
        rules
    }
}

/// The weeks in which hours still hold once a later rule has taken its own: no weeks when it took all of them. `None` when what is
/// left has no words in our model.
fn rest_of(known: (WeekParity, &[i32]), taken: &Rule) -> Option<(Option<WeekParity>, Vec<i32>)> {
    let (weeks, nth) = known;
    match (taken.weeks, taken.nth.as_slice()) {
        (WeekParity::Every, []) => Some((None, Vec::new())),
        (parity, []) if nth.is_empty() => Some(match (weeks, parity) {
            (WeekParity::Every, WeekParity::Even) => (Some(WeekParity::Odd), Vec::new()),
            (WeekParity::Every, _) => (Some(WeekParity::Even), Vec::new()),
            (weeks, parity) => ((weeks != parity).then_some(weeks), Vec::new()),
        }),
        (WeekParity::Every, taken)
            if weeks == WeekParity::Every && taken.iter().chain(nth).all(|&nth| nth > 0) =>
        {
            let had: &[i32] = if nth.is_empty() {
                &[1, 2, 3, 4, 5]
            } else {
                nth
            };
            let rest: Vec<i32> = had
                .iter()
                .copied()
                .filter(|nth| !taken.contains(nth))
                .collect();
            Some(((!rest.is_empty()).then_some(weeks), rest))
        }
        // Every weekday of a month but the last: no words of ours.
        _ => None,
    }
}

#[derive(Default)]
struct Importer {
    base: Week,
    spoke: bool,
    always: Option<Says>,
    seasons: Vec<(SeasonRange, Week)>,
    policy: Option<HolidayRule>,
    overrides: Vec<HolidayOverride>,
    exceptions: Vec<(Day, Day, Vec<Span>)>,
    closures: Vec<Closure>,
    understood: Vec<String>,
    left: Vec<String>,
}

impl Importer {
    fn take(&mut self, rule: &Rule, adds: bool) -> bool {
        if rule.always {
            if rule.times.is_empty() {
                self.always = Some(rule.says);
            }
            return rule.times.is_empty();
        }
        // Only a dated closure may close part of a day.
        let part = rule.says == Says::Off && !rule.times.is_empty();
        match &rule.dates {
            Dates::Any if part => return false,
            Dates::Any if rule.holidays && !rule.named => return self.public_holidays(rule, adds),
            Dates::Any => {
                if rule.holidays && !self.public_holidays(rule, adds) {
                    return false;
                }
                if !self.base.take(rule, adds) {
                    return false;
                }
                self.spoke = true;
            }
            _ if rule.holidays => return false,
            Dates::Easter(key) => {
                if part || rule.named || rule.weeks != WeekParity::Every {
                    return false;
                }
                self.set(*key, rule, adds);
            }
            Dates::Range(SeasonRange::Dated { from, to })
                if !rule.named && rule.weeks == WeekParity::Every =>
            {
                if part {
                    return self.closure(rule, *from, *to);
                }
                let spans = if rule.says == Says::Off {
                    Vec::new()
                } else {
                    rule.spans()
                };
                match self
                    .exceptions
                    .iter_mut()
                    .find(|known| (known.0, known.1) == (*from, *to))
                {
                    Some(known) if adds => known.2.extend(spans),
                    _ => {
                        self.exceptions
                            .retain(|known| (known.0, known.1) != (*from, *to));
                        self.exceptions.push((*from, *to, spans));
                    }
                }
            }
            Dates::Range(SeasonRange::Recurring { from, to })
                if from == to && !rule.named && !part =>
            {
                match HolidayKey::ALL
                    .into_iter()
                    .find(|key| key.fixed() == Some(*from))
                {
                    Some(key) => self.set(key, rule, adds),
                    None => {
                        let day = SeasonRange::Recurring {
                            from: *from,
                            to: *to,
                        };
                        return self.season(day, rule, adds);
                    }
                }
            }
            Dates::Range(_) if part => return false,
            Dates::Range(range) => return self.season(*range, rule, adds),
        }
        true
    }

    fn season(&mut self, range: SeasonRange, rule: &Rule, adds: bool) -> bool {
        let known = self.seasons.iter().position(|(known, _)| *known == range);
        let mut week = known.map_or_else(Week::default, |at| self.seasons[at].1.clone());
        if !week.take(rule, adds) {
            return false;
        }
        if let Some(at) = known {
            self.seasons.remove(at);
        }
        // What is written later has the last word: it is listed first.
        self.seasons.insert(0, (range, week));
        true
    }

    fn closure(&mut self, rule: &Rule, from: Day, to: Day) -> bool {
        if from != to || rule.times.iter().any(|&(_, end)| end > DAY_MINUTES) {
            return false;
        }
        for &(start, end) in &rule.times {
            let moment = |minute: u16| {
                let day = calendar::to_date(from + i32::from(minute / DAY_MINUTES));
                format!("{day}T{:02}:{:02}", minute % DAY_MINUTES / 60, minute % 60)
            };
            self.closures.push(Closure {
                from: moment(start),
                to: moment(end),
                ..Closure::default()
            });
        }
        true
    }

    fn public_holidays(&mut self, rule: &Rule, adds: bool) -> bool {
        if !rule.times.is_empty() && rule.says == Says::Off
            || !rule.nth.is_empty()
            || rule.weeks != WeekParity::Every
        {
            return false;
        }
        if rule.says == Says::Off {
            self.policy = Some(HolidayRule::Closed);
            self.overrides.retain(|known| known.key.is_eve());
            return true;
        }
        self.policy.get_or_insert(HolidayRule::Closed);
        for key in HolidayKey::ALL.into_iter().filter(|key| !key.is_eve()) {
            self.set(key, rule, adds);
        }
        true
    }

    fn set(&mut self, key: HolidayKey, rule: &Rule, adds: bool) {
        let spans = if rule.says == Says::Off {
            Vec::new()
        } else {
            rule.spans()
        };
        match self.overrides.iter_mut().find(|known| known.key == key) {
            Some(known) if adds => known.spans.extend(spans),
            _ => {
                // Of two holidays on one date the earlier listed decides, and what is written later has the last word.
                self.overrides.retain(|known| known.key != key);
                let holiday = HolidayOverride {
                    key,
                    choice: HolidayChoice::Hours,
                    spans,
                    confirmed_years: Vec::new(),
                };
                self.overrides.insert(0, holiday);
            }
        }
    }

    fn finish(mut self) -> Parsed {
        let mode = match self.always {
            _ if self.spoke
                || !self.seasons.is_empty()
                || !self.overrides.is_empty()
                || self.policy.is_some() =>
            {
                Mode::Scheduled
            }
            Some(Says::Open) => Mode::Always,
            Some(Says::Appointment) => Mode::AppointmentOnly,
            Some(Says::Off) => Mode::Scheduled,
            None if self.exceptions.is_empty() && self.closures.is_empty() => Mode::NotStated,
            None => Mode::Scheduled,
        };
        let mut schedule = Schedule {
            mode,
            ..Schedule::default()
        };
        if schedule.mode == Mode::Scheduled {
            if let Some(says @ (Says::Open | Says::Appointment)) = self.always {
                // "24/7; Dec 25 off": a week that is always open, and what follows.
                let state = if says == Says::Open {
                    RuleState::Open
                } else {
                    RuleState::Appointment
                };
                let unnamed = (0..7)
                    .filter(|&day| !self.base.named[day])
                    .collect::<Vec<_>>();
                self.base.rules.extend(unnamed.into_iter().map(|day| {
                    (
                        day,
                        WeekParity::Every,
                        Vec::new(),
                        span(0, DAY_MINUTES, state),
                    )
                }));
            }
            schedule.weekly = self.base.rules();
            // OpenStreetMap's rules hold on holidays unless they say otherwise.
            schedule.holidays.rule = self.policy.unwrap_or(HolidayRule::Normal);
            schedule.holidays.overrides = self.overrides;
            for (range, mut week) in self.seasons {
                // A weekday the season does not name goes on as before.
                let before = self
                    .base
                    .rules
                    .iter()
                    .filter(|known| !week.named[known.0])
                    .cloned()
                    .collect::<Vec<_>>();
                week.rules.extend(before);
                let (from, to) = match range {
                    SeasonRange::Recurring { from, to } => (
                        format!("{:02}-{:02}", from.0, from.1),
                        format!("{:02}-{:02}", to.0, to.1),
                    ),
                    SeasonRange::Dated { from, to } => (
                        calendar::to_date(from).to_string(),
                        calendar::to_date(to).to_string(),
                    ),
                };
                schedule.seasons.push(Season {
                    from,
                    to,
                    rules: week.rules(),
                    ..Season::default()
                });
            }
        }
        if schedule.mode != Mode::NotStated {
            // Of two as narrow on one date the earlier listed decides, and what is written later has the last word.
            let tied = |a: &(Day, Day, Vec<Span>), b: &(Day, Day, Vec<Span>)| {
                a.1 - a.0 == b.1 - b.0 && a.0 <= b.1 && b.0 <= a.1
            };
            let listed = &self.exceptions;
            if (1..listed.len()).any(|i| listed[..i].iter().any(|known| tied(known, &listed[i]))) {
                self.exceptions.reverse();
            }
            let dated = self
                .exceptions
                .into_iter()
                .map(|(from, to, spans)| DatedException {
                    from: calendar::to_date(from).to_string(),
                    to: calendar::to_date(to).to_string(),
                    spans,
                    ..DatedException::default()
                });
            schedule.exceptions = dated.collect();
            schedule.closures = self.closures;
        }
        Parsed {
            schedule,
            understood: self.understood,
            not_understood: self.left,
            ..Parsed::default()
        }
    }
}
