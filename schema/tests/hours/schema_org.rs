//! schema.org's entries, read back by a reader that knows nothing of schedules: the dated entries of
//! a date stand instead of its ordinary ones, and a night goes with the date it begins on. It must
//! find the minutes the engine finds.

use chrono::{DateTime, Days, MappedLocalTime, NaiveDate, TimeZone, Timelike};
use chrono_tz::Tz;
use proptest::prelude::*;
use serde_json::Value;
use veiviser_schema::hours::{Mode, State, compile, schema_org};

use crate::oracle::{WINDOW_DAYS, schedule};

struct Entry {
    days: Vec<String>,
    dates: Option<(NaiveDate, NaiveDate)>,
    opens: usize,
    closes: usize,
}

fn entry(value: &Value) -> Entry {
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    let minute = |key: &str| {
        let text = text(key).unwrap();
        let (hour, minute) = text.split_once(':').unwrap();
        hour.parse::<usize>().unwrap() * 60 + minute.parse::<usize>().unwrap()
    };
    let date = |key: &str| text(key).map(|text| text.parse::<NaiveDate>().unwrap());
    let days = value["dayOfWeek"].as_array().cloned().unwrap_or_default();
    let (opens, mut closes) = (minute("opens"), minute("closes"));
    if closes == 1439 {
        closes = 1440;
    }
    if closes <= opens && (opens, closes) != (0, 0) {
        closes += 1440;
    }
    Entry {
        days: days
            .iter()
            .map(|day| day.as_str().unwrap().replace("https://schema.org/", ""))
            .collect(),
        dates: date("validFrom").zip(date("validThrough")),
        opens,
        closes,
    }
}

/// The entries that begin on a date.
fn of_date(entries: &[Entry], date: NaiveDate) -> Vec<&Entry> {
    let own: Vec<&Entry> = entries
        .iter()
        .filter(|entry| {
            entry
                .dates
                .is_some_and(|(from, through)| from <= date && date <= through)
        })
        .collect();
    if !own.is_empty() {
        return own;
    }
    let weekday = date.format("%A").to_string();
    let ordinary = entries
        .iter()
        .filter(|entry| entry.dates.is_none() && entry.days.contains(&weekday));
    ordinary.collect()
}

/// Whether each minute of a date is open.
fn read(entries: &[Entry], date: NaiveDate) -> [bool; 1440] {
    let mut open = [false; 1440];
    for entry in of_date(entries, date) {
        open[entry.opens..entry.closes.min(1440)].fill(true);
    }
    for entry in of_date(entries, date - Days::new(1)) {
        open[..entry.closes.saturating_sub(1440)].fill(true);
    }
    open
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn a_reader_finds_the_minutes_the_engine_finds((schedule, from) in schedule(), later in 0..6_u64) {
        prop_assume!(matches!(schedule.mode, Mode::Scheduled | Mode::Always));
        // Samoa left out a date: what was planned for it falls on a date no reader would look at.
        prop_assume!(schedule.time_zone != "Pacific/Apia");
        let compiled = compile(&schedule).unwrap();
        let tz: Tz = schedule.time_zone.parse().unwrap();
        let today = DateTime::from_timestamp(from, 0).unwrap().date_naive() + Days::new(later);
        let values = schema_org::opening_hours_specification(&schedule, &compiled, today);
        let entries: Vec<Entry> = values.iter().map(entry).collect();
        let mut known: Option<(NaiveDate, [bool; 1440])> = None;
        for cell in 0..WINDOW_DAYS * 1440 {
            let at = DateTime::from_timestamp(from + cell * 60, 0).unwrap();
            let local = at.with_timezone(&tz).naive_local();
            // The day before's reading may be incomplete, and a minute that comes twice has one reading only.
            if local.date() < today || matches!(tz.from_local_datetime(&local), MappedLocalTime::Ambiguous(..)) {
                continue;
            }
            if known.is_none_or(|(date, _)| date != local.date()) {
                known = Some((local.date(), read(&entries, local.date())));
            }
            let minute = (local.hour() * 60 + local.minute()) as usize;
            // 23:59 stands for midnight.
            if minute == 1439 {
                continue;
            }
            let open = compiled.state_at(at).state == State::Open;
            prop_assert_eq!(known.unwrap().1[minute], open, "{} as of {}: {:#?} of {:#?}", local, today, values, schedule);
        }
    }
}
