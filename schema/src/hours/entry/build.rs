//! From statements to rules.
//!
//! The text is a row of statements: days (perhaps with a condition), then what they have: times,
//! closed, round the clock. A new day after a time begins a new statement; a time after a time
//! adds to the same one. A statement about days replaces what was said of them before ("tors
//! 10–18" after "hverdager 8–15"), unless it says "også".

use std::collections::BTreeMap;

use super::Parsed;
use super::statement::{Hours, Statement, statements};
use super::token::Token;
use crate::hours::calendar::DAY_MINUTES;
use crate::hours::schedule::{
    HolidayChoice, HolidayKey, HolidayOverride, HolidayRule, Mode, RuleState, Schedule, Span,
    WeekParity, Weekday, WeeklyRule,
};

pub(super) fn build(tokens: &[Token]) -> Parsed {
    let mut builder = Builder::default();
    for statement in statements(tokens) {
        builder.take(statement);
    }
    builder.finish()
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
                last.1 = if to >= last.0 { to } else { to + DAY_MINUTES };
            }
            if hours.iter().any(|&(start, end, _)| {
                start > end || start >= DAY_MINUTES || end - start > DAY_MINUTES
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
