//! The compiled schedule and its two questions: what is the state, and when does it change?
//!
//! Most instants are calm: no clock change is near, local time is plain arithmetic, and only the
//! plans of the date and of the night before matter. Near a clock change every span that could
//! reach the instant is placed on the instant line by itself and looked at exactly. Both roads
//! give the same answers; the tests hold them against a minute-by-minute oracle.

use chrono::{DateTime, Utc};

use super::answer::{Reason, ReasonKind, RuleSet, StateAnswer};
use super::calendar::{self, DAY_SECONDS, Day};
use super::holidays::{self, KEYS};
use super::plan::{NO_RULE, Plan, Segment, State};
use super::schedule::{HolidayKey, Mode};
use super::zone::Zone;

/// What a holiday does to its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HolidayAction {
    Plan(u16),
    Normal,
    AsSunday,
}

/// The plans of a week: one a weekday, or one a weekday and case when rules have conditions.
#[derive(Clone, Debug)]
pub(crate) struct Week {
    pub plans: Box<[u16]>,
    /// The plan of a weekday that is the same in all cases.
    plain: [Option<u16>; 7],
}

impl Week {
    /// See [`calendar::nth_case`].
    pub const NTH_CASES: usize = 6;
    /// Odd week or not, times the case of the nth weekday.
    pub const CASES: usize = 2 * Self::NTH_CASES;

    /// The plan of a weekday, when no condition changes it.
    #[inline]
    fn plain(&self, weekday: usize) -> Option<u16> {
        self.plain[weekday]
    }

    fn plan(&self, day: Day, civil: (i32, u32, u32), weekday: usize) -> u16 {
        if let Some(plan) = self.plain[weekday] {
            return plan;
        }
        let nth = calendar::nth_case(civil.0, civil.1, civil.2);
        let case = if calendar::odd_iso_week(day) {
            nth + Self::NTH_CASES
        } else {
            nth
        };
        self.plans[case * 7 + weekday]
    }

    /// `plans` holds seven plans, or seven for each case.
    pub fn new(plans: Vec<u16>) -> Self {
        let plain = std::array::from_fn(|weekday| {
            let mut cases = plans.iter().skip(weekday).step_by(7);
            let first = cases.next().copied();
            first.filter(|first| cases.all(|plan| plan == first))
        });
        Self {
            plans: plans.into(),
            plain,
        }
    }
}

/// What the compiler hands over.
pub(crate) struct Parts {
    pub mode: Mode,
    pub zone: &'static Zone,
    pub plans: Vec<Plan>,
    pub every_day: Option<u16>,
    pub weeks: Vec<Week>,
    pub recurring: Vec<u8>,
    pub dated: Vec<(Day, Day, u16)>,
    pub holidays_matter: bool,
    pub policy: HolidayAction,
    pub actions: [Option<(u16, HolidayAction)>; KEYS],
    pub exceptions: Vec<(Day, Day, u16, u16)>,
    pub listed: Vec<(Day, Day, u16, u16)>,
    pub closures: Vec<(i64, i64, u16)>,
}

/// A schedule that answers.
#[derive(Debug)]
pub struct CompiledSchedule {
    mode: Mode,
    pub(super) zone: &'static Zone,
    plans: Box<[Plan]>,
    every_day: Option<u16>,
    /// The base week, then one a season.
    weeks: Box<[Week]>,
    /// Season number + 1 for each month and day; empty when there is none.
    recurring: Box<[u8]>,
    /// Dated seasons, disjoint and sorted: first date, last date, season.
    dated: Box<[(Day, Day, u16)]>,
    holidays_matter: bool,
    policy: HolidayAction,
    actions: [Option<(u16, HolidayAction)>; KEYS],
    /// Disjoint and sorted: first date, last date, exception, plan.
    exceptions: Box<[(Day, Day, u16, u16)]>,
    /// The same as they were listed, overlaps and all.
    listed: Box<[(Day, Day, u16, u16)]>,
    /// Disjoint and sorted: start, end, closure.
    pub(super) closures: Box<[(i64, i64, u16)]>,
    /// Whether any plan runs past midnight.
    pub(super) tails: bool,
    /// The state all plans have at all times, whichever follows which.
    pub(super) uniform: Option<State>,
    /// The answer that holds at every instant, when there is only one.
    pub(super) fixed: Option<StateAnswer>,
}

/// Who chose a date's plan.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chosen {
    pub plan: u16,
    pub kind: ReasonKind,
    pub index: Option<u16>,
    pub holiday: Option<HolidayKey>,
}

impl CompiledSchedule {
    pub(crate) fn assemble(parts: Parts) -> Self {
        let Parts {
            mode,
            zone,
            plans,
            every_day,
            weeks,
            recurring,
            dated,
            holidays_matter,
            policy,
            actions,
            exceptions,
            listed,
            closures,
        } = parts;
        let mut schedule = Self {
            mode,
            zone,
            tails: false,
            uniform: None,
            fixed: None,
            plans: plans.into(),
            every_day,
            weeks: weeks.into(),
            recurring: recurring.into(),
            dated: dated.into(),
            holidays_matter,
            policy,
            actions,
            exceptions: exceptions.into(),
            listed: listed.into(),
            closures: closures.into(),
        };
        if schedule.recurring.iter().all(|&season| season == 0) {
            schedule.recurring = Box::default();
        }
        schedule.fixed = match mode {
            Mode::NotStated => Some((State::Unknown, ReasonKind::NotStated)),
            Mode::Always => Some((State::Open, ReasonKind::Always)),
            Mode::AppointmentOnly => Some((State::Appointment, ReasonKind::AppointmentOnly)),
            Mode::Scheduled => None,
        }
        .filter(|_| schedule.exceptions.is_empty() && schedule.closures.is_empty())
        .map(|(state, kind)| StateAnswer {
            state,
            reason: Reason::of(kind),
        });
        let used = schedule.used_plans();
        schedule.tails = used
            .iter()
            .any(|&plan| !schedule.plans[usize::from(plan)].tail().is_empty());
        schedule.uniform = schedule.uniform_state(&used);
        schedule
    }

    fn used_plans(&self) -> Vec<u16> {
        let mut used: Vec<u16> = self.every_day.into_iter().collect();
        used.extend(
            self.weeks
                .iter()
                .flat_map(|week| week.plans.iter().copied()),
        );
        used.extend(self.exceptions.iter().map(|exception| exception.3));
        if self.holidays_matter {
            let actions = self
                .actions
                .iter()
                .flatten()
                .map(|(_, action)| *action)
                .chain([self.policy]);
            used.extend(actions.filter_map(|action| match action {
                HolidayAction::Plan(plan) => Some(plan),
                HolidayAction::Normal | HolidayAction::AsSunday => None,
            }));
        }
        used.sort_unstable();
        used.dedup();
        used
    }

    /// The one state of a plan set in which any plan may follow any other. Many different plans
    /// are not worth trying: the search for a change is bounded anyway.
    fn uniform_state(&self, used: &[u16]) -> Option<State> {
        if used.len() > 12 {
            return None;
        }
        let mut uniform = None;
        for &plan in used {
            for &before in used {
                let state = self.plans[usize::from(plan)]
                    .uniform_after(&self.plans[usize::from(before)])?;
                if *uniform.get_or_insert(state) != state {
                    return None;
                }
            }
        }
        uniform
    }

    /// The clock it is told on.
    #[must_use]
    pub const fn zone(&self) -> &'static Zone {
        self.zone
    }

    /// What kind of hours it has.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    pub(crate) fn plan_number(&self, number: u16) -> &Plan {
        &self.plans[usize::from(number)]
    }

    pub(crate) fn closures(&self) -> &[(i64, i64, u16)] {
        &self.closures
    }

    /// The first that applies: exception, every day alike, holiday, dated season, recurring
    /// season, base week.
    pub(crate) fn choose(&self, day: Day) -> Chosen {
        if let Some(&(_, _, index, plan)) = find(&self.exceptions, day, |e| (e.0, e.1)) {
            return Chosen {
                plan,
                kind: ReasonKind::Exception,
                index: Some(index),
                holiday: None,
            };
        }
        self.choose_undated(day)
    }

    fn choose_undated(&self, day: Day) -> Chosen {
        if let Some(plan) = self.every_day {
            let kind = if self.mode == Mode::Always {
                ReasonKind::Always
            } else {
                ReasonKind::AppointmentOnly
            };
            return Chosen {
                plan,
                kind,
                index: None,
                holiday: None,
            };
        }
        let mut weekday = calendar::weekday(day);
        // Most dates of most schedules need no calendar at all.
        if !self.holidays_matter
            && self.recurring.is_empty()
            && self.dated.is_empty()
            && let Some(plan) = self.weeks[0].plain(weekday)
        {
            return Chosen {
                plan,
                kind: ReasonKind::Weekly,
                index: None,
                holiday: None,
            };
        }
        let civil = calendar::civil(day);
        let mut sunday = None;
        if self.holidays_matter
            && let Some((key, index, action)) = self.holiday(day, civil)
        {
            match action {
                HolidayAction::Plan(plan) => {
                    return Chosen {
                        plan,
                        kind: ReasonKind::Holiday,
                        index,
                        holiday: Some(key),
                    };
                }
                HolidayAction::Normal => {}
                HolidayAction::AsSunday => {
                    weekday = 6;
                    sunday = Some((key, index));
                }
            }
        }
        let season = self.season(day, civil);
        let (kind, index) = season.map_or((ReasonKind::Weekly, None), |season| {
            (ReasonKind::Season, Some(season))
        });
        let plan = self.weeks[season.map_or(0, |season| usize::from(season) + 1)]
            .plan(day, civil, weekday);
        match sunday {
            Some((key, index)) => Chosen {
                plan,
                kind: ReasonKind::Holiday,
                index,
                holiday: Some(key),
            },
            None => Chosen {
                plan,
                kind,
                index,
                holiday: None,
            },
        }
    }

    /// The season of a date: a dated one before a recurring one.
    #[inline]
    pub(super) fn season(&self, day: Day, civil: (i32, u32, u32)) -> Option<u16> {
        match find(&self.dated, day, |s| (s.0, s.1)) {
            Some(&(_, _, season)) => Some(season),
            None if self.recurring.is_empty() => None,
            None => u16::from(self.recurring[calendar::month_day(civil.1, civil.2)]).checked_sub(1),
        }
    }

    /// The holiday of a date that has a say. Of two, the overridden one; of two overridden ones,
    /// the earlier listed.
    #[inline]
    fn holiday(
        &self,
        day: Day,
        civil: (i32, u32, u32),
    ) -> Option<(HolidayKey, Option<u16>, HolidayAction)> {
        let keys = holidays::keys_on(day, civil.0, civil.1, civil.2);
        if keys == [None, None] {
            return None;
        }
        let overridden = keys
            .into_iter()
            .flatten()
            .filter_map(|key| self.actions[key.index()].map(|(index, action)| (index, key, action)))
            .min_by_key(|(index, _, _)| *index);
        if let Some((index, key, action)) = overridden {
            return Some((key, Some(index), action));
        }
        keys.into_iter()
            .flatten()
            .find(|key| !key.is_eve())
            .map(|key| (key, None, self.policy))
    }

    /// Whether it is open at all times, whatever its mode.
    #[must_use]
    pub fn never_closes(&self) -> bool {
        let open = self.fixed.is_some_and(|answer| answer.state == State::Open)
            || self.uniform == Some(State::Open);
        open && self.closures.is_empty()
    }

    /// Disjoint stretches of dates on which an exception has the last word.
    pub(crate) fn exception_days(&self) -> impl Iterator<Item = (Day, Day, u16)> + '_ {
        self.exceptions
            .iter()
            .map(|&(from, to, index, _)| (from, to, index))
    }

    /// Whether a date would have other hours without an exception.
    pub(crate) fn exception_matters(&self, day: Day, index: u16) -> bool {
        let with = self.choose(day).plan;
        let without = self
            .listed
            .iter()
            .filter(|listed| listed.2 != index && (listed.0..=listed.1).contains(&day))
            .min_by_key(|listed| (listed.1 - listed.0, listed.2))
            .map_or_else(|| self.choose_undated(day).plan, |listed| listed.3);
        !self.plan_number(with).same_hours(self.plan_number(without))
    }

    /// Whether nothing is open or by appointment between two instants, closures aside.
    pub(crate) fn planned_closed(&self, from: i64, to: i64) -> bool {
        self.mode != Mode::NotStated
            && self.planned(from).state == State::Closed
            && self.next_planned(from, to - 1).is_none()
    }

    /// What decided the plan of a date as a whole.
    pub(crate) fn day_reason(&self, day: Day) -> Reason {
        if self.mode == Mode::NotStated {
            return Reason::of(ReasonKind::NotStated);
        }
        let chosen = self.choose(day);
        self.answer(None, &chosen, day).reason
    }

    pub(super) fn plan_on(&self, day: Day) -> &Plan {
        &self.plans[usize::from(self.choose(day).plan)]
    }

    fn answer(&self, segment: Option<&Segment>, chosen: &Chosen, day: Day) -> StateAnswer {
        let (state, rule) = segment.map_or((State::Closed, NO_RULE), |segment| {
            (segment.state, segment.rule)
        });
        let reason = Reason {
            kind: chosen.kind,
            index: chosen.index,
            rule: Some(rule).filter(|&rule| rule != NO_RULE),
            rules: RuleSet::default(),
            holiday: chosen.holiday,
            date: Some(calendar::to_date(day)),
        };
        StateAnswer { state, reason }
    }

    /// The state at an instant, and what decided it.
    #[must_use]
    pub fn state_at(&self, at: DateTime<Utc>) -> StateAnswer {
        if let Some(fixed) = self.fixed {
            return fixed;
        }
        let instant = at.timestamp();
        let planned = self.planned(instant);
        if planned.state != State::Closed
            && let Some(index) = self.closure_at(instant)
        {
            let date = Some(calendar::to_date(self.zone.day(instant)));
            let reason = Reason {
                index: Some(index),
                date,
                ..Reason::of(ReasonKind::Closure)
            };
            return StateAnswer {
                state: State::Closed,
                reason,
            };
        }
        planned
    }

    /// The state before closures.
    pub(super) fn planned(&self, instant: i64) -> StateAnswer {
        let calm = self.zone.calm_at(instant);
        let local = instant + calm.offset;
        let day = local.div_euclid(DAY_SECONDS) as Day;
        if !calm.holds(instant) {
            return self.planned_exactly(instant, day);
        }
        let minute = (local.rem_euclid(DAY_SECONDS) / 60) as u16;
        let chosen = self.choose(day);
        let own = self.plans[usize::from(chosen.plan)].at(minute);
        if self.tails && own.state != State::Open {
            let before = self.choose(day - 1);
            if let Some(tail) = self.plans[usize::from(before.plan)].tail_at(minute)
                && tail.state > own.state
            {
                return self.answer(Some(tail), &before, day - 1);
            }
        }
        self.answer(Some(own), &chosen, day)
    }

    /// The state alone: what the search for a change asks again and again.
    pub(super) fn planned_state(&self, instant: i64) -> State {
        let calm = self.zone.calm_at(instant);
        let local = instant + calm.offset;
        let day = local.div_euclid(DAY_SECONDS) as Day;
        if !calm.holds(instant) {
            return self.planned_exactly(instant, day).state;
        }
        let minute = (local.rem_euclid(DAY_SECONDS) / 60) as u16;
        let own = self.plan_on(day).at(minute).state;
        if !self.tails || own == State::Open {
            return own;
        }
        self.plan_on(day - 1)
            .tail_at(minute)
            .map_or(own, |tail| tail.state.max(own))
    }

    /// As above, each span placed on the instant line by itself.
    fn planned_exactly(&self, instant: i64, day: Day) -> StateAnswer {
        let today = self.choose(day);
        let mut best = self.answer(None, &today, day);
        let mut best_date = day;
        for date in [day, day - 1, day + 1, day - 2] {
            let chosen = self.choose(date);
            for span in &self.plans[usize::from(chosen.plan)].spans {
                let earlier =
                    date == best_date && best.reason.rule.is_some_and(|rule| span.rule < rule);
                let better = span.state > best.state || (span.state == best.state && earlier);
                let covers = || {
                    self.zone.instant_of(date, span.start) <= instant
                        && instant < self.zone.instant_of(date, span.end)
                };
                if better && covers() {
                    (best, best_date) = (self.answer(Some(span), &chosen, date), date);
                }
            }
        }
        best
    }

    fn closure_at(&self, instant: i64) -> Option<u16> {
        find(&self.closures, instant, |closure| {
            (closure.0, closure.1 - 1)
        })
        .map(|closure| closure.2)
    }

    pub(super) fn state_of(&self, instant: i64) -> State {
        let planned = self.planned_state(instant);
        if planned != State::Closed && self.closure_at(instant).is_some() {
            State::Closed
        } else {
            planned
        }
    }
}

/// The range of a sorted, disjoint list that a point is in; both ends included.
#[inline]
fn find<T, K: Ord + Copy>(list: &[T], point: K, range: impl Fn(&T) -> (K, K)) -> Option<&T> {
    if list.is_empty() {
        return None;
    }
    let i = list.partition_point(|item| range(item).1 < point);
    list.get(i).filter(|item| range(item).0 <= point)
}
