//! From words and times to rules.
//!
//! The text is a row of statements: days (perhaps with a condition), then what they have: times,
//! closed, round the clock. A new day after a time begins a new statement; a time after a time
//! adds to the same one. A statement about days replaces what was said of them before ("tors
//! 10–18" after "hverdager 8–15"), unless it says "også".

use std::collections::BTreeMap;

use super::Parsed;
use super::lexicon::{Meaning, meaning};
use super::token::{Kind, Token};
use crate::hours::calendar::DAY_MINUTES;
use crate::hours::schedule::{
    HolidayChoice, HolidayKey, HolidayOverride, HolidayRule, Mode, RuleState, Schedule, Span,
    WeekParity, Weekday, WeeklyRule,
};

type Hours = (u16, u16, RuleState);

/// What a statement says of its days.
#[derive(Clone, Debug, Default)]
struct Statement {
    days: [bool; 7],
    named: bool,
    holidays: Vec<HolidayKey>,
    all_holidays: bool,
    weeks: WeekParity,
    nth: Vec<i32>,
    also: bool,
    times: Vec<Hours>,
    only_from: Option<u16>,
    only_to: Option<u16>,
    closed: bool,
    round: bool,
    always: bool,
    appointment: bool,
    as_sunday: bool,
    as_usual: bool,
    words: Vec<String>,
    unknown: Vec<String>,
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

pub(super) fn build(tokens: &[Token]) -> Parsed {
    let mut builder = Builder::default();
    for statement in statements(tokens) {
        builder.take(statement);
    }
    builder.finish()
}

fn statements(tokens: &[Token]) -> Vec<Statement> {
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

/// Start and end; an end that is not after the start is on the next day.
fn span(start: u16, end: u16) -> Option<(u16, u16)> {
    if start >= DAY_MINUTES {
        return None;
    }
    Some(if end > start {
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

#[derive(Default)]
struct Builder {
    week: BTreeMap<(WeekParity, Vec<i32>), [Vec<Hours>; 7]>,
    mode: Option<Mode>,
    policy: Option<HolidayRule>,
    overrides: Vec<HolidayOverride>,
    understood: Vec<String>,
    left: Vec<String>,
}

impl Builder {
    fn take(&mut self, mut statement: Statement) {
        let whole = statement.words.join(" ").replace(" ,", ",");
        let whole = whole.trim_matches([',', ' ', '–', '-']).to_owned();
        if whole.is_empty() {
            return;
        }
        if !statement.unknown.is_empty() {
            // Part of it was a riddle: none of it is taken, all of it is told.
            let known = std::mem::take(&mut statement.unknown);
            self.left.push(if known.len() == 1 && known[0] == whole {
                known[0].clone()
            } else {
                whole
            });
            return;
        }
        statement.nth.sort_unstable();
        statement.nth.dedup();
        let taken = if statement.all_holidays || !statement.holidays.is_empty() {
            !statement.named && self.holidays(&statement)
        } else if statement.named {
            self.days(&statement)
        } else {
            self.whole(&statement)
        };
        if taken {
            self.understood.push(whole)
        } else {
            self.left.push(whole)
        }
    }

    /// A statement about nothing in particular: day and night, or by appointment.
    fn whole(&mut self, statement: &Statement) -> bool {
        let bare = statement.times.is_empty()
            && !statement.closed
            && statement.only_from.is_none()
            && statement.only_to.is_none();
        match (
            bare,
            statement.round || statement.always,
            statement.appointment,
        ) {
            (true, true, false) => self.mode = Some(Mode::Always),
            (true, false, true) => self.mode = Some(Mode::AppointmentOnly),
            _ => return false,
        }
        true
    }

    fn days(&mut self, statement: &Statement) -> bool {
        if statement.appointment
            || statement.as_sunday
            || statement.as_usual
            || (statement.weeks != WeekParity::Every && !statement.nth.is_empty())
        {
            return false;
        }
        let week = self
            .week
            .entry((statement.weeks, statement.nth.clone()))
            .or_default();
        let chosen: Vec<usize> = (0..7).filter(|&day| statement.days[day]).collect();
        if statement.closed {
            chosen.iter().for_each(|&day| week[day].clear());
            return statement.times.is_empty();
        }
        if statement.round || statement.always {
            chosen
                .iter()
                .for_each(|&day| week[day] = vec![(0, DAY_MINUTES, RuleState::Open)]);
            return statement.times.is_empty();
        }
        if !statement.times.is_empty() {
            if statement.only_from.is_some() || statement.only_to.is_some() {
                return false;
            }
            for day in chosen {
                if !statement.also {
                    week[day].clear();
                }
                week[day].extend(&statement.times);
            }
            return true;
        }
        // "tors til 18": moves one end of what the day has.
        if chosen.iter().any(|&day| week[day].is_empty()) {
            return false;
        }
        let mut moved = week.clone();
        for day in chosen {
            let hours = &mut moved[day];
            if let Some(from) = statement.only_from
                && let Some(first) = hours.first_mut()
            {
                first.0 = from;
            }
            if let Some(to) = statement.only_to
                && let Some(last) = hours.last_mut()
            {
                last.1 = if to > last.0 { to } else { to + DAY_MINUTES };
            }
            if hours.iter().any(|&(start, end, _)| {
                start >= end || start >= DAY_MINUTES || end - start > DAY_MINUTES
            }) {
                return false;
            }
        }
        *week = moved;
        statement.only_from.is_some() || statement.only_to.is_some()
    }

    fn holidays(&mut self, statement: &Statement) -> bool {
        if statement.appointment
            || statement.only_from.is_some()
            || statement.only_to.is_some()
            || statement.also
        {
            return false;
        }
        let spans: Vec<Span> = if statement.round || statement.always {
            vec![to_span((0, DAY_MINUTES, RuleState::Open))]
        } else {
            statement.times.iter().copied().map(to_span).collect()
        };
        let choice = match (
            spans.is_empty(),
            statement.closed,
            statement.as_sunday,
            statement.as_usual,
        ) {
            (false, false, false, false) => HolidayChoice::Hours,
            (true, true, false, false) => HolidayChoice::Closed,
            (true, false, true, false) => HolidayChoice::AsSunday,
            (true, false, false, true) => HolidayChoice::Normal,
            _ => return false,
        };
        let mut keys = statement.holidays.clone();
        if statement.all_holidays {
            match choice {
                HolidayChoice::Closed => self.policy = Some(HolidayRule::Closed),
                HolidayChoice::AsSunday => self.policy = Some(HolidayRule::AsSunday),
                HolidayChoice::Normal => self.policy = Some(HolidayRule::Normal),
                HolidayChoice::Hours | HolidayChoice::Policy => {
                    keys.extend(HolidayKey::ALL.into_iter().filter(|key| !key.is_eve()));
                }
            }
        }
        for key in keys {
            self.overrides.retain(|known| known.key != key);
            self.overrides.push(HolidayOverride {
                key,
                choice,
                spans: spans.clone(),
                confirmed_years: Vec::new(),
            });
        }
        true
    }

    fn finish(mut self) -> Parsed {
        let mut weekly = Vec::new();
        for ((weeks, nth), days) in &self.week {
            let mut rules: Vec<WeeklyRule> = Vec::new();
            for (day, hours) in days.iter().enumerate() {
                for &hours in hours {
                    let Span {
                        start,
                        duration_minutes,
                        state,
                    } = to_span(hours);
                    let same = rules.iter_mut().find(|rule| {
                        (&rule.start, rule.duration_minutes, rule.state)
                            == (&start, duration_minutes, state)
                    });
                    match same {
                        Some(rule) if rule.days.contains(&Weekday::from_index(day)) => {}
                        Some(rule) => rule.days.push(Weekday::from_index(day)),
                        None => rules.push(WeeklyRule {
                            days: vec![Weekday::from_index(day)],
                            start,
                            duration_minutes,
                            state,
                            weeks: *weeks,
                            nth: nth.clone(),
                            ..WeeklyRule::default()
                        }),
                    }
                }
            }
            weekly.extend(rules);
        }
        let mode = match (weekly.is_empty(), self.mode) {
            (true, Some(mode)) => mode,
            (false, None) => Mode::Scheduled,
            (true, None) if self.policy.is_none() && self.overrides.is_empty() => Mode::NotStated,
            (true, None) => Mode::Scheduled,
            (false, Some(mode)) => {
                // A week and "day and night" contradict each other: the week is kept, the other told.
                let said = if mode == Mode::Always {
                    ["døgn", "24/7"]
                } else {
                    ["avtale", "appointment"]
                };
                let at = self
                    .understood
                    .iter()
                    .position(|text| said.iter().any(|word| text.to_lowercase().contains(word)));
                if let Some(at) = at {
                    let told = self.understood.remove(at);
                    self.left.push(told);
                }
                Mode::Scheduled
            }
        };
        let mut schedule = Schedule {
            mode,
            weekly,
            ..Schedule::default()
        };
        if mode == Mode::Scheduled {
            schedule.holidays.rule = self.policy.unwrap_or_default();
            schedule.holidays.overrides = self.overrides;
        }
        if mode == Mode::NotStated && !self.understood.is_empty() {
            // "mandag stengt" alone leaves no hours to state.
            self.left.append(&mut self.understood);
        }
        Parsed {
            schedule,
            understood: self.understood,
            not_understood: self.left,
        }
    }
}

fn to_span((start, end, state): Hours) -> Span {
    Span {
        start: format!("{:02}:{:02}", start / 60, start % 60),
        duration_minutes: i32::from(end - start),
        state,
    }
}
