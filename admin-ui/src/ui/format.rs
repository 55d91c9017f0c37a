//! Dates and times as Norwegians write them, on the clock that hangs on a Norwegian wall.

use chrono::{
    DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, Timelike, Utc, Weekday,
};
use veiviser_schema::hours::month_name;
use veiviser_schema::text::Language;

/// Norwegian time: one hour before UTC, two in summer, by the rule of the European Union (in force since 1996). The time zone database
/// would weigh more than the rest of this module together.
#[must_use]
pub fn oslo(at: DateTime<Utc>) -> NaiveDateTime {
    let utc = at.naive_utc();
    let summer = match (change_over(utc.year(), 3), change_over(utc.year(), 10)) {
        (Some(spring), Some(autumn)) => spring <= utc && utc < autumn,
        _ => false,
    };
    utc + Duration::hours(if summer { 2 } else { 1 })
}

/// Midnight in Norway at the beginning of a day.
#[must_use]
pub fn start_of_day(day: NaiveDate) -> Option<DateTime<Utc>> {
    let midnight = day.and_hms_opt(0, 0, 0)?;
    // The clocks never change at midnight, so that exactly one of the two offsets fits.
    [2, 1]
        .into_iter()
        .map(|hours| (midnight - Duration::hours(hours)).and_utc())
        .find(|at| oslo(*at) == midnight)
}

/// 01:00 UTC on the last Sunday of a month with 31 days.
fn change_over(year: i32, month: u32) -> Option<NaiveDateTime> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    let back = Days::new(u64::from(last.weekday().days_since(Weekday::Sun)));
    last.checked_sub_days(back)?.and_hms_opt(1, 0, 0)
}

/// `25. november 2026`, `25 November 2026`.
#[must_use]
pub fn date(day: NaiveDate, language: Language) -> String {
    let dot = if language == Language::En { "" } else { "." };
    let month = month_name(language, day.month());
    format!("{}{dot} {month} {}", day.day(), day.year())
}

/// `25. november 2026 kl. 09.05`, `25 November 2026 at 09:05`.
#[must_use]
pub fn date_time(at: DateTime<Utc>, language: Language) -> String {
    let local = oslo(at);
    let day = date(local.date(), language);
    let (hour, minute) = (local.hour(), local.minute());
    match language {
        Language::En => format!("{day} at {hour:02}:{minute:02}"),
        _ => format!("{day} kl. {hour:02}.{minute:02}"),
    }
}

/// `25.11.2026`, in English `25 Nov 2026`: for tables.
#[must_use]
pub fn short_date(day: NaiveDate, language: Language) -> String {
    match language {
        Language::En => format!(
            "{} {} {}",
            day.day(),
            &month_name(language, day.month())[..3],
            day.year()
        ),
        _ => format!("{:02}.{:02}.{}", day.day(), day.month(), day.year()),
    }
}

/// `25.11.2026 kl. 09.05`: for tables.
#[must_use]
pub fn short_date_time(at: DateTime<Utc>, language: Language) -> String {
    let local = oslo(at);
    let day = short_date(local.date(), language);
    match language {
        Language::En => format!("{day}, {:02}:{:02}", local.hour(), local.minute()),
        _ => format!("{day} kl. {:02}.{:02}", local.hour(), local.minute()),
    }
}

/// How long since, in days as people say it: "i dag", "i går", "for 5 dager siden".
#[must_use]
pub fn days_ago(at: DateTime<Utc>, now: DateTime<Utc>, language: Language) -> String {
    let days = (oslo(now).date() - oslo(at).date()).num_days();
    match (days, language) {
        (..=0, Language::En) => "today".to_owned(),
        (..=0, _) => "i dag".to_owned(),
        (1, Language::En) => "yesterday".to_owned(),
        (1, _) => "i går".to_owned(),
        (days, Language::Nb) => format!("for {days} dager siden"),
        (days, Language::Nn) => format!("for {days} dagar sidan"),
        (days, Language::En) => format!("{days} days ago"),
    }
}

/// The instant now. The one place in the console that reads the clock for display.
#[must_use]
pub fn now() -> DateTime<Utc> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 fit many times over"
    )]
    let milliseconds = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}

/// `1 234`, in English `1,234`.
#[must_use]
pub fn number(value: i32, language: Language) -> String {
    let digits = value.unsigned_abs().to_string();
    let separator = if language == Language::En {
        ','
    } else {
        '\u{a0}'
    };
    let mut out = String::new();
    if value < 0 {
        out.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn the_clock_on_the_wall_follows_summer_time() {
        let wall = |text: &str| oslo(at(text)).format("%H:%M").to_string();
        assert_eq!(wall("2026-01-15T12:00:00Z"), "13:00");
        assert_eq!(wall("2026-07-15T12:00:00Z"), "14:00");
        // 29 March and 25 October 2026.
        assert_eq!(wall("2026-03-29T00:59:59Z"), "01:59");
        assert_eq!(wall("2026-03-29T01:00:00Z"), "03:00");
        assert_eq!(wall("2026-10-25T00:59:59Z"), "02:59");
        assert_eq!(wall("2026-10-25T01:00:00Z"), "02:00");
    }

    #[test]
    fn a_day_begins_at_norwegian_midnight() {
        let begins =
            |text: &str| start_of_day(text.parse().expect("a date")).map(|at| at.to_rfc3339());
        assert_eq!(
            begins("2026-01-15").as_deref(),
            Some("2026-01-14T23:00:00+00:00")
        );
        assert_eq!(
            begins("2026-03-29").as_deref(),
            Some("2026-03-28T23:00:00+00:00")
        );
        assert_eq!(
            begins("2026-03-30").as_deref(),
            Some("2026-03-29T22:00:00+00:00")
        );
        assert_eq!(
            begins("2026-10-26").as_deref(),
            Some("2026-10-25T23:00:00+00:00")
        );
    }

    #[test]
    fn dates_are_written_as_norwegians_write_them() {
        let instant = at("2026-11-25T23:05:00Z");
        assert_eq!(
            date_time(instant, Language::Nb),
            "26. november 2026 kl. 00.05"
        );
        assert_eq!(
            date_time(instant, Language::En),
            "26 November 2026 at 00:05"
        );
        assert_eq!(
            short_date_time(instant, Language::Nn),
            "26.11.2026 kl. 00.05"
        );
        assert_eq!(short_date_time(instant, Language::En), "26 Nov 2026, 00:05");
    }

    #[test]
    fn age_is_counted_in_calendar_days() {
        let now = at("2026-11-25T08:00:00Z");
        assert_eq!(
            days_ago(at("2026-11-24T23:30:00Z"), now, Language::Nb),
            "i dag"
        );
        assert_eq!(
            days_ago(at("2026-11-24T22:30:00Z"), now, Language::Nb),
            "i går"
        );
        assert_eq!(
            days_ago(at("2026-11-20T12:00:00Z"), now, Language::Nn),
            "for 5 dagar sidan"
        );
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!(number(999, Language::Nb), "999");
        assert_eq!(number(1_234_567, Language::Nb), "1\u{a0}234\u{a0}567");
        assert_eq!(number(-1234, Language::En), "−1,234");
    }
}
