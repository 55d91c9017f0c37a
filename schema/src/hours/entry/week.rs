//! A week that statements change: the hours of each day, each with the weeks it holds in.

use super::scope::{Condition, Scope};
use super::statement::Hours;
use crate::hours::calendar::DAY_MINUTES;
use crate::hours::read;
use crate::hours::schedule::{Span, Weekday, WeeklyRule};

/// What a statement does to the days it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Does {
    /// These hours and no others; none: closed.
    Set(Vec<Hours>),
    Add(Vec<Hours>),
    Move(Option<u16>, Option<u16>),
}

/// Rules a day, each without its days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Week {
    days: [Vec<WeeklyRule>; 7],
    /// Rules that name no day; nobody can speak of them.
    dayless: Vec<WeeklyRule>,
}

fn condition(rule: &WeeklyRule) -> Condition {
    Condition {
        weeks: rule.weeks,
        nth: rule.nth.clone(),
    }
}

fn under(rule: &WeeklyRule, condition: Condition) -> WeeklyRule {
    WeeklyRule {
        weeks: condition.weeks,
        nth: condition.nth,
        ..rule.clone()
    }
}

/// Start and end in minutes, where both can be read.
fn extent(rule: &WeeklyRule) -> Option<(u16, u16)> {
    let start = read::time(&rule.start).ok()?;
    let minutes = u16::try_from(rule.duration_minutes).ok()?;
    (minutes <= DAY_MINUTES).then_some((start, start + minutes))
}

fn rule((start, end, state): Hours, condition: &Condition) -> WeeklyRule {
    let Span {
        start,
        duration_minutes,
        state,
    } = to_span((start, end, state));
    WeeklyRule {
        start,
        duration_minutes,
        state,
        weeks: condition.weeks,
        nth: condition.nth.clone(),
        ..WeeklyRule::default()
    }
}

pub(super) fn to_span((start, end, state): Hours) -> Span {
    Span {
        start: format!("{:02}:{:02}", start / 60, start % 60),
        duration_minutes: i32::from(end - start),
        state,
    }
}

/// Whether two spans of a day have a minute in common.
pub(super) fn overlap(one: (u16, u16), two: (u16, u16)) -> bool {
    one.0 < two.1 && two.0 < one.1 || one == two
}

impl Week {
    pub(super) fn of(rules: &[WeeklyRule]) -> Self {
        let mut week = Self::default();
        for rule in rules {
            let bare = WeeklyRule {
                days: Vec::new(),
                ..rule.clone()
            };
            for day in Weekday::ALL
                .into_iter()
                .filter(|day| rule.days.contains(day))
            {
                week.days[day.index()].push(bare.clone());
            }
            if rule.days.is_empty() {
                week.dayless.push(bare);
            }
        }
        week
    }

    /// The weekly rules: days with the same hours share one.
    pub(super) fn rules(&self) -> Vec<WeeklyRule> {
        let mut lines: Vec<(usize, &WeeklyRule)> = self
            .days
            .iter()
            .enumerate()
            .flat_map(|(day, lines)| lines.iter().map(move |line| (day, line)))
            .collect();
        // Stable: every week first, then by condition, in the order of the week.
        lines.sort_by(|(_, one), (_, two)| (one.weeks, &one.nth).cmp(&(two.weeks, &two.nth)));
        let mut rules: Vec<WeeklyRule> = Vec::new();
        for (day, line) in lines {
            let day = Weekday::from_index(day);
            let same = rules.iter_mut().find(|rule| {
                !rule.days.contains(&day)
                    && WeeklyRule {
                        days: Vec::new(),
                        ..(*rule).clone()
                    } == *line
            });
            match same {
                Some(rule) => rule.days.push(day),
                None => rules.push(WeeklyRule {
                    days: vec![day],
                    ..line.clone()
                }),
            }
        }
        rules.extend(self.dayless.iter().cloned());
        rules
    }

    /// Whether a day has these hours every week, and no others.
    pub(super) fn has(&self, day: usize, hours: &[Hours]) -> bool {
        let every = Condition::of(&Scope::of([true; 7]));
        let wanted: Vec<WeeklyRule> = hours.iter().map(|&hours| rule(hours, &every)).collect();
        self.days[day] == wanted
    }

    /// Does it, or nothing at all where no rules can say what comes of it.
    pub(super) fn apply(&mut self, scope: &Scope, does: &Does) -> Option<()> {
        let condition = Condition::of(scope);
        let mut next = self.clone();
        for day in scope.indices() {
            let lines = &mut next.days[day];
            *lines = match does {
                Does::Set(hours) => {
                    let mut kept = Vec::new();
                    for line in lines.iter() {
                        let left = self::condition(line).without(&condition)?;
                        kept.extend(left.into_iter().map(|left| under(line, left)));
                    }
                    kept.extend(hours.iter().map(|&hours| rule(hours, &condition)));
                    kept
                }
                Does::Add(hours) => add(lines, hours, &condition)?,
                Does::Move(from, to) => moved(lines, (*from, *to), &condition)?,
            };
        }
        *self = next;
        Some(())
    }
}

fn add(lines: &[WeeklyRule], hours: &[Hours], condition: &Condition) -> Option<Vec<WeeklyRule>> {
    let meets = |line: &WeeklyRule| self::condition(line).meets(condition);
    let covered: Vec<(u16, u16)> = lines
        .iter()
        .filter(|line| meets(line))
        .filter_map(extent)
        .collect();
    let collides = hours
        .iter()
        .any(|&(start, end, _)| covered.iter().any(|&known| overlap(known, (start, end))));
    let added = hours.iter().map(|&hours| rule(hours, condition));
    (!collides).then(|| lines.iter().cloned().chain(added).collect())
}

/// "tors til 18": moves the first start and the last end of what the day has.
fn moved(
    lines: &[WeeklyRule],
    (from, to): (Option<u16>, Option<u16>),
    condition: &Condition,
) -> Option<Vec<WeeklyRule>> {
    let (meant, mut next): (Vec<&WeeklyRule>, Vec<&WeeklyRule>) = lines
        .iter()
        .partition(|line| self::condition(line).meets(condition));
    let mut next: Vec<WeeklyRule> = next.drain(..).cloned().collect();
    let mut spans = Vec::new();
    for line in &meant {
        // Hours of different weeks have no one end.
        if self::condition(line) != self::condition(meant[0]) {
            return None;
        }
        spans.push((extent(line)?, *line));
        let left = self::condition(line).without(condition)?;
        next.extend(left.into_iter().map(|left| under(line, left)));
    }
    spans.sort_by_key(|((start, _), _)| *start);
    let several = spans.len() > 1;
    if let Some(from) = from {
        spans.first_mut()?.0.0 = from;
    }
    if let Some(to) = to {
        let ((start, end), _) = spans.last_mut()?;
        // The last of several is not made to go round the clock.
        if to < *start && several {
            return None;
        }
        *end = if to >= *start { to } else { to + DAY_MINUTES };
    }
    let held = if self::condition(meant.first()?).within(condition) {
        self::condition(meant[0])
    } else {
        condition.clone()
    };
    for ((start, end), line) in spans {
        if start > end || start >= DAY_MINUTES || end - start > DAY_MINUTES {
            return None;
        }
        let span = to_span((start, end, line.state));
        next.push(WeeklyRule {
            start: span.start,
            duration_minutes: span.duration_minutes,
            ..under(line, held.clone())
        });
    }
    Some(next)
}
