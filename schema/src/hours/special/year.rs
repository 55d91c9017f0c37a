//! The year in stretches: which season each date is in, and the gaps between seasons, where the base week applies.

use chrono::NaiveDate;

use crate::hours::calendar::{self, Day};
use crate::hours::read::{self, SeasonRange};
use crate::hours::schedule::{Schedule, Season};

/// Days of the year ahead.
const YEAR: i32 = 365;

/// Dates in a row that one season covers, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First date.
    pub from: NaiveDate,
    /// Last date.
    pub to: NaiveDate,
    /// Position of the season; nothing in a gap.
    pub season: Option<usize>,
}

impl Stretch {
    /// How many dates.
    #[must_use]
    pub fn days(&self) -> i64 {
        (self.to - self.from).num_days() + 1
    }
}

/// The year from a date on, in stretches. Holidays and exceptions aside.
#[must_use]
pub fn ahead(schedule: &Schedule, from: NaiveDate) -> Vec<Stretch> {
    let ranges: Vec<_> = schedule
        .seasons
        .iter()
        .map(|season| SeasonRange::read(&season.from, &season.to).ok())
        .collect();
    // As the engine has it: a dated season before a recurring one, the earlier listed before the later.
    let on = |day: Day| {
        let has = |dated: bool| {
            ranges.iter().position(|range| {
                range.is_some_and(|range| {
                    matches!(range, SeasonRange::Dated { .. }) == dated && range.contains(day)
                })
            })
        };
        has(true).or_else(|| has(false))
    };
    let first = calendar::from_date(from);
    let mut stretches: Vec<Stretch> = Vec::new();
    for day in first..first + YEAR {
        let (date, season) = (calendar::to_date(day), on(day));
        match stretches.last_mut() {
            Some(last) if last.season == season => last.to = date,
            _ => stretches.push(Stretch {
                from: date,
                to: date,
                season,
            }),
        }
    }
    stretches
}

/// Whether a season is once and over.
#[must_use]
pub fn is_over(season: &Season, today: NaiveDate) -> bool {
    matches!(
        SeasonRange::read(&season.from, &season.to),
        Ok(SeasonRange::Dated { to, .. }) if to < calendar::from_date(today)
    )
}

/// Whether a season is written as one that comes once. Nothing when neither end can be read.
#[must_use]
pub fn is_dated(season: &Season) -> Option<bool> {
    [&season.from, &season.to].into_iter().find_map(|text| {
        if read::date(text).is_ok() {
            Some(true)
        } else {
            read::month_day(text).ok().map(|_| false)
        }
    })
}

/// Makes a season of every year one that comes once, at the next dates, or the other way round. What cannot be read stays as it was typed.
pub fn set_dated(season: &mut Season, dated: bool, today: NaiveDate) {
    if dated {
        let next = |text: &str, near: NaiveDate| {
            let (month, day) = read::month_day(text).ok()?;
            super::typed::day(&format!("{day}.{month}."), near)
        };
        let from = next(&season.from, today);
        let to = next(&season.to, from.unwrap_or(today));
        if let Some(from) = from {
            season.from = from.to_string();
        }
        if let Some(to) = to {
            season.to = to.to_string();
        }
    } else {
        for text in [&mut season.from, &mut season.to] {
            if read::date(text).is_ok() {
                // From `2026-06-15` to `06-15`.
                text.drain(..5);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn season(from: &str, to: &str) -> Season {
        Season {
            from: from.into(),
            to: to.into(),
            ..Season::default()
        }
    }

    fn told(seasons: Vec<Season>) -> Vec<(String, String, Option<usize>)> {
        let schedule = Schedule {
            seasons,
            ..Schedule::default()
        };
        let stretches = ahead(&schedule, date("2026-11-22"));
        assert_eq!(stretches.iter().map(Stretch::days).sum::<i64>(), 365);
        stretches
            .into_iter()
            .map(|stretch| {
                (
                    stretch.from.to_string(),
                    stretch.to.to_string(),
                    stretch.season,
                )
            })
            .collect()
    }

    #[test]
    fn gaps_lie_between_the_seasons() {
        assert_eq!(
            told(vec![season("06-15", "08-15")]),
            [
                ("2026-11-22".into(), "2027-06-14".into(), None),
                ("2027-06-15".into(), "2027-08-15".into(), Some(0)),
                ("2027-08-16".into(), "2027-11-21".into(), None),
            ]
        );
    }

    #[test]
    fn a_winter_runs_across_new_year_and_a_dated_season_goes_first() {
        assert_eq!(
            told(vec![
                season("10-01", "04-30"),
                season("2027-01-10", "2027-01-20"),
                season("juni", ""),
            ]),
            [
                ("2026-11-22".into(), "2027-01-09".into(), Some(0)),
                ("2027-01-10".into(), "2027-01-20".into(), Some(1)),
                ("2027-01-21".into(), "2027-04-30".into(), Some(0)),
                ("2027-05-01".into(), "2027-09-30".into(), None),
                ("2027-10-01".into(), "2027-11-21".into(), Some(0)),
            ]
        );
    }

    #[test]
    fn the_stretches_are_what_the_engine_decides() {
        use crate::hours::{HolidayRule, Mode, ReasonKind, compile};
        let mut schedule = Schedule {
            mode: Mode::Scheduled,
            seasons: vec![
                season("06-15", "08-15"),
                season("08-01", "02-29"),
                season("2027-06-20", "2027-09-01"),
            ],
            ..Schedule::default()
        };
        schedule.holidays.rule = HolidayRule::Normal;
        let compiled = compile(&schedule).unwrap();
        for stretch in ahead(&schedule, date("2026-11-22")) {
            for day in compiled.days(stretch.from, stretch.to) {
                let season = (day.reason.kind == ReasonKind::Season)
                    .then(|| day.reason.index.map(usize::from))
                    .flatten();
                assert_eq!(season, stretch.season, "{}", day.date);
            }
        }
    }

    #[test]
    fn every_year_or_once() {
        let today = date("2026-11-22");
        let mut winter = season("12-01", "02-28");
        assert_eq!(is_dated(&winter), Some(false));
        set_dated(&mut winter, true, today);
        assert_eq!(
            (winter.from.as_str(), winter.to.as_str()),
            ("2026-12-01", "2027-02-28")
        );
        assert_eq!(is_dated(&winter), Some(true));
        assert!(!is_over(&winter, date("2027-02-28")) && is_over(&winter, date("2027-03-01")));
        set_dated(&mut winter, false, today);
        assert_eq!(
            (winter.from.as_str(), winter.to.as_str()),
            ("12-01", "02-28")
        );
        let mut half = season("15.", "08-15");
        set_dated(&mut half, true, today);
        assert_eq!(
            (half.from.as_str(), half.to.as_str()),
            ("15.", "2027-08-15")
        );
        assert_eq!(is_dated(&season("juni", "")), None);
    }
}
