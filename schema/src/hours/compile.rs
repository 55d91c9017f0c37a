//! From the document to something that answers.
//!
//! Compiling reads every text once and works out everything that does not depend on the
//! instant: the plan of each weekday, which season each date of the year is in, which exception
//! wins on which dates, which instants a closure takes away. What cannot be read is a problem
//! with a path. What is merely unwise (overlaps, duplicates) compiles: validation tells.

use std::collections::{BTreeSet, HashMap};

use super::calendar::{self, DAY_MINUTES, Day};
use super::engine::{CompiledSchedule, HolidayAction, Week};
use super::limits;
use super::plan::{Plan, Segment, State};
use super::problem::{HoursProblem, ProblemCode};
use super::read::{self, SeasonRange};
use super::schedule::{
    HolidayChoice, HolidayRule, Mode, RuleState, Schedule, Span, WeekParity, WeeklyRule,
};
use super::zone::Zone;

/// Turns a schedule into something that answers, or says what cannot be read.
///
/// # Errors
/// Every error that keeps some part of the document from having a meaning, with its path.
pub fn compile(schedule: &Schedule) -> Result<CompiledSchedule, Vec<HoursProblem>> {
    let mut compiler = Compiler::default();
    let compiled = compiler.compile(schedule);
    match compiled {
        Some(compiled) if compiler.problems.is_empty() => Ok(compiled),
        _ => Err(compiler.problems),
    }
}

#[derive(Default)]
struct Compiler {
    plans: Vec<Plan>,
    known: HashMap<Vec<Segment>, u16>,
    problems: Vec<HoursProblem>,
}

impl Compiler {
    fn compile(&mut self, schedule: &Schedule) -> Option<CompiledSchedule> {
        // A new field must find its place here.
        let Schedule {
            mode,
            time_zone,
            weekly,
            seasons,
            holidays,
            exceptions,
            closures,
        } = schedule;
        if !self.bounded(schedule) {
            return None;
        }
        let zone = Zone::named(time_zone);
        if zone.is_none() {
            self.problems.push(HoursProblem::about(
                ProblemCode::TimeZoneUnknown,
                "timeZone",
                &[time_zone],
            ));
        }

        // Every part is read, whatever the mode: a typing error is told even where it is not used.
        let mut weeks = vec![self.week(weekly, "weekly")];
        let mut recurring = vec![0_u8; calendar::MONTH_DAYS];
        let mut dated = Vec::new();
        for (i, season) in seasons.iter().enumerate() {
            let path = format!("seasons[{i}]");
            weeks.push(self.week(&season.rules, &format!("{path}.rules")));
            match SeasonRange::read_both(&season.from, &season.to) {
                Ok(SeasonRange::Dated { from, to }) => dated.push((from, to, 0, i as u16)),
                Ok(SeasonRange::Recurring { from, to }) => {
                    for month in 1..=12 {
                        for dom in 1..=31 {
                            let slot = &mut recurring[calendar::month_day(month, dom)];
                            if *slot == 0 && read::recurs(from, to, (month, dom)) {
                                *slot = (i + 1) as u8;
                            }
                        }
                    }
                }
                Err(wrong) => self.problems.extend(wrong.into_iter().map(|(code, field)| {
                    let text = if field == "from" {
                        &season.from
                    } else {
                        &season.to
                    };
                    HoursProblem::about(code, format!("{path}.{field}"), &[text])
                })),
            }
        }

        let mut actions = [None; super::holidays::KEYS];
        for (i, holiday) in holidays.overrides.iter().enumerate() {
            let own = self.spans(&holiday.spans, &format!("holidays.overrides[{i}].spans"));
            let action = match holiday.choice {
                HolidayChoice::Policy => continue,
                HolidayChoice::Closed => HolidayAction::Plan(self.plan(Vec::new())),
                HolidayChoice::Normal => HolidayAction::Normal,
                HolidayChoice::AsSunday => HolidayAction::AsSunday,
                HolidayChoice::Hours => HolidayAction::Plan(self.plan(own)),
            };
            actions[holiday.key.index()].get_or_insert((i as u16, action));
        }
        let policy = match holidays.rule {
            HolidayRule::Closed if *mode == Mode::Scheduled => {
                HolidayAction::Plan(self.plan(Vec::new()))
            }
            HolidayRule::Closed | HolidayRule::Normal => HolidayAction::Normal,
            HolidayRule::AsSunday => HolidayAction::AsSunday,
        };

        let mut ranges = Vec::new();
        let mut exception_plans = Vec::new();
        for (i, exception) in exceptions.iter().enumerate() {
            let path = format!("exceptions[{i}]");
            let mut own = self.spans(&exception.spans, &format!("{path}.spans"));
            if *mode == Mode::AppointmentOnly {
                // By appointment only is never open, whatever a single day says.
                own.iter_mut()
                    .for_each(|segment| segment.state = State::Appointment);
            }
            exception_plans.push(self.plan(own));
            let from = self.date(&exception.from, &path, "from");
            let to = self.date(&exception.to, &path, "to");
            if let (Some(from), Some(to)) = (from, to) {
                if to < from {
                    self.problems.push(HoursProblem::new(
                        ProblemCode::RangeReversed,
                        format!("{path}.to"),
                    ));
                } else {
                    ranges.push((from, to, to - from, i as u16));
                }
            }
        }

        let mut cuts = Vec::new();
        for (i, closure) in closures.iter().enumerate() {
            let path = format!("closures[{i}]");
            let from = self.moment(&closure.from, &path, "from");
            let to = self.moment(&closure.to, &path, "to");
            let (Some(from), Some(to), Some(zone)) = (from, to, zone) else {
                continue;
            };
            if to <= from {
                self.problems.push(HoursProblem::new(
                    ProblemCode::RangeReversed,
                    format!("{path}.to"),
                ));
                continue;
            }
            // A closure that the spring gap swallows whole is dropped, as a span would be.
            let (start, end) = (zone.instant_of(from.0, from.1), zone.instant_of(to.0, to.1));
            if start < end {
                cuts.push((start, end - 1, 0, i as u16));
            }
        }

        let zone = zone?;
        if !self.problems.is_empty() {
            return None;
        }
        let whole_day = |state| {
            vec![Segment {
                start: 0,
                end: DAY_MINUTES,
                state,
                rule: super::plan::NO_RULE,
            }]
        };
        let every_day = match mode {
            Mode::Always => Some(self.plan(whole_day(State::Open))),
            Mode::AppointmentOnly => Some(self.plan(whole_day(State::Appointment))),
            Mode::Scheduled | Mode::NotStated => None,
        };
        if *mode != Mode::Scheduled {
            // Only a scheduled week reads these.
            weeks.clear();
            dated.clear();
            recurring.clear();
            actions = [None; super::holidays::KEYS];
        }
        if *mode == Mode::NotStated {
            ranges.clear();
            cuts.clear();
        }
        let listed = ranges
            .iter()
            .map(|&(from, to, _, i)| (from, to, i, exception_plans[usize::from(i)]))
            .collect();
        let exceptions: Vec<_> = flatten(ranges)
            .into_iter()
            .map(|(from, to, i)| (from, to, i, exception_plans[usize::from(i)]))
            .collect();
        let closures = flatten(cuts)
            .into_iter()
            .map(|(from, last, i)| (from, last + 1, i))
            .collect();
        let holidays_matter = *mode == Mode::Scheduled
            && (policy != HolidayAction::Normal || actions.iter().flatten().next().is_some());
        Some(CompiledSchedule::assemble(super::engine::Parts {
            mode: *mode,
            zone,
            plans: std::mem::take(&mut self.plans),
            every_day,
            weeks,
            recurring,
            dated: flatten(dated),
            holidays_matter,
            policy,
            actions,
            exceptions,
            listed,
            closures,
        }))
    }

    /// Reports every list that is too long; only what is bounded is read further.
    fn bounded(&mut self, schedule: &Schedule) -> bool {
        let mut lists = vec![
            ("weekly".to_owned(), schedule.weekly.len(), limits::RULES),
            (
                "seasons".to_owned(),
                schedule.seasons.len(),
                limits::SEASONS,
            ),
            (
                "holidays.overrides".to_owned(),
                schedule.holidays.overrides.len(),
                limits::OVERRIDES,
            ),
            (
                "exceptions".to_owned(),
                schedule.exceptions.len(),
                limits::EXCEPTIONS,
            ),
            (
                "closures".to_owned(),
                schedule.closures.len(),
                limits::CLOSURES,
            ),
        ];
        let rules = |path: &str, rules: &[WeeklyRule]| -> Vec<(String, usize, usize)> {
            rules
                .iter()
                .take(limits::RULES)
                .enumerate()
                .flat_map(|(i, rule)| {
                    [
                        (format!("{path}[{i}].days"), rule.days.len(), limits::LIST),
                        (format!("{path}[{i}].nth"), rule.nth.len(), limits::LIST),
                    ]
                })
                .collect()
        };
        lists.extend(rules("weekly", &schedule.weekly));
        for (i, season) in schedule.seasons.iter().take(limits::SEASONS).enumerate() {
            lists.push((
                format!("seasons[{i}].rules"),
                season.rules.len(),
                limits::RULES,
            ));
            lists.extend(rules(&format!("seasons[{i}].rules"), &season.rules));
        }
        for (i, holiday) in schedule
            .holidays
            .overrides
            .iter()
            .take(limits::OVERRIDES)
            .enumerate()
        {
            lists.push((
                format!("holidays.overrides[{i}].spans"),
                holiday.spans.len(),
                limits::SPANS,
            ));
            lists.push((
                format!("holidays.overrides[{i}].confirmedYears"),
                holiday.confirmed_years.len(),
                limits::LIST,
            ));
        }
        for (i, exception) in schedule
            .exceptions
            .iter()
            .take(limits::EXCEPTIONS)
            .enumerate()
        {
            lists.push((
                format!("exceptions[{i}].spans"),
                exception.spans.len(),
                limits::SPANS,
            ));
        }
        for (path, count, room) in lists {
            if count > room {
                let details = [count.to_string(), room.to_string()];
                self.problems.push(HoursProblem::about(
                    ProblemCode::TooMany,
                    path,
                    &[&details[0], &details[1]],
                ));
            }
        }
        self.problems.is_empty()
    }

    fn date(&mut self, text: &str, path: &str, field: &str) -> Option<Day> {
        read::date(text)
            .map_err(|code| {
                self.problems.push(HoursProblem::about(
                    code,
                    format!("{path}.{field}"),
                    &[text],
                ))
            })
            .ok()
    }

    fn moment(&mut self, text: &str, path: &str, field: &str) -> Option<(Day, u16)> {
        read::moment(text)
            .map_err(|code| {
                self.problems.push(HoursProblem::about(
                    code,
                    format!("{path}.{field}"),
                    &[text],
                ))
            })
            .ok()
    }

    /// Start and end in minutes; what is wrong with them is a problem.
    fn minutes(&mut self, start: &str, duration: i32, path: &str) -> Option<(u16, u16)> {
        let from = read::time(start)
            .map_err(|code| {
                self.problems
                    .push(HoursProblem::about(code, format!("{path}.start"), &[start]))
            })
            .ok();
        let code = match duration {
            1..=1440 => None,
            0 => Some(HoursProblem::new(
                ProblemCode::StartEqualsEnd,
                format!("{path}.durationMinutes"),
            )),
            1441.. => Some(HoursProblem::new(
                ProblemCode::DurationGt24h,
                format!("{path}.durationMinutes"),
            )),
            _ => Some(HoursProblem::new(
                ProblemCode::RangeReversed,
                format!("{path}.durationMinutes"),
            )),
        };
        let wrong = code.is_some();
        self.problems.extend(code);
        from.filter(|_| !wrong)
            .map(|from| (from, from + duration as u16))
    }

    fn spans(&mut self, spans: &[Span], path: &str) -> Vec<Segment> {
        let mut segments = Vec::with_capacity(spans.len());
        for (
            i,
            Span {
                start,
                duration_minutes,
                state,
            },
        ) in spans.iter().enumerate()
        {
            if let Some((start, end)) =
                self.minutes(start, *duration_minutes, &format!("{path}[{i}]"))
            {
                segments.push(Segment {
                    start,
                    end,
                    state: (*state).into(),
                    rule: i as u16,
                });
            }
        }
        segments
    }

    fn week(&mut self, rules: &[WeeklyRule], path: &str) -> Week {
        let mut read = Vec::with_capacity(rules.len());
        for (i, rule) in rules.iter().enumerate() {
            let path = format!("{path}[{i}]");
            for (k, nth) in rule
                .nth
                .iter()
                .enumerate()
                .filter(|(_, nth)| !matches!(nth, 1..=5 | -1))
            {
                self.problems.push(HoursProblem::about(
                    ProblemCode::DateNotExist,
                    format!("{path}.nth[{k}]"),
                    &[&nth.to_string()],
                ));
            }
            if let Some((start, end)) = self.minutes(&rule.start, rule.duration_minutes, &path) {
                read.push((
                    rule,
                    Segment {
                        start,
                        end,
                        state: state_of(rule.state),
                        rule: i as u16,
                    },
                ));
            }
        }
        let conditional = rules
            .iter()
            .any(|rule| rule.weeks != WeekParity::Every || !rule.nth.is_empty());
        let mut plans = Vec::with_capacity(if conditional { Week::CASES * 7 } else { 7 });
        for case in 0..if conditional { Week::CASES } else { 1 } {
            for weekday in 0..7 {
                let segments = read
                    .iter()
                    .filter(|(rule, _)| rule.days.iter().any(|day| day.index() == weekday))
                    .filter(|(rule, _)| !conditional || applies(rule, case))
                    .map(|(_, segment)| *segment)
                    .collect();
                plans.push(self.plan(segments));
            }
        }
        Week::new(plans)
    }

    /// The number of a plan; equal plans are one.
    fn plan(&mut self, mut segments: Vec<Segment>) -> u16 {
        segments.sort_unstable();
        segments.dedup();
        if let Some(&known) = self.known.get(&segments) {
            return known;
        }
        let number = self.plans.len() as u16;
        self.plans.push(Plan::new(segments.clone()));
        self.known.insert(segments, number);
        number
    }
}

fn state_of(state: RuleState) -> State {
    state.into()
}

/// Whether a rule applies in a case of [`Week::case`].
fn applies(rule: &WeeklyRule, case: usize) -> bool {
    let (odd, nth) = (case >= Week::NTH_CASES, case % Week::NTH_CASES);
    let parity = match rule.weeks {
        WeekParity::Every => true,
        WeekParity::Odd => odd,
        WeekParity::Even => !odd,
    };
    parity
        && (rule.nth.is_empty()
            || rule
                .nth
                .iter()
                .any(|&wanted| calendar::nth_covers(wanted, nth)))
}

/// Makes overlapping ranges (first, last, rank, index) disjoint: at each point the lowest rank
/// wins, then the earliest listed.
fn flatten<T: Copy + Ord + std::ops::Add<Output = T> + std::ops::Sub<Output = T> + From<i32>>(
    ranges: Vec<(T, T, i32, u16)>,
) -> Vec<(T, T, u16)> {
    let one = T::from(1);
    let mut events: Vec<(T, bool, i32, u16)> = ranges
        .into_iter()
        .flat_map(|(first, last, rank, index)| {
            [(first, true, rank, index), (last + one, false, rank, index)]
        })
        .collect();
    events.sort_unstable();
    let mut active = BTreeSet::new();
    let mut flat: Vec<(T, T, u16)> = Vec::new();
    let mut from: Option<T> = None;
    let mut i = 0;
    while i < events.len() {
        let at = events[i].0;
        if let (Some(from), Some(&(_, index))) = (from, active.first()) {
            match flat.last_mut() {
                Some(last) if last.2 == index && last.1 + one == from => last.1 = at - one,
                _ => flat.push((from, at - one, index)),
            }
        }
        while i < events.len() && events[i].0 == at {
            let (_, begins, rank, index) = events[i];
            if begins {
                active.insert((rank, index));
            } else {
                active.remove(&(rank, index));
            }
            i += 1;
        }
        from = Some(at);
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_range_wins_and_the_earlier_listed_breaks_a_tie() {
        let ranges = vec![(0, 20, 20, 0), (5, 10, 5, 1), (8, 13, 5, 2), (10, 10, 0, 3)];
        assert_eq!(
            flatten(ranges),
            [(0, 4, 0), (5, 9, 1), (10, 10, 3), (11, 13, 2), (14, 20, 0)]
        );
        assert_eq!(
            flatten(vec![(0_i64, 4, 0, 0), (2, 9, 0, 1)]),
            [(0, 4, 0), (5, 9, 1)]
        );
        assert_eq!(flatten::<i32>(Vec::new()), []);
    }
}
