//! A week as seven rows of typed times, and back to weekly rules. Plain data: no signals here.
//!
//! What is typed stays as it was typed until it can be read; a time that cannot be read makes a rule that the contract's validation
//! refuses, so that nothing half-typed is ever submitted. Rules that a row cannot show (odd weeks, the first Tuesday) are kept as they
//! are.

use veiviser_schema::hours::{RuleState, Schedule, WeekParity, Weekday, WeeklyRule, entry};

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DayState {
    Open,
    #[default]
    Closed,
    Appointment,
}

impl DayState {
    pub const ALL: [DayState; 3] = [DayState::Open, DayState::Closed, DayState::Appointment];
}

/// From when to when, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    pub start: String,
    pub end: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayRow {
    pub state: DayState,
    pub spans: Vec<Typed>,
}

/// The seven rows, Monday first, and the rules they cannot show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Week {
    pub days: [DayRow; 7],
    pub others: Vec<WeeklyRule>,
}

/// `08.00`, as Norwegians write it.
#[must_use]
pub fn clock(minute: i32) -> String {
    format!("{:02}.{:02}", minute / 60, minute % 60)
}

fn minutes(text: &str) -> Option<i32> {
    entry::time(text).map(i32::from)
}

impl Typed {
    /// Start and length in minutes, when both times can be read. An end at or before the start is on the next day.
    #[must_use]
    pub fn read(&self) -> Option<(i32, i32)> {
        let (start, end) = (minutes(&self.start)?, minutes(&self.end)?);
        (start < 1440).then_some((
            start,
            if end > start {
                end - start
            } else {
                end + 1440 - start
            },
        ))
    }

    /// Whether it ends on the day after it began.
    #[must_use]
    pub fn overnight(&self) -> bool {
        self.read()
            .is_some_and(|(start, length)| start + length > 1440)
    }
}

/// Moves a typed time by so many minutes, round the clock. What cannot be read stays.
#[must_use]
pub fn moved(text: &str, by: i32) -> Option<String> {
    minutes(text).map(|minute| clock((minute + by).rem_euclid(1440)))
}

impl Week {
    #[must_use]
    pub fn of(schedule: &Schedule) -> Self {
        let mut week = Self::default();
        for rule in &schedule.weekly {
            let plain =
                rule.weeks == WeekParity::Every && rule.nth.is_empty() && rule.note.is_empty();
            let Some(start) = minutes(&rule.start).filter(|_| plain) else {
                week.others.push(rule.clone());
                continue;
            };
            let end = start + rule.duration_minutes;
            let span = Typed {
                start: clock(start),
                end: clock(if end > 1440 { end - 1440 } else { end }),
            };
            for day in &rule.days {
                let row = &mut week.days[day.index()];
                row.state = match rule.state {
                    RuleState::Open => DayState::Open,
                    RuleState::Appointment if row.state == DayState::Open => DayState::Open,
                    RuleState::Appointment => DayState::Appointment,
                };
                row.spans.push(span.clone());
            }
        }
        for row in &mut week.days {
            row.spans.sort_by_key(|span| minutes(&span.start));
        }
        week
    }

    /// The weekly rules: days with the same hours share one.
    #[must_use]
    pub fn rules(&self) -> Vec<WeeklyRule> {
        let mut rules: Vec<WeeklyRule> = Vec::new();
        for (index, row) in self.days.iter().enumerate() {
            let state = match row.state {
                DayState::Closed => continue,
                DayState::Open => RuleState::Open,
                DayState::Appointment => RuleState::Appointment,
            };
            for span in &row.spans {
                let (start, duration_minutes) = span.read().map_or_else(
                    // Unreadable: a rule that validation refuses, at the very place.
                    || (span.start.clone(), 0),
                    |(start, length)| (format!("{:02}:{:02}", start / 60, start % 60), length),
                );
                let same = rules.iter_mut().find(|rule| {
                    rule.start == start
                        && rule.duration_minutes == duration_minutes
                        && rule.state == state
                });
                match same {
                    Some(rule) => rule.days.push(Weekday::from_index(index)),
                    None => rules.push(WeeklyRule {
                        days: vec![Weekday::from_index(index)],
                        start,
                        duration_minutes,
                        state,
                        ..WeeklyRule::default()
                    }),
                }
            }
        }
        rules.extend(self.others.iter().cloned());
        rules
    }

    /// Opens or closes a day. A day that opens gets the hours of the nearest open day before it, or office hours.
    pub fn set_state(&mut self, day: usize, state: DayState) {
        if state != DayState::Closed && self.days[day].spans.is_empty() {
            let model = self.days[..day]
                .iter()
                .rev()
                .find(|row| !row.spans.is_empty());
            self.days[day].spans = model.map_or_else(|| vec![office()], |row| row.spans.clone());
        }
        self.days[day].state = state;
    }

    /// A break: the last span is cut in two around noon, or another follows it.
    pub fn add_span(&mut self, day: usize) {
        let row = &mut self.days[day];
        match row.spans.last().and_then(Typed::read) {
            Some((start, length))
                if start < 690 && start + length > 750 && start + length <= 1440 =>
            {
                if let Some(last) = row.spans.last_mut() {
                    let end = std::mem::replace(&mut last.end, clock(690));
                    row.spans.push(Typed {
                        start: clock(750),
                        end,
                    });
                }
            }
            _ => row.spans.push(Typed::default()),
        }
    }

    pub fn remove_span(&mut self, day: usize, span: usize) {
        let row = &mut self.days[day];
        if span < row.spans.len() {
            row.spans.remove(span);
        }
        if row.spans.is_empty() {
            row.state = DayState::Closed;
        }
    }

    /// The same hours on other days.
    pub fn copy(&mut self, from: usize, to: impl IntoIterator<Item = usize>) {
        for day in to {
            if day != from {
                self.days[day] = self.days[from].clone();
            }
        }
    }

    /// Monday to Friday the same, the weekend closed.
    pub fn preset(&mut self, start: i32, end: i32) {
        let row = DayRow {
            state: DayState::Open,
            spans: vec![Typed {
                start: clock(start),
                end: clock(end),
            }],
        };
        for day in &mut self.days[..5] {
            *day = row.clone();
        }
        for day in &mut self.days[5..] {
            *day = DayRow::default();
        }
    }
}

fn office() -> Typed {
    Typed {
        start: clock(480),
        end: clock(930),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(days: &[Weekday], start: &str, duration_minutes: i32) -> WeeklyRule {
        WeeklyRule {
            days: days.to_vec(),
            start: start.to_owned(),
            duration_minutes,
            ..WeeklyRule::default()
        }
    }

    #[test]
    fn a_schedule_survives_being_shown() {
        let rules = vec![
            rule(&Weekday::ALL[..5], "15:30", 990),
            rule(&Weekday::ALL[5..], "08:00", 1440),
            WeeklyRule {
                weeks: WeekParity::Odd,
                ..rule(&Weekday::ALL[..1], "10:00", 60)
            },
        ];
        let week = Week::of(&Schedule::of_week(rules.clone()));
        assert_eq!(
            week.days[0].spans,
            [Typed {
                start: "15.30".to_owned(),
                end: "08.00".to_owned()
            }]
        );
        assert!(week.days[0].spans[0].overnight());
        assert_eq!(week.rules(), rules);
    }

    #[test]
    fn what_cannot_be_read_is_kept_and_makes_a_refused_rule() {
        let mut week = Week::default();
        week.set_state(0, DayState::Open);
        week.days[0].spans[0].end = "halv fire".to_owned();
        assert_eq!(week.rules()[0].duration_minutes, 0);
        assert_eq!(week.days[0].spans[0].end, "halv fire");
    }

    #[test]
    fn a_break_cuts_the_day_in_two() {
        let mut week = Week::default();
        week.preset(480, 930);
        week.add_span(0);
        let told: Vec<_> = week.days[0]
            .spans
            .iter()
            .map(|span| (span.start.as_str(), span.end.as_str()))
            .collect();
        assert_eq!(told, [("08.00", "11.30"), ("12.30", "15.30")]);
        week.remove_span(0, 1);
        week.remove_span(0, 0);
        assert_eq!(week.days[0].state, DayState::Closed);
    }

    #[test]
    fn arrows_move_by_a_quarter_round_the_clock() {
        assert_eq!(moved("8", 15).as_deref(), Some("08.15"));
        assert_eq!(moved("00:00", -15).as_deref(), Some("23.45"));
        assert_eq!(moved("morgen", 15), None);
    }
}
