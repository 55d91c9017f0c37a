//! The Norwegian calendar of public holidays and eves, computed for any year.
//!
//! Ten of the seventeen days follow Easter Sunday, which the Gregorian computus gives; seven have
//! fixed dates. A holiday that falls on a Sunday gives no day off instead. One date may carry two
//! keys: in 2027 the 17th of May is also Whit Monday.

use chrono::NaiveDate;

use super::calendar::{self, Day, MONTH_DAYS};
use super::schedule::HolidayKey;
use super::words;
use crate::text::Language;

/// How many holiday keys there are.
pub const KEYS: usize = HolidayKey::ALL.len();

impl HolidayKey {
    /// Every key, in the order of the year.
    pub const ALL: [Self; 17] = [
        Self::NewYearsDay,
        Self::WednesdayBeforeEaster,
        Self::MaundyThursday,
        Self::GoodFriday,
        Self::EasterEve,
        Self::EasterSunday,
        Self::EasterMonday,
        Self::LabourDay,
        Self::ConstitutionDay,
        Self::AscensionDay,
        Self::WhitEve,
        Self::WhitSunday,
        Self::WhitMonday,
        Self::ChristmasEve,
        Self::ChristmasDay,
        Self::BoxingDay,
        Self::NewYearsEve,
    ];

    /// Position in [`HolidayKey::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::NewYearsDay => 0,
            Self::WednesdayBeforeEaster => 1,
            Self::MaundyThursday => 2,
            Self::GoodFriday => 3,
            Self::EasterEve => 4,
            Self::EasterSunday => 5,
            Self::EasterMonday => 6,
            Self::LabourDay => 7,
            Self::ConstitutionDay => 8,
            Self::AscensionDay => 9,
            Self::WhitEve => 10,
            Self::WhitSunday => 11,
            Self::WhitMonday => 12,
            Self::ChristmasEve => 13,
            Self::ChristmasDay => 14,
            Self::BoxingDay => 15,
            Self::NewYearsEve => 16,
        }
    }

    /// Whether it is one of the five eves, which are ordinary days unless overridden.
    #[must_use]
    pub const fn is_eve(self) -> bool {
        matches!(
            self,
            Self::WednesdayBeforeEaster
                | Self::EasterEve
                | Self::WhitEve
                | Self::ChristmasEve
                | Self::NewYearsEve
        )
    }

    /// Month and day, when the date is the same every year.
    #[must_use]
    pub const fn fixed(self) -> Option<(u32, u32)> {
        match self {
            Self::NewYearsDay => Some((1, 1)),
            Self::LabourDay => Some((5, 1)),
            Self::ConstitutionDay => Some((5, 17)),
            Self::ChristmasEve => Some((12, 24)),
            Self::ChristmasDay => Some((12, 25)),
            Self::BoxingDay => Some((12, 26)),
            Self::NewYearsEve => Some((12, 31)),
            _ => None,
        }
    }

    /// Days after Easter Sunday, when the date follows Easter.
    #[must_use]
    pub const fn after_easter(self) -> Option<i32> {
        match self {
            Self::WednesdayBeforeEaster => Some(-4),
            Self::MaundyThursday => Some(-3),
            Self::GoodFriday => Some(-2),
            Self::EasterEve => Some(-1),
            Self::EasterSunday => Some(0),
            Self::EasterMonday => Some(1),
            Self::AscensionDay => Some(39),
            Self::WhitEve => Some(48),
            Self::WhitSunday => Some(49),
            Self::WhitMonday => Some(50),
            _ => None,
        }
    }

    pub(crate) const fn day_in(self, year: i32) -> Day {
        match (self.fixed(), self.after_easter()) {
            (Some((month, day)), _) => calendar::day_of(year, month, day),
            (None, Some(offset)) => easter(year) + offset,
            (None, None) => 0,
        }
    }

    /// The date in a year.
    #[must_use]
    pub fn date(self, year: i32) -> NaiveDate {
        calendar::to_date(self.day_in(year))
    }

    /// What it is called, as within a sentence: "julaften", "Christmas Eve".
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        words::holiday(language, self)
    }
}

/// Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher).
const fn computus(year: i32) -> Day {
    let a = year.rem_euclid(19);
    let b = year.div_euclid(100);
    let c = year.rem_euclid(100);
    let d = b.div_euclid(4);
    let e = b.rem_euclid(4);
    let f = (b + 8).div_euclid(25);
    let g = (b - f + 1).div_euclid(3);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let i = c / 4;
    let k = c % 4;
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    calendar::day_of(year, (n / 31) as u32, (n % 31 + 1) as u32)
}

const TABLE_FROM: i32 = 1970;
const TABLE_YEARS: usize = 200;

/// Easter Sundays worked out beforehand: the engine asks once for every date it looks at.
const EASTERS: &[Day; TABLE_YEARS] = &{
    let mut table = [0; TABLE_YEARS];
    let mut i = 0;
    while i < TABLE_YEARS {
        table[i] = computus(TABLE_FROM + i as i32);
        i += 1;
    }
    table
};

/// Easter Sunday of a year.
#[must_use]
pub const fn easter(year: i32) -> Day {
    let i = year.wrapping_sub(TABLE_FROM);
    if i >= 0 && (i as usize) < TABLE_YEARS {
        EASTERS[i as usize]
    } else {
        computus(year)
    }
}

const FIRST_AFTER_EASTER: i32 = -4;
const LAST_AFTER_EASTER: i32 = 50;
const EASTER_SLOTS: usize = (LAST_AFTER_EASTER - FIRST_AFTER_EASTER + 1) as usize;

static FIXED: [Option<HolidayKey>; MONTH_DAYS] = {
    let mut table = [None; MONTH_DAYS];
    let mut i = 0;
    while i < KEYS {
        if let Some((month, day)) = HolidayKey::ALL[i].fixed() {
            table[calendar::month_day(month, day)] = Some(HolidayKey::ALL[i]);
        }
        i += 1;
    }
    table
};

static MOVABLE: [Option<HolidayKey>; EASTER_SLOTS] = {
    let mut table = [None; EASTER_SLOTS];
    let mut i = 0;
    while i < KEYS {
        if let Some(offset) = HolidayKey::ALL[i].after_easter() {
            table[(offset - FIRST_AFTER_EASTER) as usize] = Some(HolidayKey::ALL[i]);
        }
        i += 1;
    }
    table
};

/// The keys of a date: one with a fixed date, one that follows Easter.
#[must_use]
pub(crate) fn keys_on(day: Day, year: i32, month: u32, dom: u32) -> [Option<HolidayKey>; 2] {
    let fixed = FIXED[calendar::month_day(month, dom)];
    // Easter's days lie between 18 March and 13 June.
    let movable = if (3..=6).contains(&month) {
        let after = day - easter(year);
        if (FIRST_AFTER_EASTER..=LAST_AFTER_EASTER).contains(&after) {
            MOVABLE[(after - FIRST_AFTER_EASTER) as usize]
        } else {
            None
        }
    } else {
        None
    };
    [fixed, movable]
}

/// The holidays and eves of a date; nearly always none, now and then two.
pub fn on(date: NaiveDate) -> impl Iterator<Item = HolidayKey> {
    let day = calendar::from_date(date);
    let (year, month, dom) = calendar::civil(day);
    keys_on(day, year, month, dom).into_iter().flatten()
}

/// Every holiday and eve of a year in the order of their dates.
#[must_use]
pub fn in_year(year: i32) -> Vec<(NaiveDate, HolidayKey)> {
    let mut days: Vec<_> = HolidayKey::ALL
        .into_iter()
        .map(|key| (key.date(year), key))
        .collect();
    days.sort();
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn easter_of_known_years() {
        for (year, month, day) in [
            (1818, 3, 22),
            (1943, 4, 25),
            (2000, 4, 23),
            (2008, 3, 23),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
            (2285, 3, 22),
        ] {
            assert_eq!(HolidayKey::EasterSunday.date(year), date(year, month, day));
        }
    }

    #[test]
    fn every_easter_is_a_sunday_in_its_window() {
        for year in 1583..4100 {
            let day = computus(year);
            assert_eq!(calendar::weekday(day), 6, "{year}");
            assert!(
                (calendar::day_of(year, 3, 22)..=calendar::day_of(year, 4, 25)).contains(&day),
                "{year}"
            );
            assert_eq!(easter(year), day);
        }
    }

    #[test]
    fn one_date_may_have_two_keys() {
        let keys: Vec<_> = on(date(2027, 5, 17)).collect();
        assert_eq!(keys, [HolidayKey::ConstitutionDay, HolidayKey::WhitMonday]);
        let keys: Vec<_> = on(date(2008, 5, 1)).collect();
        assert_eq!(keys, [HolidayKey::LabourDay, HolidayKey::AscensionDay]);
    }

    #[test]
    fn every_key_is_found_on_its_own_date() {
        for year in [1969, 1999, 2026, 2028, 2169, 2170, 2500] {
            for (date, key) in in_year(year) {
                assert!(on(date).any(|found| found == key), "{key:?} {date}");
            }
        }
        assert_eq!(
            on(date(2026, 5, 18)).count(),
            0,
            "no day off instead of a Sunday"
        );
    }

    #[test]
    fn the_indices_are_the_order() {
        for (i, key) in HolidayKey::ALL.into_iter().enumerate() {
            assert_eq!(key.index(), i);
        }
        assert_eq!(
            HolidayKey::ALL.iter().filter(|key| !key.is_eve()).count(),
            12
        );
    }
}
