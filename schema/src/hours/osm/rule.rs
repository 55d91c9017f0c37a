//! One rule of OpenStreetMap's notation, read with a cursor: dates, weeks, days, times, state.
//!
//! A rule is read whole or not at all: half a rule understood would be another rule.

use super::{DAYS, MONTHS};
use crate::hours::calendar::{self, DAY_MINUTES};
use crate::hours::read::SeasonRange;
use crate::hours::schedule::{HolidayKey, RuleState, Span, WeekParity};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Dates {
    Any,
    Range(SeasonRange),
    Easter(HolidayKey),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Open,
    Appointment,
    Off,
}

#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub always: bool,
    pub dates: Dates,
    pub weeks: WeekParity,
    pub days: [bool; 7],
    pub named: bool,
    pub holidays: bool,
    pub nth: Vec<i32>,
    pub times: Vec<(u16, u16)>,
    pub says: Says,
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
    /// Whether this rule, written later, takes back what an earlier one said: the weekdays named without a date hold on every date,
    /// holidays included.
    pub fn undoes(&self, earlier: &Self) -> bool {
        let every_date =
            |rule: &Self| rule.always || rule.dates == Dates::Any && (rule.named || !rule.holidays);
        every_date(self) && !every_date(earlier)
    }

    pub fn read(text: &str) -> Option<Self> {
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
    pub fn spans(&self) -> Vec<Span> {
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

pub(super) fn span(start: u16, end: u16, state: RuleState) -> Span {
    Span {
        start: format!("{:02}:{:02}", start / 60, start % 60),
        duration_minutes: i32::from(end - start),
        state,
    }
}
