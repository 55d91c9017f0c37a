//! Dates as day numbers.
//!
//! The engine counts days since 1970-01-01 as an `i32`: stepping to the next date is `+ 1`, and a
//! local moment is `day * 86_400 + second`. The conversions are the well-known proleptic
//! Gregorian ones (Howard Hinnant, "chrono-compatible low-level date algorithms").

use chrono::{Datelike, NaiveDate};

/// Days since 1970-01-01.
pub type Day = i32;

/// Seconds in a day on the clock.
pub const DAY_SECONDS: i64 = 86_400;
/// Minutes in a day on the clock.
pub const DAY_MINUTES: u16 = 1_440;

/// Year, month (1–12) and day of the month of a day number.
#[must_use]
pub const fn civil(day: Day) -> (i32, u32, u32) {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let d = doy - (153 * mp + 2) / 5 + 1;
    let m = if mp < 10 { mp + 3 } else { mp - 9 };
    let y = yoe + era * 400 + if m <= 2 { 1 } else { 0 };
    (y, m as u32, d as u32)
}

/// Day number of a year, month and day of the month.
#[must_use]
pub const fn day_of(year: i32, month: u32, day: u32) -> Day {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let m = month as i32;
    let doy = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + day as i32 - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    era * 146_097 + doe - 719_468
}

/// Days since Monday, 0 to 6.
#[must_use]
pub const fn weekday(day: Day) -> usize {
    (day + 3).rem_euclid(7) as usize
}

/// Days in a month of a year.
#[must_use]
pub const fn month_length(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Slots of a table with one entry a month and day.
pub const MONTH_DAYS: usize = 12 * 31;

/// The slot of a month and day in such a table.
#[must_use]
pub const fn month_day(month: u32, day: u32) -> usize {
    ((month - 1) * 31 + day - 1) as usize
}

/// Whether the ISO week of a day has an odd number.
#[must_use]
pub const fn odd_iso_week(day: Day) -> bool {
    let thursday = day - weekday(day) as i32 + 3;
    let (year, _, _) = civil(thursday);
    let week = (thursday - day_of(year, 1, 1)) / 7 + 1;
    week % 2 == 1
}

/// Which of its month's weekdays a date is, and whether it is the last: six cases, 0 to 5.
/// First, second, third, fourth; fourth and last; fifth (and always last).
#[must_use]
pub const fn nth_case(year: i32, month: u32, day: u32) -> usize {
    let nth = ((day - 1) / 7) as usize;
    let last = day + 7 > month_length(year, month);
    match (nth, last) {
        (3, true) => 4,
        (4, _) => 5,
        (nth, _) => nth,
    }
}

/// Whether a rule for the `nth` weekday of the month (1 to 5, or -1) covers such a case.
#[must_use]
pub const fn nth_covers(nth: i32, case: usize) -> bool {
    match nth {
        1..=3 => case == (nth - 1) as usize,
        4 => case == 3 || case == 4,
        5 => case == 5,
        -1 => case >= 4,
        _ => false,
    }
}

/// Day number of a date.
#[must_use]
pub fn from_date(date: NaiveDate) -> Day {
    day_of(date.year(), date.month(), date.day())
}

/// The date of a day number; the far ends of the calendar stand in for what lies beyond them.
#[must_use]
pub fn to_date(day: Day) -> NaiveDate {
    let (year, month, dom) = civil(day);
    NaiveDate::from_ymd_opt(year, month, dom).unwrap_or(if day < 0 {
        NaiveDate::MIN
    } else {
        NaiveDate::MAX
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_chrono_for_six_centuries() {
        let mut date = NaiveDate::from_ymd_opt(1700, 1, 1).unwrap();
        let mut day = from_date(date);
        while date.year() < 2300 {
            assert_eq!(to_date(day), date);
            assert_eq!(civil(day), (date.year(), date.month(), date.day()));
            assert_eq!(weekday(day), date.weekday().num_days_from_monday() as usize);
            assert_eq!(odd_iso_week(day), date.iso_week().week() % 2 == 1, "{date}");
            date = date.succ_opt().unwrap();
            day += 1;
        }
    }

    #[test]
    fn fourth_of_four_is_also_the_last() {
        let case = nth_case(2026, 11, 24);
        assert!(nth_covers(4, case) && nth_covers(-1, case) && !nth_covers(5, case));
        let case = nth_case(2026, 12, 22);
        assert!(nth_covers(4, case) && !nth_covers(-1, case));
        let case = nth_case(2026, 12, 29);
        assert!(nth_covers(5, case) && nth_covers(-1, case) && !nth_covers(4, case));
        // No rule can ask for a zeroth or a sixth.
        assert!((0..6).all(|case| !nth_covers(0, case) && !nth_covers(6, case)));
    }
}
