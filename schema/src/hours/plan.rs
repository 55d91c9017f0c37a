//! A day plan: what one date offers, minute by minute, before any clock is looked at.
//!
//! A plan belongs to the date its spans start on. A span may run past midnight: minutes 1440 to
//! 2879 are the tail it leaves on the next date.

use serde::{Deserialize, Serialize};

use super::calendar::DAY_MINUTES;
use super::schedule::RuleState;

/// What the public meets at an instant.
///
/// The order is the precedence where spans overlap: open beats by appointment beats closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::Enum),
    graphql(name = "OpeningHoursState")
)]
pub enum State {
    /// Closed.
    Closed,
    /// By appointment. Never to be shown as open.
    Appointment,
    /// Open.
    Open,
    /// The hours are not known. Never to be shown as closed.
    Unknown,
}

impl From<RuleState> for State {
    fn from(state: RuleState) -> Self {
        match state {
            RuleState::Open => Self::Open,
            RuleState::Appointment => Self::Appointment,
        }
    }
}

/// No rule: nothing covers this time.
pub(crate) const NO_RULE: u16 = u16::MAX;

/// Minutes `start..end` of a plan, and the rule or span of the document they come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Segment {
    pub start: u16,
    pub end: u16,
    pub state: State,
    pub rule: u16,
}

/// One date's plan.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// The spans as written, overlaps and all, in order of their start.
    pub spans: Box<[Segment]>,
    /// The same without overlaps and without gaps: 0 to 1440, then any tail.
    segments: Box<[Segment]>,
    /// How many of the segments lie before midnight.
    own: usize,
}

impl Plan {
    pub fn new(mut spans: Vec<Segment>) -> Self {
        spans.sort_unstable();
        let last = spans
            .iter()
            .map(|span| span.end)
            .max()
            .unwrap_or(0)
            .max(DAY_MINUTES);
        let mut cuts: Vec<u16> = spans
            .iter()
            .flat_map(|span| [span.start, span.end])
            .chain([0, DAY_MINUTES, last])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut segments: Vec<Segment> = Vec::with_capacity(cuts.len());
        for pair in cuts.windows(2) {
            let (start, end) = (pair[0], pair[1]);
            let best = spans
                .iter()
                .filter(|span| span.start <= start && end <= span.end)
                .max_by_key(|span| (span.state, std::cmp::Reverse(span.rule)));
            let (state, rule) =
                best.map_or((State::Closed, NO_RULE), |span| (span.state, span.rule));
            match segments.last_mut() {
                Some(previous)
                    if previous.state == state && previous.rule == rule && start != DAY_MINUTES =>
                {
                    previous.end = end
                }
                _ => segments.push(Segment {
                    start,
                    end,
                    state,
                    rule,
                }),
            }
        }
        let own = segments
            .iter()
            .filter(|segment| segment.start < DAY_MINUTES)
            .count();
        Self {
            spans: spans.into(),
            segments: segments.into(),
            own,
        }
    }

    /// Minutes 0 to 1440, without a gap.
    #[inline]
    pub fn own(&self) -> &[Segment] {
        &self.segments[..self.own]
    }

    /// What is left on the next date, minutes from 1440.
    #[inline]
    pub fn tail(&self) -> &[Segment] {
        &self.segments[self.own..]
    }

    /// The segment over a minute of the plan's own date.
    #[inline]
    pub fn at(&self, minute: u16) -> &Segment {
        let own = self.own();
        let mut i = own.len() - 1;
        while i > 0 && own[i].start > minute {
            i -= 1;
        }
        &own[i]
    }

    /// The segment over a minute of the date after the plan's own.
    #[inline]
    pub fn tail_at(&self, minute: u16) -> Option<&Segment> {
        let minute = minute + DAY_MINUTES;
        self.tail()
            .iter()
            .find(|segment| segment.start <= minute && minute < segment.end)
    }

    /// Whether the public would see no difference between two plans.
    pub fn same_hours(&self, other: &Self) -> bool {
        self.hours() == other.hours()
    }

    fn hours(&self) -> Vec<(u16, u16, State)> {
        let mut hours: Vec<(u16, u16, State)> = Vec::new();
        for segment in self
            .segments
            .iter()
            .filter(|segment| segment.state != State::Closed)
        {
            match hours.last_mut() {
                Some(last) if last.1 == segment.start && last.2 == segment.state => {
                    last.1 = segment.end
                }
                _ => hours.push((segment.start, segment.end, segment.state)),
            }
        }
        hours
    }

    /// The one state a date with this plan has when the date before it has the other plan, if
    /// it is one state throughout.
    pub fn uniform_after(&self, before: &Self) -> Option<State> {
        let mut uniform = None;
        let cuts = self.own().iter().map(|segment| segment.start);
        let tail_cuts = before
            .tail()
            .iter()
            .flat_map(|segment| [segment.start - DAY_MINUTES, segment.end - DAY_MINUTES]);
        for minute in cuts.chain(tail_cuts).filter(|&minute| minute < DAY_MINUTES) {
            let tail = before
                .tail_at(minute)
                .map_or(State::Closed, |segment| segment.state);
            let state = self.at(minute).state.max(tail);
            if *uniform.get_or_insert(state) != state {
                return None;
            }
        }
        uniform
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u16, end: u16, state: State, rule: u16) -> Segment {
        Segment {
            start,
            end,
            state,
            rule,
        }
    }

    #[test]
    fn open_beats_appointment_and_nothing_is_left_out() {
        let plan = Plan::new(vec![
            span(600, 900, State::Appointment, 0),
            span(660, 720, State::Open, 1),
        ]);
        let states: Vec<_> = plan
            .own()
            .iter()
            .map(|s| (s.start, s.end, s.state))
            .collect();
        assert_eq!(
            states,
            [
                (0, 600, State::Closed),
                (600, 660, State::Appointment),
                (660, 720, State::Open),
                (720, 900, State::Appointment),
                (900, 1440, State::Closed)
            ]
        );
        assert!(plan.tail().is_empty());
    }

    #[test]
    fn a_night_leaves_a_tail() {
        let plan = Plan::new(vec![span(1320, 1800, State::Open, 0)]);
        assert_eq!(plan.at(1439).state, State::Open);
        assert_eq!(plan.tail_at(359).map(|s| s.state), Some(State::Open));
        assert!(plan.tail_at(360).is_none());
    }

    #[test]
    fn round_the_clock_shifts_are_uniform() {
        let shift = Plan::new(vec![span(480, 1920, State::Open, 0)]);
        assert_eq!(shift.uniform_after(&shift), Some(State::Open));
        let office = Plan::new(vec![span(480, 930, State::Open, 0)]);
        assert_eq!(office.uniform_after(&shift), None);
        let closed = Plan::new(Vec::new());
        assert_eq!(closed.uniform_after(&closed), Some(State::Closed));
        assert_eq!(closed.uniform_after(&shift), None);
    }
}
