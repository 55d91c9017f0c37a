//! A week as seven rows of lines, and back to weekly rules. Plain data: no signals here.
//!
//! The document keeps rules (these days, these hours); people think in days. A row shows every rule of its day, also those for odd weeks
//! or the first Tuesday of the month, and the way back puts days with the same line into one rule again. Problems are told by rule:
//! [`Week::places`] knows which line came from which.

use veiviser_schema::hours::{RuleState, Weekday, WeeklyRule};

use super::super::spans::Place;
use super::super::typed::{Edge, Line, Typed, clock, minutes};

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayState {
    Open,
    Closed,
    Appointment,
}

impl DayState {
    pub const ALL: [DayState; 3] = [DayState::Open, DayState::Closed, DayState::Appointment];
}

/// The seven rows, Monday first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Week {
    pub days: [Vec<Line>; 7],
    /// What a closed day had before it was closed, for when it opens again.
    spare: [Vec<Line>; 7],
    /// Rules that name no day: no row can show them.
    pub dayless: Vec<WeeklyRule>,
}

/// Where a line stands in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The position of its rule.
    pub rule: usize,
    /// Of all lines of that rule, the one that problems lead to: one that overlaps, or else the first.
    pub leads: bool,
    /// Other lines of that rule overlap something, and this one does not.
    pub elsewhere: bool,
}

/// The spots of each line of each day.
pub type Places = [Vec<Option<Spot>>; 7];

/// A field of the week: day, line, which end.
pub type Field = (usize, usize, Edge);

impl Week {
    #[must_use]
    pub fn of(rules: &[WeeklyRule]) -> Self {
        let mut week = Self::default();
        for rule in rules {
            if rule.days.is_empty() {
                week.dayless.push(rule.clone());
                continue;
            }
            for day in Weekday::ALL
                .into_iter()
                .filter(|day| rule.days.contains(day))
            {
                week.days[day.index()].push(Line::of_rule(rule));
            }
        }
        for lines in &mut week.days {
            // Stable: what cannot be read stays behind what it stood behind.
            lines.sort_by_key(|line| (line.is_special(), minutes(&line.typed.start)));
        }
        week
    }

    /// The weekly rules: days with the same line share one, except that one day never has a line twice in a rule.
    #[must_use]
    pub fn rules(&self) -> Vec<WeeklyRule> {
        let mut rules: Vec<WeeklyRule> = Vec::new();
        for (index, lines) in self.days.iter().enumerate() {
            let day = Weekday::from_index(index);
            for line in lines {
                let own = line.rule(day);
                let same = rules.iter_mut().find(|rule| {
                    !rule.days.contains(&day)
                        && WeeklyRule {
                            days: own.days.clone(),
                            ..(*rule).clone()
                        } == own
                });
                match same {
                    Some(rule) => rule.days.push(day),
                    None => rules.push(own),
                }
            }
        }
        rules.extend(self.dayless.iter().cloned());
        rules
    }

    /// Which rule each line shows. `rules` are those of the document now.
    #[must_use]
    pub fn places(&self, rules: &[WeeklyRule]) -> Places {
        let read: Vec<Line> = rules.iter().map(Line::of_rule).collect();
        let found: [Vec<Option<usize>>; 7] = std::array::from_fn(|index| {
            let day = Weekday::from_index(index);
            let mut taken = Vec::new();
            let of_line = |line: &Line| {
                let found = (0..rules.len()).find(|rule| {
                    rules[*rule].days.contains(&day)
                        && read[*rule] == *line
                        && !taken.contains(rule)
                })?;
                taken.push(found);
                Some(found)
            };
            self.days[index].iter().map(of_line).collect()
        });
        // By rule: its first line, and the first that overlaps something.
        let mut first = vec![None; rules.len()];
        let mut overlapping = vec![None; rules.len()];
        for (day, lines) in found.iter().enumerate() {
            for (at, rule) in lines.iter().enumerate() {
                let Some(rule) = *rule else { continue };
                first[rule].get_or_insert((day, at));
                if overlapping[rule].is_none() && self.overlaps(day, at) {
                    overlapping[rule] = Some((day, at));
                }
            }
        }
        std::array::from_fn(|day| {
            let spot = |(at, rule): (usize, &Option<usize>)| {
                let rule = (*rule)?;
                Some(Spot {
                    rule,
                    leads: overlapping[rule].or(first[rule]) == Some((day, at)),
                    elsewhere: overlapping[rule].is_some() && !self.overlaps(day, at),
                })
            };
            found[day].iter().enumerate().map(spot).collect()
        })
    }

    #[must_use]
    pub fn state(&self, day: usize) -> DayState {
        let lines = &self.days[day];
        if lines.is_empty() {
            DayState::Closed
        } else if lines
            .iter()
            .all(|line| line.state == RuleState::Appointment)
        {
            DayState::Appointment
        } else {
            DayState::Open
        }
    }

    /// Opens or closes a day. A day that opens gets what it had before it was closed, or the hours of the nearest open day before it, or
    /// office hours.
    pub fn set_state(&mut self, day: usize, state: DayState) {
        let rule_state = match state {
            DayState::Closed => {
                let lines = std::mem::take(&mut self.days[day]);
                if !lines.is_empty() {
                    self.spare[day] = lines;
                }
                return;
            }
            DayState::Open => RuleState::Open,
            DayState::Appointment => RuleState::Appointment,
        };
        if self.days[day].is_empty() {
            self.days[day] = std::mem::take(&mut self.spare[day]);
        }
        if self.days[day].is_empty() {
            let model = self.days[..day]
                .iter()
                .rev()
                .find(|lines| !lines.is_empty());
            self.days[day] = model.map_or_else(|| vec![hours(480, 930)], Clone::clone);
        }
        for line in &mut self.days[day] {
            line.state = rule_state;
        }
    }

    /// A break: the last span is cut in two around noon, or another follows it. Gives the place of the new line.
    pub fn add_line(&mut self, day: usize) -> usize {
        let lines = &mut self.days[day];
        let state = lines.last().map_or(RuleState::Open, |line| line.state);
        let cut = lines.last().and_then(|line| {
            let (start, end) = line.typed.extent()?;
            (start < 690 && end > 750 && end <= 1440).then(|| line.typed.end.clone())
        });
        let added = match (cut, lines.last_mut()) {
            (Some(end), Some(last)) => {
                let second = Line {
                    typed: Typed::read(&clock(750), &end),
                    ..last.clone()
                };
                last.typed = last.typed.with(Edge::End, &clock(690));
                second
            }
            _ => Line {
                state,
                ..Line::default()
            },
        };
        lines.push(added);
        lines.len() - 1
    }

    pub fn remove_line(&mut self, day: usize, at: usize) {
        if at < self.days[day].len() {
            let line = self.days[day].remove(at);
            if self.days[day].is_empty() {
                self.spare[day] = vec![line];
            }
        }
    }

    /// The same hours on other days.
    pub fn copy(&mut self, from: usize, to: &[usize]) {
        for &day in to {
            if day != from {
                self.days[day] = self.days[from].clone();
            }
        }
    }

    /// Monday to Friday the same, the weekend closed.
    pub fn office(&mut self, start: i32, end: i32) {
        self.fill(|day| day < 5, &hours(start, end));
    }

    /// Open day and night, every day.
    pub fn round_the_clock(&mut self) {
        self.fill(|_| true, &hours(0, 1440));
    }

    fn fill(&mut self, open: impl Fn(usize) -> bool, line: &Line) {
        for (day, lines) in self.days.iter_mut().enumerate() {
            *lines = if open(day) {
                vec![line.clone()]
            } else {
                Vec::new()
            };
        }
        self.dayless.clear();
    }

    /// Gives a rule without days its days.
    pub fn place_dayless(&mut self, index: usize, days: &[usize]) {
        if days.is_empty() || index >= self.dayless.len() {
            return;
        }
        let line = Line::of_rule(&self.dayless.remove(index));
        for &day in days {
            self.days[day].push(line.clone());
        }
    }

    /// Where Enter leads: the same field of the next open day; after Sunday down the other column, and at last nowhere.
    #[must_use]
    pub fn after(&self, (day, at, edge): Field) -> Option<Field> {
        let next = |from: usize, edge: Edge| {
            (from..7)
                .find(|day| !self.days[*day].is_empty())
                .map(|day| (day, at.min(self.days[day].len() - 1), edge))
        };
        next(day + 1, edge).or_else(|| match edge {
            Edge::Start => next(0, Edge::End),
            Edge::End => None,
        })
    }

    /// Whether a line covers time that another of its day covers too, or the night before.
    #[must_use]
    pub fn overlaps(&self, day: usize, at: usize) -> bool {
        let Some((start, end)) = self.days[day].get(at).and_then(|line| line.typed.extent()) else {
            return false;
        };
        let same_day = self.days[day]
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .filter_map(|(_, line)| line.typed.extent())
            .any(|(from, to)| start < to && from < end);
        same_day
            || self.days[(day + 6) % 7]
                .iter()
                .filter_map(|line| line.typed.extent())
                .any(|(_, to)| start < to - 1440)
    }
}

/// Where a line stands, for its fields.
#[must_use]
pub fn place(path: &str, places: &Places, day: usize, at: usize) -> Option<Place> {
    let Spot {
        rule,
        leads,
        elsewhere,
    } = (*places[day].get(at)?)?;
    Some(Place {
        path: format!("{path}[{rule}]"),
        leads,
        elsewhere,
    })
}

fn hours(start: i32, end: i32) -> Line {
    Line::open(Typed::read(&clock(start), &clock(end)))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "model_tests.rs"]
mod tests;
