//! Reading OpenStreetMap's notation.
//!
//! The part of it that opening hours of public services are written in: weekdays, times, months
//! and dates, odd and even weeks, nth weekdays, public holidays, Easter, "24/7", "off". A rule that
//! says more (sunset, school holidays, fallbacks) is handed back as not understood. A blank value
//! is no hours, never always open.

use super::{DAYS, MONTHS};
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
    for (rule, adds) in rules(value) {
        let text = rule.trim();
        if text.is_empty() {
            continue;
        }
        match Rule::read(text).filter(|read| importer.take(read, adds)) {
            Some(_) => importer.understood.push(text.to_owned()),
            None => importer.left.push(text.to_owned()),
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
            // A comma after a time, before something that is no time, begins an additional rule.
            let before = rules
                .last()
                .and_then(|(text, _)| text.trim_end().chars().next_back());
            let after = chars[i + 1..].iter().find(|c| !c.is_whitespace());
            let after_time = before.is_some_and(|c| c.is_ascii_digit() || c == '"')
                && rules.last().is_some_and(|(text, _)| text.contains(':'));
            after_time && after.is_some_and(|c| c.is_ascii_alphabetic())
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

#[derive(Clone, Debug, PartialEq, Eq)]
enum Dates {
    Any,
    Range(SeasonRange),
    Easter(HolidayKey),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Open,
    Appointment,
    Off,
}

#[derive(Clone, Debug)]
struct Rule {
    always: bool,
    dates: Dates,
    weeks: WeekParity,
    days: [bool; 7],
    named: bool,
    holidays: bool,
    nth: Vec<i32>,
    times: Vec<(u16, u16)>,
    says: Says,
}

/// A cursor over the text of a rule.
struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    fn eat(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn number(&mut self) -> Option<i32> {
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(self.rest.len());
        let number = self
            .rest
            .get(..end)
            .filter(|text| (1..=4).contains(&text.len()))?
            .parse()
            .ok()?;
        self.rest = &self.rest[end..];
        Some(number)
    }

    fn one_of(&mut self, names: &[&str]) -> Option<usize> {
        let found = names.iter().position(|name| self.rest.starts_with(name))?;
        self.eat(names[found]);
        Some(found)
    }

    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.rest;
        let got = read(self);
        if got.is_none() {
            self.rest = before;
        }
        got
    }

    /// `YYYY `, then a month and perhaps a day.
    fn date(&mut self) -> Option<(Option<i32>, u32, Option<u32>)> {
        self.attempt(|c| {
            let year = c.attempt(|c| c.number().filter(|year| (1900..=2200).contains(year)));
            c.space();
            let month = c.one_of(&MONTHS)? as u32 + 1;
            let day = c.attempt(|c| {
                c.space();
                let day = c.number()?;
                // "Jun 08:00" is a month and a time.
                (!c.rest.starts_with(':')).then_some(day)
            });
            Some((year, month, day.and_then(|day| u32::try_from(day).ok())))
        })
    }

    fn time(&mut self) -> Option<u16> {
        self.attempt(|c| {
            let hour = c.number()?;
            c.eat(":").then_some(())?;
            let minute = c.number()?;
            (hour <= 48 && minute < 60).then_some((hour * 60 + minute) as u16)
        })
    }
}

impl Rule {
    fn read(text: &str) -> Option<Self> {
        let mut rule = Self {
            always: false,
            dates: Dates::Any,
            weeks: WeekParity::Every,
            days: [false; 7],
            named: false,
            holidays: false,
            nth: Vec::new(),
            times: Vec::new(),
            says: Says::Open,
        };
        let mut c = Cursor { rest: text };
        if c.eat("24/7") {
            rule.always = true;
        }
        c.space();
        if !rule.always {
            rule.read_dates(&mut c)?;
            rule.read_weeks(&mut c)?;
            rule.read_days(&mut c)?;
        }
        c.space();
        while let Some(start) = c.time() {
            c.space();
            (c.eat("-") || c.eat("–")).then_some(())?;
            c.space();
            let end = c.time()?;
            let end = if end > start { end } else { end + DAY_MINUTES };
            (start < DAY_MINUTES && end - start <= DAY_MINUTES).then_some(())?;
            rule.times.push((start, end));
            c.space();
            if !c.eat(",") {
                break;
            }
            c.space();
        }
        c.space();
        if c.eat("off") || c.eat("closed") {
            rule.says = Says::Off;
        } else if c.eat("unknown") {
            rule.says = Says::Appointment;
        } else {
            let _ = c.eat("open");
        }
        c.space();
        let comment = c.rest.trim();
        let appointment = comment.len() > 2
            && ["appointment", "avtale"]
                .iter()
                .any(|word| comment.to_lowercase().contains(word));
        match (comment.is_empty(), appointment, rule.says) {
            (true, _, Says::Appointment) => return None,
            (true, _, _) => {}
            // A comment alone makes the hours those of an appointment.
            (false, true, Says::Open | Says::Appointment)
                if comment.starts_with('"') && comment.ends_with('"') =>
            {
                rule.says = Says::Appointment;
            }
            _ => return None,
        }
        let empty = !rule.always
            && rule.dates == Dates::Any
            && !rule.named
            && !rule.holidays
            && rule.times.is_empty()
            && rule.weeks == WeekParity::Every;
        // "by appointment" and nothing else is about all time.
        rule.always |= empty && rule.says == Says::Appointment;
        (!empty || rule.says != Says::Open).then_some(rule)
    }

    fn read_dates(&mut self, c: &mut Cursor<'_>) -> Option<()> {
        if c.eat("easter") {
            c.space();
            let sign = if c.eat("-") {
                -1
            } else {
                i32::from(c.eat("+"))
            };
            let days = if sign == 0 { 0 } else { c.number()? * sign };
            c.space();
            let _ = c.eat("days") || c.eat("day");
            self.dates = Dates::Easter(
                HolidayKey::ALL
                    .into_iter()
                    .find(|key| key.after_easter() == Some(days))?,
            );
            return Some(());
        }
        let Some((year, month, day)) = c.date() else {
            return Some(());
        };
        let (mut last_year, mut last_month, mut last_day) = (year, month, day);
        if c.eat("-") {
            (last_year, last_month, last_day) = match c.date() {
                Some((to_year, to_month, to_day)) => (to_year.or(year), to_month, to_day),
                None => (year, month, Some(u32::try_from(c.number()?).ok()?)),
            };
        }
        let _ = c.eat(":");
        let first = day.unwrap_or(1);
        self.dates = Dates::Range(match (year, last_year) {
            (Some(from), Some(to)) => {
                let last = last_day.unwrap_or_else(|| calendar::month_length(to, last_month));
                let valid = first >= 1
                    && first <= calendar::month_length(from, month)
                    && last >= 1
                    && last <= calendar::month_length(to, last_month);
                let (from, to) = (
                    calendar::day_of(from, month, first),
                    calendar::day_of(to, last_month, last),
                );
                (valid && from <= to).then_some(SeasonRange::Dated { from, to })?
            }
            (None, None) => {
                // June has no 31st: such a rule says nothing rather than everything.
                let last = last_day.unwrap_or_else(|| calendar::month_length(2024, last_month));
                let valid = first >= 1
                    && first <= calendar::month_length(2024, month)
                    && last >= 1
                    && last <= calendar::month_length(2024, last_month);
                valid.then_some(SeasonRange::Recurring {
                    from: (month, first),
                    to: (last_month, last),
                })?
            }
            _ => return None,
        });
        Some(())
    }

    fn read_weeks(&mut self, c: &mut Cursor<'_>) -> Option<()> {
        c.space();
        if !c.eat("week") {
            return Some(());
        }
        c.space();
        let first = c.number()?;
        c.eat("-").then_some(())?;
        let last = c.number()?;
        (c.eat("/") && c.number()? == 2).then_some(())?;
        self.weeks = match (first, last) {
            (1, 52 | 53) => WeekParity::Odd,
            (2, 52 | 53) => WeekParity::Even,
            _ => return None,
        };
        Some(())
    }

    fn read_days(&mut self, c: &mut Cursor<'_>) -> Option<()> {
        c.space();
        let mut nths: Vec<Vec<i32>> = Vec::new();
        loop {
            if c.eat("PH") {
                self.holidays = true;
            } else if let Some(first) = c.one_of(&DAYS) {
                self.named = true;
                let mut nth = Vec::new();
                if c.eat("-") {
                    let last = c.one_of(&DAYS)?;
                    let mut day = first;
                    self.days[day] = true;
                    while day != last {
                        day = (day + 1) % 7;
                        self.days[day] = true;
                    }
                } else {
                    self.days[first] = true;
                    if c.eat("[") {
                        loop {
                            let sign = if c.eat("-") { -1 } else { 1 };
                            nth.push(c.number()? * sign);
                            if !c.eat(",") {
                                break;
                            }
                        }
                        c.eat("]").then_some(())?;
                    }
                }
                nths.push(nth);
            } else if self.named || self.holidays {
                return None;
            } else {
                break;
            }
            let more = c.attempt(|c| {
                c.space();
                c.eat(",").then_some(())?;
                c.space();
                Some(())
            });
            if more.is_none() {
                break;
            }
        }
        if let Some(first) = nths.first() {
            nths.iter().all(|nth| nth == first).then_some(())?;
            first
                .iter()
                .all(|nth| matches!(nth, 1..=5 | -1))
                .then_some(())?;
            self.nth.clone_from(first);
        }
        Some(())
    }

    fn state(&self) -> RuleState {
        if self.says == Says::Appointment {
            RuleState::Appointment
        } else {
            RuleState::Open
        }
    }

    /// The times; none means the whole day.
    fn spans(&self) -> Vec<Span> {
        let whole = [(0, DAY_MINUTES)];
        let times = if self.times.is_empty() {
            &whole[..]
        } else {
            &self.times
        };
        times
            .iter()
            .map(|&(start, end)| span(start, end, self.state()))
            .collect()
    }
}

fn span(start: u16, end: u16, state: RuleState) -> Span {
    Span {
        start: format!("{:02}:{:02}", start / 60, start % 60),
        duration_minutes: i32::from(end - start),
        state,
    }
}

/// Weekly rules under way: what each weekday has, and which weekdays were named at all.
#[derive(Clone, Debug, Default)]
struct Week {
    rules: Vec<(usize, WeekParity, Vec<i32>, Span)>,
    named: [bool; 7],
}

impl Week {
    fn take(&mut self, rule: &Rule, adds: bool) {
        let days = if rule.named { rule.days } else { [true; 7] };
        let conditional = rule.weeks != WeekParity::Every || !rule.nth.is_empty();
        for day in (0..7).filter(|&day| days[day]) {
            self.named[day] = true;
            if !adds && !conditional {
                self.rules.retain(|known| known.0 != day);
            }
            if rule.says != Says::Off {
                let spans = rule
                    .spans()
                    .into_iter()
                    .map(|span| (day, rule.weeks, rule.nth.clone(), span));
                self.rules.extend(spans);
            }
        }
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
                self.base.take(rule, adds);
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
                    Some(known) => known.2 = spans,
                    None => self.exceptions.push((*from, *to, spans)),
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
                    None => self.season(
                        SeasonRange::Recurring {
                            from: *from,
                            to: *to,
                        },
                        rule,
                        adds,
                    ),
                }
            }
            Dates::Range(_) if part => return false,
            Dates::Range(range) => self.season(*range, rule, adds),
        }
        true
    }

    fn season(&mut self, range: SeasonRange, rule: &Rule, adds: bool) {
        let at = self
            .seasons
            .iter()
            .position(|(known, _)| *known == range)
            .unwrap_or_else(|| {
                // What is written later has the last word: it is listed first.
                self.seasons.insert(0, (range, Week::default()));
                0
            });
        self.seasons[at].1.take(rule, adds);
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
            Some(known) => known.spans = spans,
            None => self.overrides.push(HolidayOverride {
                key,
                choice: HolidayChoice::Hours,
                spans,
                confirmed_years: Vec::new(),
            }),
        }
    }

    fn finish(mut self) -> Parsed {
        let mut schedule = Schedule::default();
        schedule.mode = match self.always {
            _ if self.spoke || !self.seasons.is_empty() || !self.overrides.is_empty() => {
                Mode::Scheduled
            }
            Some(Says::Open) => Mode::Always,
            Some(Says::Appointment) => Mode::AppointmentOnly,
            Some(Says::Off) => Mode::Scheduled,
            None if self.exceptions.is_empty()
                && self.closures.is_empty()
                && self.policy.is_none() =>
            {
                Mode::NotStated
            }
            None => Mode::Scheduled,
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
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::export;
    use super::*;
    use crate::hours::{compile, regular_hours};
    use crate::text::Language;

    #[track_caller]
    fn reads(value: &str, expected: &str) {
        let parsed = import(value);
        assert_eq!(parsed.not_understood, Vec::<String>::new(), "{value}");
        assert_eq!(
            regular_hours(&parsed.schedule, Language::En),
            expected,
            "{value}"
        );
    }

    #[test]
    fn common_values() {
        reads(
            "Mo-Fr 08:00-12:00,12:30-15:30; PH off",
            "Monday–Friday 08:00–12:00 and 12:30–15:30. Saturday and Sunday closed. Public holidays: closed.",
        );
        reads(
            "Mo-Su 08:00-20:00; Su off",
            "Monday–Saturday 08:00–20:00. Sunday closed. Public holidays: as usual.",
        );
        reads(
            "Fr,Sa 22:00-02:00",
            "Friday and Saturday 22:00 until 02:00 the next day. Otherwise closed. Public holidays: as usual.",
        );
        reads(
            "Tu[1,-1] 17:00-19:00",
            "First and last Tuesday of the month 17:00–19:00. Otherwise closed. Public holidays: as usual.",
        );
        reads("24/7", "Open 24 hours a day, all year.");
        reads("\"by appointment\"", "By appointment only.");
        reads(
            "Mo-Fr 08:00-15:30; Dec 24 08:00-12:00; easter -2 days off",
            "Monday–Friday 08:00–15:30. Saturday and Sunday closed. Public holidays: as usual. Good Friday: closed. Christmas Eve: 08:00–12:00.",
        );
    }

    #[test]
    fn a_blank_value_is_not_always_open_and_june_has_no_31st() {
        assert_eq!(import("").schedule.mode, Mode::NotStated);
        assert_eq!(import(" ; ").schedule.mode, Mode::NotStated);
        let parsed = import("Mo-Fr 08:00-15:00; Jun 31 off");
        assert_eq!(parsed.not_understood, ["Jun 31 off"]);
        assert_eq!(parsed.schedule.weekly.len(), 1);
    }

    #[test]
    fn what_is_not_understood_is_handed_back() {
        for value in [
            "sunrise-sunset",
            "Mo-Fr 08:00+",
            "SH off",
            "Mo 08:00-10:00 || unknown",
            "week 10-20 Mo 08:00-10:00",
            "Mo-Fr 08:00-12:00 \"ring the bell\"",
            "rubbish",
            "Mo[6] 08:00-09:00",
        ] {
            assert!(!import(value).not_understood.is_empty(), "{value}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for value in [
            "Mo-Fr 08:00-12:00,12:30-15:30; PH off",
            "Mo-Fr 09:00-15:00, Mo-Fr 15:00-17:00 unknown \"by appointment\"; PH off",
            "Mo-Fr 08:00-15:30; Jun 15-Aug 15 off; Jun 15-Aug 15 Mo 08:00-09:00; PH off; 2026 Dec 21-2027 Jan 03 off; 2026 Nov 25 10:00-11:00 off",
            "week 01-53/2 Mo 10:00-14:00",
            "24/7",
            "24/7; 2026 Nov 25 02:00-04:00 off",
            "24/7 unknown \"by appointment\"",
            "off",
        ] {
            let parsed = import(value);
            assert_eq!(parsed.not_understood, Vec::<String>::new(), "{value}");
            let again = export(&parsed.schedule).value.unwrap();
            assert_eq!(
                import(&again).schedule,
                parsed.schedule,
                "{value} became {again}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn any_value_is_read_without_harm(value in "\\PC{0,120}") {
            let _ = import(&value);
        }

        #[test]
        fn near_values_give_schedules_that_compile(parts in proptest::collection::vec(
            proptest::sample::select(vec!["Mo", "-", "Fr", ",", " ", "08:00", "26:00", "00:00", ";", "off", "PH", "Jun", "15", "31", "2026 ", "Feb 29", "easter", "-2 days", "week 1-53/2",
                "[1]", "24/7", "unknown", "\"by appointment\"", "closed", "open", "Su"]), 0..16)) {
            let value = parts.concat();
            let parsed = import(&value);
            proptest::prop_assert!(compile(&parsed.schedule).is_ok(), "{value}: {:?}", parsed.schedule);
            let _ = export(&parsed.schedule);
        }
    }
}
