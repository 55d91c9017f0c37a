//! An iCalendar feed (RFC 5545) of opening hours: one event a span, worked out date by date.
//!
//! Recurrence rules could not say holidays, exceptions and closures as we mean them, so the feed
//! carries the result. An event keeps its UID as long as its schedule, date and place in the day
//! stay, so a calendar that refreshes moves it rather than doubling it. The time stamp is handed
//! in: the same input gives the same bytes, and the bytes their ETag.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use chrono::{Offset, TimeZone};
use chrono_tz::OffsetName;

use super::calendar::{self, DAY_SECONDS};
use super::engine::CompiledSchedule;
use super::plan::State;
use crate::text::Language;

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursEvent {
    /// Stable as long as the schedule's name and the span's place in its date are.
    pub uid: String,
    /// Start on the schedule's clock.
    pub start: DateTime<FixedOffset>,
    /// End, not included.
    pub end: DateTime<FixedOffset>,
    /// Open or by appointment.
    pub state: State,
}

/// What a feed needs to know besides the hours.
#[derive(Clone, Debug)]
pub struct Feed<'a> {
    /// A name of the schedule that never changes: it goes into every UID.
    pub key: &'a str,
    /// The domain UIDs end in.
    pub domain: &'a str,
    /// What the calendar is called: the listing and the place.
    pub name: &'a str,
    /// The language of the titles.
    pub language: Language,
    /// When the schedule was last changed.
    pub stamp: DateTime<Utc>,
    /// First date.
    pub from: NaiveDate,
    /// Last date; at most 400 dates are written.
    pub to: NaiveDate,
}

/// The events of a feed.
#[must_use]
pub fn events(compiled: &CompiledSchedule, feed: &Feed<'_>) -> Vec<HoursEvent> {
    let mut events = Vec::new();
    for day in compiled.days(feed.from, feed.to) {
        for (i, span) in day.spans.iter().enumerate() {
            let uid = format!(
                "{}-{}-{}@{}",
                plain(feed.key),
                day.date.format("%Y%m%d"),
                i + 1,
                plain(feed.domain)
            );
            events.push(HoursEvent {
                uid,
                start: span.start,
                end: span.end,
                state: span.state,
            });
        }
    }
    events
}

/// The feed as text, lines ended and folded as the standard asks.
#[must_use]
pub fn feed(compiled: &CompiledSchedule, feed: &Feed<'_>) -> String {
    let zone = compiled.zone().tz().name();
    let (open, appointment) = match feed.language {
        Language::Nb => ("Åpent", "Etter avtale"),
        Language::Nn => ("Ope", "Etter avtale"),
        Language::En => ("Open", "By appointment"),
    };
    let stamp = feed.stamp.format("%Y%m%dT%H%M%SZ").to_string();
    let mut lines = Lines::default();
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Veiviser//Opening hours//NO",
        "CALSCALE:GREGORIAN",
    ] {
        lines.add(line);
    }
    lines.add(&format!("NAME:{}", escaped(feed.name)));
    lines.add(&format!("X-WR-CALNAME:{}", escaped(feed.name)));
    lines.add("REFRESH-INTERVAL;VALUE=DURATION:PT12H");
    time_zone(compiled, feed, &mut lines);
    for event in events(compiled, feed) {
        let title = if event.state == State::Appointment {
            appointment
        } else {
            open
        };
        lines.add("BEGIN:VEVENT");
        lines.add(&format!("UID:{}", event.uid));
        lines.add(&format!("DTSTAMP:{stamp}"));
        lines.add(&format!("DTSTART{}", moment(compiled, zone, event.start)));
        lines.add(&format!("DTEND{}", moment(compiled, zone, event.end)));
        lines.add(&format!(
            "SUMMARY:{}",
            escaped(&format!("{title}: {}", feed.name))
        ));
        // Opening hours make nobody busy.
        lines.add("TRANSP:TRANSPARENT");
        lines.add("END:VEVENT");
    }
    lines.add("END:VCALENDAR");
    lines.text
}

/// A local time with its zone; in UTC where the local reading would mean another instant.
fn moment(compiled: &CompiledSchedule, zone: &str, at: DateTime<FixedOffset>) -> String {
    let local = at.naive_local();
    if compiled.zone().instant(local.and_utc().timestamp()) == at.timestamp() {
        format!(";TZID={zone}:{}", local.format("%Y%m%dT%H%M%S"))
    } else {
        format!(":{}", at.to_utc().format("%Y%m%dT%H%M%SZ"))
    }
}

/// The zone's changes in the time of the feed, each written out.
fn time_zone(compiled: &CompiledSchedule, feed: &Feed<'_>, lines: &mut Lines) {
    let zone = compiled.zone();
    let from = zone.instant_of(calendar::from_date(feed.from), 0) - DAY_SECONDS;
    let to = zone.instant_of(calendar::from_date(feed.to), 0) + 3 * DAY_SECONDS;
    lines.add("BEGIN:VTIMEZONE");
    lines.add(&format!("TZID:{}", zone.tz().name()));
    // What was in force before the feed begins, then every change.
    let begins = zone.offset_at(from);
    let first = (from, begins, begins);
    for (at, before, after) in std::iter::once(first).chain(zone.transitions(from + 1, to)) {
        let instant = DateTime::from_timestamp(at, 0)
            .unwrap_or_default()
            .naive_utc();
        let offset = zone.tz().offset_from_utc_datetime(&instant);
        let summer = after > before || (at == from && dst(&offset));
        let name = offset
            .abbreviation()
            .map_or_else(String::new, str::to_owned);
        let kind = if summer { "DAYLIGHT" } else { "STANDARD" };
        let local = DateTime::from_timestamp(at + i64::from(before), 0)
            .unwrap_or_default()
            .naive_utc();
        lines.add(&format!("BEGIN:{kind}"));
        lines.add(&format!("DTSTART:{}", local.format("%Y%m%dT%H%M%S")));
        lines.add(&format!("TZOFFSETFROM:{}", offset_text(before)));
        lines.add(&format!("TZOFFSETTO:{}", offset_text(after)));
        if !name.is_empty() {
            lines.add(&format!("TZNAME:{}", escaped(&name)));
        }
        lines.add(&format!("END:{kind}"));
    }
    lines.add("END:VTIMEZONE");
}

fn dst(offset: &chrono_tz::TzOffset) -> bool {
    use chrono_tz::OffsetComponents;
    offset.dst_offset().num_seconds() != 0 && offset.fix().local_minus_utc() != 0
}

fn offset_text(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

/// Text as a property value.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Text that may stand in a UID.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'))
        .collect()
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// Adds a line, folded so that none is longer than 75 octets.
    fn add(&mut self, line: &str) {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > 75 {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(c);
            length += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::{HolidayRule, Schedule, Weekday, WeeklyRule, compile};

    fn nights() -> CompiledSchedule {
        let rule = WeeklyRule {
            days: vec![Weekday::Saturday],
            start: "22:00".into(),
            duration_minutes: 480,
            ..WeeklyRule::default()
        };
        let mut schedule = Schedule::of_week(vec![rule]);
        schedule.holidays.rule = HolidayRule::Normal;
        compile(&schedule).unwrap()
    }

    fn options<'a>(name: &'a str, from: &str, to: &str) -> Feed<'a> {
        Feed {
            key: "0199",
            domain: "veiviser.example",
            name,
            language: Language::Nb,
            stamp: "2026-01-02T03:04:05Z".parse().unwrap(),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        }
    }

    #[test]
    fn a_feed_is_complete_and_its_lines_are_short() {
        let name =
            "Legevakten, Øvre gate; et svært langt navn på et sted som ikke får plass på én linje";
        let text = feed(&nights(), &options(name, "2026-10-18", "2026-10-31"));
        assert!(
            text.split("\r\n").all(|line| line.len() <= 75)
                && !text.replace("\r\n", "").contains('\n')
        );
        let unfolded = text.replace("\r\n ", "");
        for line in [
            "DTSTART;TZID=Europe/Oslo:20261024T220000",
            "DTEND;TZID=Europe/Oslo:20261025T060000",
            "UID:0199-20261024-1@veiviser.example",
            "DTSTAMP:20260102T030405Z",
            "SUMMARY:Åpent: Legevakten\\, Øvre gate\\; et svært langt navn på et sted som ikke får plass på én linje",
            "BEGIN:DAYLIGHT",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "DTSTART:20261025T030000",
            "TZNAME:CET",
        ] {
            assert!(
                unfolded.contains(&format!("{line}\r\n")),
                "no {line} in\n{unfolded}"
            );
        }
        assert_eq!(
            text,
            feed(&nights(), &options(name, "2026-10-18", "2026-10-31")),
            "the same bytes for the same input"
        );
    }

    #[test]
    fn an_event_keeps_its_uid_when_the_window_moves() {
        let first = events(&nights(), &options("x", "2026-10-18", "2026-10-31"));
        let later = events(&nights(), &options("x", "2026-10-20", "2026-11-20"));
        assert_eq!(first[0].uid, later[0].uid);
        assert_eq!(first.len(), 2);
        assert_eq!((first[0].end - first[0].start).num_hours(), 9);
    }
}
