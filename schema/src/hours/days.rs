//! Hours resolved date by date: what a calendar, a strip of days or an export shows.
//!
//! A span is listed on the date it starts on, also when it ends the next day; closures are
//! already taken away. Times are given both as instants and as minutes of the date's own clock.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Utc};

use super::answer::{Reason, ReasonKind, RuleSet};
use super::calendar::{self, DAY_MINUTES, DAY_SECONDS, Day};
use super::engine::CompiledSchedule;
use super::holidays;
use super::limits;
use super::plan::{NO_RULE, Segment, State};
use super::schedule::{HolidayChoice, HolidayKey, HolidayRule, Mode, Schedule, Weekday};
use crate::text::LocalizedText;

/// A span on a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaySpan {
    /// First instant, on the schedule's clock.
    pub start: DateTime<FixedOffset>,
    /// End, not included.
    pub end: DateTime<FixedOffset>,
    /// Clock reading at the start, in minutes after the date's midnight.
    pub start_minute: i32,
    /// Clock reading at the end; over 1440 on the next date.
    pub end_minute: i32,
    /// Open or by appointment.
    pub state: State,
    /// The rule or span of the document it comes from.
    pub rule: Option<u16>,
}

/// One date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayHours {
    /// The date.
    pub date: NaiveDate,
    /// Its weekday.
    pub weekday: Weekday,
    /// Its holidays and eves, whether or not they have a say.
    pub holidays: Vec<HolidayKey>,
    /// The most open state of the date: closed only when it is known to be.
    pub state: State,
    /// What decided the date's plan.
    pub reason: Reason,
    /// Spans that start on it, in order.
    pub spans: Vec<DaySpan>,
    /// Closures that took something away.
    pub closures: Vec<u16>,
}

impl CompiledSchedule {
    /// The hours of each date, both ends included; at most 400 dates.
    #[must_use]
    pub fn days(&self, from: NaiveDate, to: NaiveDate) -> Vec<DayHours> {
        let first = calendar::from_date(from);
        let last =
            calendar::from_date(to).min(first.saturating_add(limits::HORIZON_DAYS as i32 - 1));
        (first..=last).map(|day| self.day(day)).collect()
    }

    /// The hours of the date of an instant and the dates after it: the strip of a preview.
    #[must_use]
    pub fn next_days(&self, at: DateTime<Utc>, count: u16) -> Vec<DayHours> {
        let first = self.zone().day(at.timestamp());
        let count = i32::from(count).min(limits::HORIZON_DAYS as i32);
        (first..first + count).map(|day| self.day(day)).collect()
    }

    /// The local date of an instant.
    #[must_use]
    pub fn local_date(&self, at: DateTime<Utc>) -> NaiveDate {
        calendar::to_date(self.zone().day(at.timestamp()))
    }

    /// What the editor wrote about a span of a date: the note of its weekly rule. `schedule` must be what this was compiled from, and
    /// `day` what it answered.
    #[must_use]
    pub fn note<'a>(
        &self,
        schedule: &'a Schedule,
        day: &DayHours,
        span: &DaySpan,
    ) -> Option<&'a LocalizedText> {
        let (holidays, index) = (&schedule.holidays, day.reason.index.map(usize::from));
        let season = match (day.reason.kind, index) {
            (ReasonKind::Weekly, _) => None,
            (ReasonKind::Season, season) => season,
            (ReasonKind::Holiday, choice) => {
                let as_sunday = match choice {
                    Some(i) => holidays.overrides.get(i)?.choice == HolidayChoice::AsSunday,
                    None => holidays.rule == HolidayRule::AsSunday,
                };
                let number = calendar::from_date(day.date);
                as_sunday
                    .then(|| self.season(number, calendar::civil(number)))?
                    .map(usize::from)
            }
            _ => return None,
        };
        let rules = match season {
            Some(season) => &schedule.seasons.get(season)?.rules,
            None => &schedule.weekly,
        };
        let note = &rules.get(usize::from(span.rule?))?.note;
        Some(note).filter(|note| !note.is_empty())
    }

    fn day(&self, day: Day) -> DayHours {
        let date = calendar::to_date(day);
        // A zone that crossed the date line left a date out (Samoa, 30 December 2011): it has no hours.
        let lived = [0, 1439].map(|minute| self.zone().day(self.zone().instant_of(day, minute)));
        let chosen = if self.mode() == Mode::NotStated || !lived.contains(&day) {
            None
        } else {
            Some(self.choose(day))
        };
        let mut spans = Vec::new();
        let mut closures = Vec::new();
        let mut reason = self.day_reason(day);
        if let Some(chosen) = &chosen {
            let plan = self.plan_number(chosen.plan);
            let open = plan.own().iter().chain(plan.tail());
            reason.rules = open
                .map(|segment| segment.rule)
                .filter(|&rule| rule != NO_RULE)
                .collect();
            let at = |minute| self.zone().instant_of(day, minute);
            let placed = if self.zone().calm_at(at(0)).holds(at(2 * DAY_MINUTES - 1)) {
                merged(plan.own().iter().chain(plan.tail()), at)
            } else {
                // What the spring gap swallows or moves is known only of each span as it was written.
                disjoint(plan.spans.iter(), at)
            };
            for (from, to, state, rule) in placed {
                self.cut(day, from, to, state, rule, &mut spans, &mut closures);
            }
        }
        if spans.is_empty() {
            // Planned and then taken away: nothing opens it.
            reason.rules = RuleSet::default();
        }
        reason.rule = reason.rules.only();
        let state = match self.mode() {
            Mode::NotStated => State::Unknown,
            _ => spans
                .iter()
                .map(|span| span.state)
                .max()
                .unwrap_or(State::Closed),
        };
        DayHours {
            date,
            weekday: Weekday::from_index(calendar::weekday(day)),
            holidays: holidays::on(date).collect(),
            state,
            reason,
            spans,
            closures,
        }
    }

    /// Adds a span without what closures take of it.
    #[expect(
        clippy::too_many_arguments,
        reason = "one step of the loop above, named for what it does"
    )]
    fn cut(
        &self,
        day: Day,
        from: i64,
        to: i64,
        state: State,
        rule: u16,
        spans: &mut Vec<DaySpan>,
        taken: &mut Vec<u16>,
    ) {
        let mut from = from;
        let first = self.closures().partition_point(|closure| closure.1 <= from);
        for &(start, end, index) in self.closures()[first..]
            .iter()
            .take_while(|closure| closure.0 < to)
        {
            if !taken.contains(&index) {
                taken.push(index);
            }
            self.push(day, from, start, state, rule, spans);
            from = from.max(end);
        }
        self.push(day, from, to, state, rule, spans);
    }

    fn push(
        &self,
        day: Day,
        from: i64,
        to: i64,
        state: State,
        rule: u16,
        spans: &mut Vec<DaySpan>,
    ) {
        if from >= to {
            return;
        }
        let minute = |instant: i64| {
            ((self.zone().local(instant) - i64::from(day) * DAY_SECONDS) / 60) as i32
        };
        // The reading just before the end, plus the rest: an end at the fold reads as the clock did.
        let end_minute = minute(to - 60) + 1;
        let rule = Some(rule).filter(|&rule| rule != NO_RULE);
        spans.push(DaySpan {
            start: self.shown(from),
            end: self.shown(to),
            start_minute: minute(from),
            end_minute,
            state,
            rule,
        });
    }

    /// An instant on the schedule's clock.
    fn shown(&self, instant: i64) -> DateTime<FixedOffset> {
        let offset = FixedOffset::east_opt(self.zone().offset_at(instant)).unwrap_or(UTC);
        offset
            .timestamp_opt(instant, 0)
            .single()
            .unwrap_or_default()
    }
}

/// A span on the instant line: start, end, state and rule.
type Placed = (i64, i64, State, u16);

/// A plan without overlaps, on the instant line: what follows at once in the same state is one span.
fn merged<'a>(segments: impl Iterator<Item = &'a Segment>, at: impl Fn(u16) -> i64) -> Vec<Placed> {
    joined(
        segments
            .filter(|segment| segment.state != State::Closed)
            .map(|segment| {
                (
                    at(segment.start),
                    at(segment.end),
                    segment.state,
                    segment.rule,
                )
            }),
    )
}

/// Spans that may meet on the instant line, as when the spring gap moves one onto another: the more open has the time.
fn disjoint<'a>(spans: impl Iterator<Item = &'a Segment>, at: impl Fn(u16) -> i64) -> Vec<Placed> {
    let mut spans: Vec<Placed> = spans
        .map(|span| (at(span.start), at(span.end), span.state, span.rule))
        .collect();
    spans.sort_by_key(|span| (std::cmp::Reverse(span.2), span.0));
    let mut placed: Vec<Placed> = Vec::with_capacity(spans.len());
    for (mut from, to, state, rule) in spans {
        let mut pieces = Vec::new();
        for &(start, end, ..) in placed.iter().filter(|known| known.0 < to) {
            pieces.push((from, start.max(from), state, rule));
            from = from.max(end);
        }
        pieces.push((from, to, state, rule));
        placed.extend(pieces.into_iter().filter(|piece| piece.0 < piece.1));
        placed.sort_unstable_by_key(|span| span.0);
    }
    joined(placed.into_iter())
}

fn joined(spans: impl Iterator<Item = Placed>) -> Vec<Placed> {
    let mut joined: Vec<Placed> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if last.1 == span.0 && last.2 == span.2 => last.1 = span.1,
            _ => joined.push(span),
        }
    }
    joined
}

const UTC: FixedOffset = match FixedOffset::east_opt(0) {
    Some(offset) => offset,
    None => unreachable!(),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::{Closure, Schedule, WeeklyRule, compile};

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn nights() -> Schedule {
        let rule = WeeklyRule {
            days: Weekday::ALL.to_vec(),
            start: "22:00".into(),
            duration_minutes: 480,
            ..WeeklyRule::default()
        };
        Schedule::of_week(vec![rule])
    }

    #[test]
    fn a_night_stands_on_the_date_it_starts_and_is_as_long_as_it_is() {
        let mut schedule = nights();
        schedule.holidays.rule = crate::hours::HolidayRule::Normal;
        let days = compile(&schedule)
            .unwrap()
            .days(date("2026-03-28"), date("2026-03-29"));
        let span = &days[0].spans[0];
        assert_eq!((span.start_minute, span.end_minute), (1320, 1800));
        assert_eq!((span.end - span.start).num_hours(), 7);
        assert_eq!(days.len(), 2);
        let autumn = compile(&schedule)
            .unwrap()
            .days(date("2026-10-24"), date("2026-10-24"));
        assert_eq!(
            (autumn[0].spans[0].end - autumn[0].spans[0].start).num_hours(),
            9
        );
    }

    #[test]
    fn what_the_spring_gap_moves_does_not_hide_what_it_meets() {
        let lasting = |start: &str, duration_minutes, state| crate::hours::Span {
            start: start.into(),
            duration_minutes,
            state,
        };
        let span = |start: &str, state| lasting(start, 30, state);
        use crate::hours::RuleState::{Appointment, Open};
        let minutes = |spans| {
            let schedule = Schedule {
                mode: Mode::Scheduled,
                exceptions: vec![crate::hours::DatedException {
                    from: "2026-03-29".into(),
                    to: "2026-03-29".into(),
                    spans,
                    ..Default::default()
                }],
                ..Schedule::default()
            };
            compile(&schedule)
                .unwrap()
                .days(date("2026-03-29"), date("2026-03-29"))[0]
                .spans
                .iter()
                .map(|span| (span.start_minute, span.end_minute, span.state))
                .collect::<Vec<_>>()
        };
        // 02.10–02.40 is 03.10–03.40 on this date.
        assert_eq!(
            minutes(vec![span("02:10", Open), span("03:00", Open)]),
            [(180, 220, State::Open)]
        );
        assert_eq!(
            minutes(vec![span("02:10", Appointment), span("03:00", Open)]),
            [(180, 210, State::Open), (210, 220, State::Appointment)]
        );
        // 02.17–03.17 is 03.17–03.17 on this date: nothing is left of it, whatever else is open.
        assert_eq!(
            minutes(vec![
                lasting("02:17", 60, Appointment),
                lasting("01:44", 76, Open)
            ]),
            [(104, 120, State::Open)]
        );
    }

    #[test]
    fn a_closure_splits_what_it_cuts() {
        let schedule = Schedule {
            closures: vec![Closure {
                from: "2026-11-25T02:00".into(),
                to: "2026-11-25T04:00".into(),
                ..Closure::default()
            }],
            ..Schedule::always()
        };
        let days = compile(&schedule)
            .unwrap()
            .days(date("2026-11-25"), date("2026-11-26"));
        let minutes: Vec<_> = days[0]
            .spans
            .iter()
            .map(|s| (s.start_minute, s.end_minute))
            .collect();
        assert_eq!(minutes, [(0, 120), (240, 1440)]);
        assert_eq!(days[0].closures, [0]);
        assert_eq!(days[1].spans.len(), 1);
    }

    #[test]
    fn a_span_has_the_note_of_its_rule_also_on_a_holiday_as_sunday() {
        let rule = |day, start: &str, note: &str| WeeklyRule {
            days: vec![day],
            start: start.into(),
            duration_minutes: 60,
            note: crate::text::LocalizedText::new(note, note, note),
            ..WeeklyRule::default()
        };
        let mut schedule = Schedule::of_week(vec![
            rule(Weekday::Saturday, "08:00", "a"),
            rule(Weekday::Sunday, "12:00", "b"),
        ]);
        schedule.seasons = vec![crate::hours::Season {
            from: "12-01".into(),
            to: "12-31".into(),
            rules: vec![rule(Weekday::Sunday, "10:00", "c")],
            ..Default::default()
        }];
        schedule.holidays.rule = HolidayRule::AsSunday;
        let compiled = compile(&schedule).unwrap();
        let note = |text: &str| {
            let day = &compiled.days(date(text), date(text))[0];
            let note = compiled.note(&schedule, day, &day.spans[0]);
            note.and_then(|note| note.nb.clone())
        };
        assert_eq!(note("2026-11-28").as_deref(), Some("a"));
        assert_eq!(note("2026-12-06").as_deref(), Some("c"));
        assert_eq!(note("2026-12-25").as_deref(), Some("c"), "a Friday");
        assert_eq!(note("2027-01-01").as_deref(), Some("b"), "a Friday");
    }

    #[test]
    fn no_more_than_400_days_and_none_backwards() {
        let schedule = compile(&nights()).unwrap();
        assert_eq!(
            schedule.days(date("2026-01-01"), date("2036-01-01")).len(),
            400
        );
        assert_eq!(
            schedule.days(date("2026-01-02"), date("2026-01-01")).len(),
            0
        );
        let unknown = compile(&Schedule::default())
            .unwrap()
            .days(date("2026-01-01"), date("2026-01-01"));
        assert_eq!(unknown[0].state, State::Unknown);
    }
}
