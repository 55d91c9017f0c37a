//! Last year's exceptions as a template for this year's.
//!
//! Choices for holidays hold every year by themselves; exceptions are dated and do not come back. Those that lay on or around a
//! holiday are offered at the same distance from it (the Friday after Ascension Day stays a Friday), long ones, as a summer
//! closing, at the same dates. What stands in the way of one already is not offered again.

use chrono::{Datelike, Days, NaiveDate};

use super::dates;
use crate::hours::holidays;
use crate::hours::schedule::{DatedException, HolidayKey, Schedule};

/// Days from a holiday within which an exception belongs to it.
const NEAR: i64 = 7;
/// Days from which an exception is a closing of its own, whatever holidays are in it.
const LONG: i64 = 7;

/// An exception offered for a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Position of last year's in the document.
    pub source: usize,
    /// The holiday it follows, if it follows one.
    pub holiday: Option<HolidayKey>,
    /// The exception at this year's dates.
    pub exception: DatedException,
}

/// What last year's exceptions would be in a year, as far as that lies ahead.
#[must_use]
pub fn offers(schedule: &Schedule, year: i32, today: NaiveDate) -> Vec<Offer> {
    let known: Vec<_> = schedule.exceptions.iter().map(dates).collect();
    let mut offers: Vec<(NaiveDate, Offer)> = Vec::new();
    for (source, range) in known.iter().enumerate() {
        let Some((from, to)) = range.filter(|(from, _)| from.year() == year - 1) else {
            continue;
        };
        let Some((holiday, begin)) = moved(from, to, year) else {
            continue;
        };
        let end = begin + (to - from);
        let meets = |range: &Option<(NaiveDate, NaiveDate)>| {
            range.is_some_and(|(first, last)| first <= end && begin <= last)
        };
        if end < today || known.iter().any(meets) {
            continue;
        }
        let exception = DatedException {
            from: begin.to_string(),
            to: end.to_string(),
            ..schedule.exceptions[source].clone()
        };
        offers.push((
            begin,
            Offer {
                source,
                holiday,
                exception,
            },
        ));
    }
    offers.sort_by_key(|(begin, offer)| (*begin, offer.source));
    offers.into_iter().map(|(_, offer)| offer).collect()
}

/// Where a range of the year before begins in a year, and the holiday it follows.
fn moved(from: NaiveDate, to: NaiveDate, year: i32) -> Option<(Option<HolidayKey>, NaiveDate)> {
    let length = (to - from).num_days() + 1;
    let near = |(date, _): &(NaiveDate, HolidayKey)| {
        ((from - *date).num_days())
            .max((*date - to).num_days())
            .max(0)
    };
    // A range about New Year lies near days of two years.
    let nearest = (year - 1..=year)
        .flat_map(holidays::in_year)
        .filter(|day| near(day) <= NEAR)
        .min_by_key(near);
    match nearest {
        Some((date, key)) if length <= LONG || key.fixed().is_some() => {
            let there = key.date(date.year() + 1);
            there
                .checked_add_signed(from - date)
                .map(|begin| (Some(key), begin))
        }
        _ if length >= LONG => Some((None, same_date(from, year)?)),
        _ => None,
    }
}

/// The same month and day in another year; the last of February for a leap day.
fn same_date(date: NaiveDate, year: i32) -> Option<NaiveDate> {
    date.with_year(year)
        .or_else(|| date.checked_sub_days(Days::new(1))?.with_year(year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::LocalizedText;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn offered(ranges: &[(&str, &str)], year: i32) -> Vec<(Option<HolidayKey>, String, String)> {
        let schedule = Schedule {
            exceptions: ranges
                .iter()
                .map(|(from, to)| DatedException {
                    from: (*from).into(),
                    to: (*to).into(),
                    ..DatedException::default()
                })
                .collect(),
            ..Schedule::default()
        };
        offers(&schedule, year, date("2026-11-22"))
            .into_iter()
            .map(|offer| (offer.holiday, offer.exception.from, offer.exception.to))
            .collect()
    }

    #[test]
    fn what_lay_about_christmas_keeps_its_date() {
        assert_eq!(
            offered(&[("2026-12-28", "2026-12-30")], 2027),
            [(
                Some(HolidayKey::NewYearsEve),
                "2027-12-28".into(),
                "2027-12-30".into()
            )]
        );
        assert_eq!(
            offered(&[("2025-12-29", "2026-01-02")], 2026),
            [(
                Some(HolidayKey::NewYearsEve),
                "2026-12-29".into(),
                "2027-01-02".into()
            )]
        );
    }

    #[test]
    fn what_lay_about_easter_keeps_its_weekday() {
        // The Friday after Ascension Day.
        let offered = offered(&[("2026-05-15", "2026-05-15")], 2027);
        assert_eq!(
            offered,
            [(
                Some(HolidayKey::AscensionDay),
                "2027-05-07".into(),
                "2027-05-07".into()
            )]
        );
        assert_eq!(date("2027-05-07").weekday(), chrono::Weekday::Fri);
    }

    #[test]
    fn a_summer_closing_comes_at_the_same_dates_and_a_single_day_in_august_not() {
        assert_eq!(
            offered(
                &[("2026-07-01", "2026-07-31"), ("2026-08-14", "2026-08-14")],
                2027
            ),
            [(None, "2027-07-01".into(), "2027-07-31".into())]
        );
    }

    #[test]
    fn nothing_is_offered_twice_or_too_late() {
        let done = [("2026-12-28", "2026-12-30"), ("2027-12-29", "2027-12-29")];
        assert!(offered(&done, 2027).is_empty());
        assert!(
            offered(&[("2025-05-30", "2025-05-30")], 2026).is_empty(),
            "over"
        );
        assert!(offered(&[("24.12", "")], 2027).is_empty());
    }

    #[test]
    fn hours_and_reason_come_along() {
        let reason = LocalizedText::new("Juleferie", "Juleferie", "Christmas holidays");
        let schedule = Schedule {
            exceptions: vec![DatedException {
                from: "2026-12-28".into(),
                to: "2026-12-30".into(),
                reason: reason.clone(),
                ..DatedException::default()
            }],
            ..Schedule::default()
        };
        let offers = offers(&schedule, 2027, date("2026-11-22"));
        assert_eq!(offers[0].exception.reason, reason);
        assert_eq!(offers[0].source, 0);
    }
}
