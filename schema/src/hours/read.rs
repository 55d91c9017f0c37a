//! Reading the strict times and dates of the document.
//!
//! The document keeps text, and has one way to write each thing. What people type is another
//! matter: see the quick-entry parser.

use super::calendar::{self, Day};
use super::problem::ProblemCode;

/// Two digits as a number.
fn two(bytes: &[u8]) -> Option<u32> {
    match bytes {
        [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Some(u32::from(a - b'0') * 10 + u32::from(b - b'0')),
        _ => None,
    }
}

/// `HH:MM`, 00:00 to 23:59, as minutes after midnight.
pub fn time(text: &str) -> Result<u16, ProblemCode> {
    let parts = match text.as_bytes() {
        [hour @ .., b':', m1, m2] => two(hour).zip(two(&[*m1, *m2])),
        _ => None,
    };
    match parts {
        Some((hour, minute)) if hour < 24 && minute < 60 => Ok((hour * 60 + minute) as u16),
        _ => Err(ProblemCode::TimeFormat),
    }
}

/// `YYYY-MM-DD` as a day number. Years 1900 to 2200: nobody plans further.
pub fn date(text: &str) -> Result<Day, ProblemCode> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return Err(ProblemCode::TimeFormat);
    };
    let (Some(century), Some(year), Some(month), Some(day)) = (
        two(&[*y1, *y2]),
        two(&[*y3, *y4]),
        two(&[*m1, *m2]),
        two(&[*d1, *d2]),
    ) else {
        return Err(ProblemCode::TimeFormat);
    };
    let year = (century * 100 + year) as i32;
    if !(1900..=2200).contains(&year)
        || !(1..=12).contains(&month)
        || !(1..=calendar::month_length(year, month)).contains(&day)
    {
        return Err(ProblemCode::DateNotExist);
    }
    Ok(calendar::day_of(year, month, day))
}

/// `MM-DD` as month and day. 02-29 exists: it comes in leap years.
pub fn month_day(text: &str) -> Result<(u32, u32), ProblemCode> {
    let [m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return Err(ProblemCode::TimeFormat);
    };
    let (Some(month), Some(day)) = (two(&[*m1, *m2]), two(&[*d1, *d2])) else {
        return Err(ProblemCode::TimeFormat);
    };
    if !(1..=12).contains(&month) || !(1..=calendar::month_length(2024, month)).contains(&day) {
        return Err(ProblemCode::DateNotExist);
    }
    Ok((month, day))
}

/// `YYYY-MM-DDTHH:MM` as a date and minutes after its midnight.
pub fn moment(text: &str) -> Result<(Day, u16), ProblemCode> {
    let (date_text, time_text) = text.split_once('T').ok_or(ProblemCode::TimeFormat)?;
    Ok((date(date_text)?, time(time_text)?))
}

/// A season's range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeasonRange {
    /// Every year, from month and day to month and day; wraps when the end is before the start.
    Recurring { from: (u32, u32), to: (u32, u32) },
    /// Once, from date to date.
    Dated { from: Day, to: Day },
}

impl SeasonRange {
    /// Both ends of a season; an error names the field it is about, the first of them where there are two.
    pub fn read(from: &str, to: &str) -> Result<Self, (ProblemCode, &'static str)> {
        Self::read_both(from, to).map_err(|wrong| wrong[0])
    }

    /// As above, with everything that is wrong: one error a field, never none.
    pub(crate) fn read_both(
        from: &str,
        to: &str,
    ) -> Result<Self, Vec<(ProblemCode, &'static str)>> {
        let recurring = from.len() <= 5;
        let both = if recurring {
            ends(month_day(from), month_day(to)).map(|(from, to)| Self::Recurring { from, to })
        } else {
            ends(date(from), date(to)).map(|(from, to)| Self::Dated { from, to })
        };
        match both {
            Ok(Self::Dated { from, to }) if to < from => {
                Err(vec![(ProblemCode::RangeReversed, "to")])
            }
            both => both,
        }
    }

    /// Whether a recurring range has a month and day, or a dated one a date.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        match *self {
            Self::Dated { from, to } => (from..=to).contains(&day),
            Self::Recurring { from, to } => {
                let (_, month, dom) = calendar::civil(day);
                recurs(from, to, (month, dom))
            }
        }
    }
}

/// Both ends, or what is wrong with either.
fn ends<T>(
    from: Result<T, ProblemCode>,
    to: Result<T, ProblemCode>,
) -> Result<(T, T), Vec<(ProblemCode, &'static str)>> {
    match (from, to) {
        (Ok(from), Ok(to)) => Ok((from, to)),
        (from, to) => {
            let wrong = [(from.err(), "from"), (to.err(), "to")];
            Err(wrong
                .into_iter()
                .filter_map(|(code, field)| code.map(|code| (code, field)))
                .collect())
        }
    }
}

/// Whether a recurring range includes a month and day.
#[must_use]
pub(crate) fn recurs(from: (u32, u32), to: (u32, u32), date: (u32, u32)) -> bool {
    if from <= to {
        from <= date && date <= to
    } else {
        date >= from || date <= to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_one_spelling() {
        assert_eq!(time("00:00"), Ok(0));
        assert_eq!(time("23:59"), Ok(1439));
        for wrong in [
            "24:00",
            "8:00",
            "08.00",
            "0800",
            "08:60",
            "",
            ":",
            "08:00 ",
            "٠٨:٠٠",
            "0a:00",
        ] {
            assert_eq!(time(wrong), Err(ProblemCode::TimeFormat), "{wrong:?}");
        }
    }

    #[test]
    fn dates_that_no_calendar_has_are_told_from_nonsense() {
        assert_eq!(date("2026-02-29"), Err(ProblemCode::DateNotExist));
        assert_eq!(date("2026-13-01"), Err(ProblemCode::DateNotExist));
        assert_eq!(date("24.12.2026"), Err(ProblemCode::TimeFormat));
        assert_eq!(month_day("06-31"), Err(ProblemCode::DateNotExist));
        assert!(month_day("02-29").is_ok() && date("2028-02-29").is_ok());
        assert_eq!(moment("2026-12-24 10:00"), Err(ProblemCode::TimeFormat));
        assert_eq!(moment("2026-12-24T24:00"), Err(ProblemCode::TimeFormat));
    }

    #[test]
    fn a_season_may_wrap_new_year_but_a_dated_one_may_not_run_backwards() {
        let winter = SeasonRange::read("11-01", "03-31").unwrap();
        assert!(
            winter.contains(calendar::day_of(2027, 1, 4))
                && !winter.contains(calendar::day_of(2027, 4, 1))
        );
        assert_eq!(
            SeasonRange::read("2026-07-02", "2026-07-01"),
            Err((ProblemCode::RangeReversed, "to"))
        );
        assert_eq!(
            SeasonRange::read("06-15", "2026-08-15"),
            Err((ProblemCode::TimeFormat, "to"))
        );
    }
}
