//! From words and times to statements: what is said of which days.

use super::lexicon::{Meaning, meaning};
use super::token::{Kind, Token};
use crate::hours::calendar::DAY_MINUTES;
use crate::hours::schedule::{HolidayKey, RuleState, WeekParity};

pub(super) type Hours = (u16, u16, RuleState);

/// What a statement says of its days.
#[derive(Clone, Debug, Default)]
pub(super) struct Statement {
    pub days: [bool; 7],
    pub named: bool,
    pub holidays: Vec<HolidayKey>,
    pub all_holidays: bool,
    pub weeks: WeekParity,
    pub nth: Vec<i32>,
    pub also: bool,
    pub times: Vec<Hours>,
    pub only_from: Option<u16>,
    pub only_to: Option<u16>,
    pub closed: bool,
    pub round: bool,
    pub always: bool,
    pub appointment: bool,
    pub as_sunday: bool,
    pub as_usual: bool,
    pub words: Vec<String>,
    pub unknown: Vec<String>,
}

impl Statement {
    fn about(&self) -> bool {
        self.named || self.all_holidays || !self.holidays.is_empty()
    }

    /// Whether it says something of its days.
    fn says(&self) -> bool {
        !self.times.is_empty()
            || self.only_from.is_some()
            || self.only_to.is_some()
            || self.closed
            || self.round
            || self.always
            || self.appointment
            || self.as_sunday
            || self.as_usual
    }
}

pub(super) fn statements(tokens: &[Token]) -> Vec<Statement> {
    let mut all = Vec::new();
    let mut now = Statement::default();
    let mut i = 0;
    let word = |i: usize| match tokens.get(i).map(|token| &token.kind) {
        Some(Kind::Word(word)) => meaning(word),
        _ => None,
    };
    let is_to = |i: usize| {
        tokens.get(i).is_some_and(|token| token.kind == Kind::Dash) || word(i) == Some(Meaning::To)
    };
    let time = |i: usize| match tokens.get(i).map(|token| &token.kind) {
        Some(Kind::Time(minute)) => Some(*minute),
        _ => None,
    };
    // A time may stand behind "kl".
    let time_after = |i: usize| match time(i) {
        None if word(i) == Some(Meaning::Filler) => time(i + 1).map(|minute| (minute, i + 2)),
        found => found.map(|minute| (minute, i + 1)),
    };
    while i < tokens.len() {
        let token = &tokens[i];
        let mut used = i + 1;
        let subject = match word(i) {
            Some(
                Meaning::Day(_)
                | Meaning::Weekdays
                | Meaning::Weekend
                | Meaning::EveryDay
                | Meaning::PublicHolidays
                | Meaning::Holiday(_)
                | Meaning::Parity(_)
                | Meaning::Nth(_)
                | Meaning::Also,
            ) => true,
            // After a comma a riddle spoils what follows it, not what came before.
            None if matches!(token.kind, Kind::Word(_) | Kind::Number | Kind::Other) => {
                i > 0 && tokens[i - 1].kind == Kind::Comma
            }
            _ => token.kind == Kind::Stop,
        };
        // Days after "8–16" belong to it when none came before; "i oddetallsuker" may follow its days.
        let completes = now.about() && now.says();
        if subject && (completes || (token.kind == Kind::Stop && now.says())) {
            all.push(std::mem::take(&mut now));
        }
        match &token.kind {
            Kind::Time(start) => match is_to(i + 1).then(|| time_after(i + 2)).flatten() {
                Some((end, next)) => {
                    used = next;
                    match span(*start, end) {
                        Some((from, to)) => now.times.push((from, to, RuleState::Open)),
                        None => now.unknown.push(text(&tokens[i..used])),
                    }
                }
                None => {
                    used = if is_to(i + 1) {
                        (i + 3).min(tokens.len())
                    } else {
                        i + 1
                    };
                    now.unknown.push(text(&tokens[i..used]));
                }
            },
            Kind::Number | Kind::Other => now.unknown.push(token.text.clone()),
            Kind::Dash | Kind::Comma | Kind::Stop => {}
            Kind::Word(_) => match word(i) {
                None => now.unknown.push(token.text.clone()),
                Some(Meaning::Day(first)) if now.as_sunday_expected() && first == 6 => {
                    now.as_sunday = true;
                }
                Some(Meaning::Day(first)) => {
                    now.named = true;
                    match (is_to(i + 1), word(i + 2)) {
                        (true, Some(Meaning::Day(last))) => {
                            used = i + 3;
                            let mut day = first;
                            now.days[day] = true;
                            while day != last {
                                day = (day + 1) % 7;
                                now.days[day] = true;
                            }
                        }
                        _ => now.days[first] = true,
                    }
                }
                Some(Meaning::Weekdays) => now.name(&[0, 1, 2, 3, 4]),
                Some(Meaning::Weekend) => now.name(&[5, 6]),
                // "hver mandag" is mandag; "hver dag" is every day.
                Some(Meaning::EveryDay) if matches!(word(i + 1), Some(Meaning::Day(_))) => {}
                Some(Meaning::EveryDay) => now.name(&[0, 1, 2, 3, 4, 5, 6]),
                Some(Meaning::Closed) => now.closed = true,
                Some(Meaning::RoundTheClock) => now.round = true,
                Some(Meaning::Always) => now.always = true,
                Some(Meaning::To) => match time_after(i + 1) {
                    Some((end, next)) => (now.only_to, used) = (Some(end), next),
                    None => now.unknown.push(token.text.clone()),
                },
                Some(Meaning::From) => match time_after(i + 1) {
                    // "fra 8 til 16" is a span.
                    Some((_, next)) if is_to(next) && time_after(next + 1).is_some() => {}
                    Some((start, next)) => (now.only_from, used) = (Some(start), next),
                    None => now.unknown.push(token.text.clone()),
                },
                Some(Meaning::Also) => now.also = true,
                Some(Meaning::Appointment) => match now.times.last_mut() {
                    Some(last) => last.2 = RuleState::Appointment,
                    None => now.appointment = true,
                },
                Some(Meaning::Parity(weeks)) => now.weeks = weeks,
                Some(Meaning::Nth(nth)) => now.nth.push(nth),
                Some(Meaning::PublicHolidays) => now.all_holidays = true,
                Some(Meaning::Holiday(key)) => now.holidays.push(key),
                Some(Meaning::Usual) => now.as_usual = true,
                Some(Meaning::As | Meaning::And | Meaning::Filler) => {}
            },
        }
        if token.kind != Kind::Stop {
            now.words.push(text(&tokens[i..used.min(tokens.len())]));
        }
        i = used;
        // What stands behind a complete statement and is not a subject still belongs to it:
        // "17–19 etter avtale", "mandag 10–14 i oddetallsuker" is taken up below.
        if matches!(word(i), Some(Meaning::Filler))
            && matches!(word(i + 1), Some(Meaning::Parity(_)))
            && now.about()
            && now.says()
        {
            if let Some(Meaning::Parity(weeks)) = word(i + 1) {
                now.weeks = weeks;
            }
            now.words.push(text(&tokens[i..i + 2]));
            i += 2;
        }
    }
    all.push(now);
    all
}

impl Statement {
    fn name(&mut self, days: &[usize]) {
        self.named = true;
        for &day in days {
            self.days[day] = true;
        }
    }

    /// "helligdager som søndag": the day is a likeness, not a subject.
    fn as_sunday_expected(&self) -> bool {
        let said_as = self
            .words
            .last()
            .is_some_and(|word| matches!(word.to_lowercase().as_str(), "som" | "as" | "on"));
        said_as && (self.all_holidays || !self.holidays.is_empty())
    }
}

/// Start and end; an end before the start is on the next day. Of two that are equal nobody knows whether they mean a day and night or
/// nothing: they stay equal, and whoever wrote them is asked.
fn span(start: u16, end: u16) -> Option<(u16, u16)> {
    if start >= DAY_MINUTES {
        return None;
    }
    Some(if end >= start {
        (start, end)
    } else {
        (start, end + DAY_MINUTES)
    })
}

fn text(tokens: &[Token]) -> String {
    let mut text = String::new();
    for (i, token) in tokens.iter().enumerate() {
        let tight = token.kind == Kind::Dash || token.kind == Kind::Comma;
        let after_dash = i > 0 && tokens[i - 1].kind == Kind::Dash;
        if i > 0 && !tight && !after_dash {
            text.push(' ');
        }
        text.push_str(&token.text);
    }
    text
}
