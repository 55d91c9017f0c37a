//! Opening hours as services really keep them, for demonstrations and generated catalogues.

use veiviser_schema::hours::{
    DatedException, HolidayChoice, HolidayKey, HolidayOverride, HolidayPolicy, HolidayRule, Mode,
    RuleState, Schedule, Season, Span, WeekParity, Weekday, WeeklyRule,
};
use veiviser_schema::text::LocalizedText;

pub const WEEKDAYS: [Weekday; 5] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
];
pub const WEEKEND: [Weekday; 2] = [Weekday::Saturday, Weekday::Sunday];

/// Minutes since midnight of `HH:MM`.
fn minute(time: &str) -> i32 {
    let (hour, minute) = time.split_once(':').unwrap_or((time, "0"));
    hour.parse().unwrap_or(0) * 60 + minute.parse().unwrap_or(0)
}

/// From one time to the next time the clock shows the other: through midnight where that is needed, a whole day when they are the same.
fn duration(from: &str, to: &str) -> i32 {
    match minute(to) - minute(from) {
        minutes if minutes <= 0 => minutes + 24 * 60,
        minutes => minutes,
    }
}

/// Open on these days.
pub fn open(days: &[Weekday], from: &str, to: &str) -> WeeklyRule {
    WeeklyRule {
        days: days.to_vec(),
        start: from.to_owned(),
        duration_minutes: duration(from, to),
        ..WeeklyRule::default()
    }
}

/// Those with an appointment, on these days.
pub fn by_appointment(days: &[Weekday], from: &str, to: &str) -> WeeklyRule {
    WeeklyRule {
        state: RuleState::Appointment,
        ..open(days, from, to)
    }
}

/// A municipal office: weekdays, shorter in the summer.
pub fn office() -> Schedule {
    Schedule {
        seasons: vec![Season {
            name: LocalizedText::new("Sommertid", "Sommartid", "Summer hours"),
            from: "05-15".to_owned(),
            to: "09-14".to_owned(),
            rules: vec![open(&WEEKDAYS, "08:00", "15:00")],
        }],
        ..Schedule::of_week(vec![open(&WEEKDAYS, "08:00", "15:30")])
    }
}

/// A telephone that is answered in the middle of the day.
pub fn telephone_hours() -> Schedule {
    Schedule::of_week(vec![
        open(&WEEKDAYS, "09:00", "11:30"),
        open(&WEEKDAYS, "12:00", "14:30"),
    ])
}

/// An out-of-hours doctor: from when the surgeries close until they open again, and day and night when they do not open at all.
pub fn overnight() -> Schedule {
    Schedule {
        holidays: HolidayPolicy {
            rule: HolidayRule::AsSunday,
            overrides: Vec::new(),
        },
        ..Schedule::of_week(vec![
            open(&WEEKDAYS, "15:30", "08:00"),
            open(&WEEKEND, "08:00", "08:00"),
        ])
    }
}

/// Somewhere to be: late afternoons and Saturdays, closed on Christmas Eve but for two hours in the morning.
pub fn meeting_place() -> Schedule {
    Schedule {
        holidays: HolidayPolicy {
            rule: HolidayRule::Closed,
            overrides: vec![HolidayOverride {
                key: HolidayKey::ChristmasEve,
                choice: HolidayChoice::Hours,
                spans: vec![Span {
                    start: "10:00".to_owned(),
                    duration_minutes: 120,
                    state: RuleState::Open,
                }],
                confirmed_years: Vec::new(),
            }],
        },
        ..Schedule::of_week(vec![
            open(
                &[Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday],
                "16:00",
                "21:00",
            ),
            open(&[Weekday::Saturday], "11:00", "15:00"),
        ])
    }
}

/// Every other Wednesday evening.
pub fn every_other_week(weeks: WeekParity) -> Schedule {
    Schedule::of_week(vec![WeeklyRule {
        weeks,
        ..open(&[Weekday::Wednesday], "17:00", "19:30")
    }])
}

/// The first and the third Monday of the month.
pub fn twice_a_month() -> Schedule {
    Schedule::of_week(vec![WeeklyRule {
        nth: vec![1, 3],
        note: LocalizedText::new(
            "Første og tredje mandag i måneden",
            "Første og tredje måndag i månaden",
            "First and third Monday of the month",
        ),
        ..open(&[Weekday::Monday], "18:00", "20:00")
    }])
}

/// Open for everybody in the morning, with an appointment in the afternoon.
pub fn drop_in_and_appointments() -> Schedule {
    Schedule::of_week(vec![
        open(
            &[Weekday::Monday, Weekday::Wednesday, Weekday::Friday],
            "09:00",
            "11:30",
        ),
        by_appointment(&WEEKDAYS, "12:00", "15:30"),
    ])
}

/// Late at night from Thursday to Sunday.
pub fn nights() -> Schedule {
    Schedule {
        holidays: HolidayPolicy {
            rule: HolidayRule::Normal,
            overrides: Vec::new(),
        },
        ..Schedule::of_week(vec![open(
            &[Weekday::Thursday, Weekday::Friday, Weekday::Saturday],
            "20:00",
            "02:00",
        )])
    }
}

/// An office with days on which it keeps other hours. Both dates are written `YYYY-MM-DD`.
pub fn office_but_closed(from: &str, to: &str) -> Schedule {
    Schedule {
        exceptions: vec![DatedException {
            from: from.to_owned(),
            to: to.to_owned(),
            spans: Vec::new(),
            reason: LocalizedText::new("Planleggingsdag", "Planleggingsdag", "Planning day"),
        }],
        ..office()
    }
}

/// Nobody has said.
pub fn not_stated() -> Schedule {
    Schedule {
        mode: Mode::NotStated,
        ..Schedule::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::hours::{ValidationContext, validate};

    #[test]
    fn every_kind_is_valid() {
        let context = || ValidationContext {
            today: chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(),
            crisis_line: false,
        };
        for schedule in [
            office(),
            telephone_hours(),
            overnight(),
            meeting_place(),
            every_other_week(WeekParity::Odd),
            twice_a_month(),
            drop_in_and_appointments(),
            nights(),
            office_but_closed("2026-12-18", "2026-12-18"),
            not_stated(),
            Schedule::always(),
            Schedule::appointment_only(),
        ] {
            let errors: Vec<_> = validate(&schedule, context())
                .into_iter()
                .filter(|problem| problem.is_error())
                .collect();
            assert!(errors.is_empty(), "{schedule:?}: {errors:?}");
        }
    }

    #[test]
    fn a_night_ends_the_next_day() {
        assert_eq!(duration("15:30", "08:00"), 990);
        assert_eq!(duration("08:00", "08:00"), 1440);
        assert_eq!(duration("08:00", "15:30"), 450);
    }
}
