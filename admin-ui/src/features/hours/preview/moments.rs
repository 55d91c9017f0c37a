//! Instants worth asking about: now, the night, a Sunday, Christmas Eve, the next holiday.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};
use veiviser_schema::hours::{HolidayKey, holidays};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    Now,
    /// The coming night at two.
    Tonight,
    /// The coming Sunday at noon.
    Sunday,
    /// Christmas Eve at eleven.
    ChristmasEve,
    /// The next public holiday at noon.
    Holiday,
}

impl Moment {
    pub const ALL: [Self; 5] = [
        Self::Now,
        Self::Tonight,
        Self::Sunday,
        Self::ChristmasEve,
        Self::Holiday,
    ];

    /// When that is, on the clock that reads `now`. Never before it.
    pub fn after(self, now: NaiveDateTime) -> NaiveDateTime {
        let today = now.date();
        let first = |hour: u32, fits: &dyn Fn(NaiveDate) -> bool| {
            let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
            today
                .iter_days()
                // Every one of them comes within a year and a leap day.
                .take(400)
                .find(|day| fits(*day) && day.and_time(time) >= now)
                .map_or(now, |day| day.and_time(time))
        };
        match self {
            Self::Now => now,
            Self::Tonight => first(2, &|_| true),
            Self::Sunday => first(12, &|day| day.weekday() == chrono::Weekday::Sun),
            Self::ChristmasEve => first(11, &|day| (day.month(), day.day()) == (12, 24)),
            Self::Holiday => {
                next_holiday(today).map_or(now, |(day, _)| day.and_hms_opt(12, 0, 0).unwrap_or(now))
            }
        }
    }
}

/// The next public holiday after a date.
pub fn next_holiday(today: NaiveDate) -> Option<(NaiveDate, HolidayKey)> {
    today
        .checked_add_days(Days::new(1))?
        .iter_days()
        .take(400)
        .find_map(|day| {
            holidays::on(day)
                .find(|key| !key.is_eve())
                .map(|key| (day, key))
        })
}

/// A date and a time as the browser's own fields write them.
pub fn written(local: NaiveDateTime) -> (String, String) {
    (
        local.date().to_string(),
        local.time().format("%H:%M").to_string(),
    )
}

/// The way back; nothing while a field is empty or half typed.
pub fn read(date: &str, time: &str) -> Option<NaiveDateTime> {
    let date: NaiveDate = date.parse().ok()?;
    // The engine looks no further than people plan.
    let near = (1970..=2200).contains(&date.year());
    let time = NaiveTime::parse_from_str(time, "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M:%S"))
        .ok()?;
    near.then(|| date.and_time(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().expect("a time")
    }

    #[test]
    fn each_moment_is_the_next_of_its_kind() {
        // A Monday.
        let now = at("2026-11-23T09:15:00");
        let when = |moment: Moment| moment.after(now).to_string();
        assert_eq!(when(Moment::Now), "2026-11-23 09:15:00");
        assert_eq!(when(Moment::Tonight), "2026-11-24 02:00:00");
        assert_eq!(when(Moment::Sunday), "2026-11-29 12:00:00");
        assert_eq!(when(Moment::ChristmasEve), "2026-12-24 11:00:00");
        assert_eq!(when(Moment::Holiday), "2026-12-25 12:00:00");
        assert_eq!(
            next_holiday(now.date()).map(|(_, key)| key),
            Some(HolidayKey::ChristmasDay)
        );
    }

    #[test]
    fn what_is_over_is_asked_about_next_time() {
        assert_eq!(
            Moment::Tonight.after(at("2026-11-23T01:00:00")).to_string(),
            "2026-11-23 02:00:00"
        );
        assert_eq!(
            Moment::Sunday.after(at("2026-11-29T12:01:00")).to_string(),
            "2026-12-06 12:00:00"
        );
        assert_eq!(
            Moment::ChristmasEve
                .after(at("2026-12-24T11:30:00"))
                .to_string(),
            "2027-12-24 11:00:00"
        );
    }

    #[test]
    fn fields_are_written_and_read() {
        let local = at("2026-12-24T11:00:00");
        let (date, time) = written(local);
        assert_eq!((date.as_str(), time.as_str()), ("2026-12-24", "11:00"));
        assert_eq!(read(&date, &time), Some(local));
        assert_eq!(read(&date, ""), None);
        assert_eq!(read("", &time), None);
        assert_eq!(read("+99999-01-01", "10:00"), None);
    }
}
