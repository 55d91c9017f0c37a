//! The next change of state: where the engine looks, and how it skips what cannot change.
//!
//! Calm time is gone through date by date, plan by plan; near a clock change from edge to edge.
//! The same state on both sides of an edge is no change: adjoining spans merge.

use chrono::{DateTime, Utc};

use super::answer::Change;
use super::calendar::{DAY_MINUTES, DAY_SECONDS, Day};
use super::engine::CompiledSchedule;
use super::limits;
use super::plan::{Plan, Segment, State};
use super::zone::Calm;

impl CompiledSchedule {
    /// The next change of state after an instant, within 400 days.
    #[must_use]
    pub fn next_change(&self, after: DateTime<Utc>) -> Option<Change> {
        if self.fixed.is_some() || (self.uniform.is_some() && self.closures.is_empty()) {
            return None;
        }
        let start = after.timestamp();
        let limit = start.saturating_add(limits::HORIZON_DAYS * DAY_SECONDS);
        let (at, state) = if self.closures.is_empty() {
            self.next_planned(start, limit)?
        } else {
            self.next_with_closures(start, limit)?
        };
        DateTime::from_timestamp(at, 0).map(|at| Change { at, state })
    }

    fn next_with_closures(&self, start: i64, limit: i64) -> Option<(i64, State)> {
        let state = self.state_of(start);
        let mut position = start;
        // The next planned change, kept while closures come and go before it.
        let mut planned = i64::MIN;
        while position <= limit {
            let i = self
                .closures
                .partition_point(|closure| closure.1 <= position);
            position = match self.closures.get(i) {
                // Inside a closure nothing shows until it ends.
                Some(&(from, to, _)) if from <= position => to,
                closure => {
                    if planned <= position {
                        planned = self
                            .next_planned(position, limit)
                            .map_or(i64::MAX, |(at, _)| at);
                    }
                    closure.map_or(i64::MAX, |closure| closure.0).min(planned)
                }
            };
            if position > limit {
                return None;
            }
            let now = self.state_of(position);
            if now != state {
                return Some((position, now));
            }
        }
        None
    }

    /// The next change of the planned state after an instant, closures aside.
    pub(super) fn next_planned(&self, after: i64, limit: i64) -> Option<(i64, State)> {
        if self.uniform.is_some() {
            return None;
        }
        let state = self.planned_state(after);
        let mut position = after;
        while position <= limit {
            let calm = self.zone.calm_at(position);
            position = if calm.holds(position) {
                match self.next_calm(position, limit, state, calm) {
                    Ok(change) => return Some(change).filter(|change| change.0 <= limit),
                    Err(reached) => reached,
                }
            } else {
                self.next_edge_exactly(position)
            };
            let now = self.planned_state(position);
            if now != state {
                return Some((position, now)).filter(|change| change.0 <= limit);
            }
        }
        None
    }

    /// Goes date by date through calm time; gives the change, or how far it got without one.
    fn next_calm(
        &self,
        after: i64,
        limit: i64,
        state: State,
        calm: Calm,
    ) -> Result<(i64, State), i64> {
        let local = after + calm.offset;
        let mut day = local.div_euclid(DAY_SECONDS) as Day;
        let mut from = (local.rem_euclid(DAY_SECONDS) / 60) as u16 + 1;
        let mut before = self.tails.then(|| self.plan_on(day - 1));
        let stop = calm.until.min(limit.saturating_add(1));
        loop {
            let midnight = i64::from(day) * DAY_SECONDS - calm.offset;
            if midnight >= stop {
                return Err(stop);
            }
            let plan = self.plan_on(day);
            if let Some((minute, now)) = first_change(plan, before, from, state) {
                let change = midnight + i64::from(minute) * 60;
                // At the edge of calm time the exact road takes over.
                return if change < stop {
                    Ok((change, now))
                } else {
                    Err(stop)
                };
            }
            before = before.map(|_| plan);
            from = 0;
            day += 1;
        }
    }

    /// The next edge of any span near a clock change, or a point up to which there is none.
    fn next_edge_exactly(&self, after: i64) -> i64 {
        let day = self.zone.day(after);
        let mut next = self.zone.instant_of(day + 2, 0).max(after + 1);
        for date in day - 2..=day + 2 {
            for span in &self.plan_on(date).spans {
                let (start, end) = (
                    self.zone.instant_of(date, span.start),
                    self.zone.instant_of(date, span.end),
                );
                if start < end {
                    next = [start, end]
                        .into_iter()
                        .filter(|&edge| edge > after)
                        .fold(next, i64::min);
                }
            }
        }
        next
    }
}

/// The first minute from `from` on at which a date's state is another one.
#[inline]
fn first_change(
    plan: &Plan,
    before: Option<&Plan>,
    from: u16,
    state: State,
) -> Option<(u16, State)> {
    let tail = before.map_or(&[] as &[Segment], Plan::tail);
    let Some(before) = before.filter(|_| !tail.is_empty()) else {
        let own = plan.own();
        let mut i = own.iter().position(|segment| segment.end > from)?;
        // A segment that has begun already is the present one.
        if own[i].start < from {
            i += 1;
        }
        return own[i..]
            .iter()
            .find(|segment| segment.state != state)
            .map(|segment| (segment.start, segment.state));
    };
    let mut minute = from;
    while minute < DAY_MINUTES {
        let own = plan.at(minute);
        let left = before.tail_at(minute);
        let now = own
            .state
            .max(left.map_or(State::Closed, |segment| segment.state));
        if now != state {
            return Some((minute, now));
        }
        let next_tail = tail
            .iter()
            .flat_map(|segment| [segment.start - DAY_MINUTES, segment.end - DAY_MINUTES])
            .find(|&edge| edge > minute)
            .unwrap_or(DAY_MINUTES);
        minute = own.end.min(next_tail);
    }
    None
}
