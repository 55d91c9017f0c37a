//! Until when the hours are settled: told by somebody, rather than left over from another year.
//!
//! A base week and a recurring season hold until somebody says otherwise. Two things do not: a holiday
//! with a choice of its own is to be confirmed each year, and hours that are told for certain dates only are told
//! no longer when those dates are over. The earlier of the two is the answer; with neither there is no known end.

use chrono::{DateTime, Utc};

use super::answer::ReasonKind;
use super::calendar::{self, Day};
use super::engine::CompiledSchedule;
use super::limits::HORIZON_DAYS;
use super::read::{self, SeasonRange};
use super::schedule::{HolidayChoice, Mode, Schedule};

/// The first instant from which the hours are no longer settled, as of an instant: midnight, on the schedule's clock, at the
/// beginning of the first date (from that of `now` on, 400 days ahead) that is a holiday or eve with a choice of its own which nobody has
/// confirmed for its year and which no dated exception decides; or at the end of the last date that has hours, when all hours are told for certain
/// dates only. May lie before `now` when the hours have run out. None: no known end, or nothing that could end.
///
/// `schedule` must be what `compiled` was compiled from.
#[must_use]
pub fn settled_until(
    schedule: &Schedule,
    compiled: &CompiledSchedule,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    if schedule.mode != Mode::Scheduled {
        return None;
    }
    let today = compiled.zone().day(now.timestamp());
    let ends = [
        first_unconfirmed(schedule, compiled, today),
        last_told(schedule).map(|day| day + 1),
    ];
    let day = ends.into_iter().flatten().min()?;
    DateTime::from_timestamp(compiled.zone().instant_of(day, 0), 0)
}

fn first_unconfirmed(schedule: &Schedule, compiled: &CompiledSchedule, today: Day) -> Option<Day> {
    let horizon = today + HORIZON_DAYS as Day;
    let this_year = calendar::civil(today).0;
    let overrides = schedule.holidays.overrides.iter();
    let days = overrides.flat_map(|holiday| {
        (this_year..=this_year + 2)
            .filter(|year| !holiday.confirmed_years.contains(year))
            .map(|year| holiday.key.day_in(year))
    });
    days.filter(|day| (today..horizon).contains(day))
        .filter(|&day| compiled.choose(day).kind != ReasonKind::Exception)
        .min()
}

/// The last date with hours of a schedule that has hours on certain dates only.
fn last_told(schedule: &Schedule) -> Option<Day> {
    let mut last = None;
    for season in schedule
        .seasons
        .iter()
        .filter(|season| !season.rules.is_empty())
    {
        match SeasonRange::read(&season.from, &season.to) {
            Ok(SeasonRange::Dated { to, .. }) => last = last.max(Some(to)),
            _ => return None,
        }
    }
    let holidays = &schedule.holidays.overrides;
    let every_year = holidays
        .iter()
        .any(|holiday| holiday.choice == HolidayChoice::Hours && !holiday.spans.is_empty());
    if every_year || !schedule.weekly.is_empty() {
        return None;
    }
    schedule
        .exceptions
        .iter()
        .filter(|exception| !exception.spans.is_empty())
        .filter_map(|exception| read::date(&exception.to).ok())
        .chain(last)
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::{
        DatedException, HolidayKey, HolidayOverride, Season, Span, Weekday, WeeklyRule, compile,
    };

    fn office() -> Schedule {
        Schedule::of_week(vec![WeeklyRule {
            days: vec![Weekday::Monday],
            start: "08:00".into(),
            duration_minutes: 450,
            ..WeeklyRule::default()
        }])
    }

    fn christmas_eve(confirmed: &[i32]) -> HolidayOverride {
        HolidayOverride {
            key: HolidayKey::ChristmasEve,
            choice: HolidayChoice::Closed,
            confirmed_years: confirmed.to_vec(),
            ..HolidayOverride::default()
        }
    }

    fn exception(date: &str, spans: Vec<Span>) -> DatedException {
        DatedException {
            from: date.into(),
            to: date.into(),
            spans,
            ..DatedException::default()
        }
    }

    fn two_hours() -> Vec<Span> {
        vec![Span {
            start: "10:00".into(),
            duration_minutes: 120,
            ..Span::default()
        }]
    }

    #[track_caller]
    fn until(schedule: &Schedule, now: &str) -> Option<String> {
        let compiled = compile(schedule).unwrap();
        settled_until(schedule, &compiled, now.parse().unwrap()).map(|at| at.to_rfc3339())
    }

    const NOW: &str = "2026-11-25T08:00:00Z";

    #[test]
    fn a_week_holds_until_somebody_says_otherwise() {
        assert_eq!(until(&office(), NOW), None);
        for schedule in [
            Schedule::always(),
            Schedule::appointment_only(),
            Schedule::default(),
        ] {
            assert_eq!(until(&schedule, NOW), None);
        }
    }

    #[test]
    fn a_choice_for_a_holiday_is_to_be_confirmed_each_year() {
        let mut schedule = office();
        schedule.holidays.overrides = vec![christmas_eve(&[2025])];
        let eve = Some("2026-12-23T23:00:00+00:00".to_owned());
        assert_eq!(until(&schedule, NOW), eve);
        // On the day itself it still is not confirmed; the day after, next year's is what comes.
        assert_eq!(until(&schedule, "2026-12-24T12:00:00Z"), eve);
        let next = Some("2027-12-23T23:00:00+00:00".to_owned());
        assert_eq!(until(&schedule, "2026-12-24T23:00:00Z"), next);
        schedule.holidays.overrides = vec![christmas_eve(&[2026])];
        assert_eq!(until(&schedule, NOW), next);
        schedule.holidays.overrides = vec![christmas_eve(&[2026, 2027])];
        assert_eq!(until(&schedule, NOW), None, "2028 is beyond the horizon");
        schedule.holidays.overrides = vec![christmas_eve(&[2027])];
        schedule.exceptions = vec![exception("2026-12-24", Vec::new())];
        assert_eq!(until(&schedule, NOW), None, "a dated exception is told");
    }

    #[test]
    fn hours_on_certain_dates_only_run_out() {
        let mut schedule = Schedule::of_week(Vec::new());
        assert_eq!(until(&schedule, NOW), None, "nothing is open, for good");
        schedule.exceptions = vec![
            exception("2026-12-20", two_hours()),
            exception("2026-12-31", Vec::new()),
        ];
        let over = Some("2026-12-20T23:00:00+00:00".to_owned());
        assert_eq!(until(&schedule, NOW), over);
        assert_eq!(until(&schedule, "2027-03-01T00:00:00Z"), over);
        let season = |from: &str, to: &str| Season {
            from: from.into(),
            to: to.into(),
            rules: office().weekly,
            ..Season::default()
        };
        schedule.seasons = vec![season("2027-01-01", "2027-06-30")];
        assert_eq!(
            until(&schedule, NOW),
            Some("2027-06-30T22:00:00+00:00".to_owned())
        );
        schedule.seasons.push(season("06-01", "08-31"));
        assert_eq!(until(&schedule, NOW), None);
    }
}
