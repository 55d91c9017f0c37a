//! Dates as people type them: `24.12.`, `24.12.2026`, `24. des`, `1.7.–31.7.`, `juli`, `uke 29`, and the document's own `2026-12-24`.
//!
//! A date without a year is the next one there is: opening hours are planned ahead. What cannot be read is nothing; the caller
//! keeps what was typed.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::super::calendar;
use super::super::entry;
use super::super::read;
use super::super::words::words;
use crate::text::Language;

/// A date as far as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Parts {
    day: u32,
    month: Option<u32>,
    year: Option<i32>,
}

/// A word or a number.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    /// A number and how many digits it was typed with.
    Number(u32, usize),
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let take = |keep: fn(char) -> bool| {
            let end = rest.find(|c| !keep(c)).unwrap_or(rest.len());
            rest.split_at(end)
        };
        if first.is_ascii_digit() {
            let (digits, after) = take(|c| c.is_ascii_digit());
            if digits.len() > 8 || tokens.len() > 8 {
                return None;
            }
            tokens.push(Token::Number(digits.parse().ok()?, digits.len()));
            rest = after;
        } else if first.is_alphabetic() {
            let (word, after) = take(char::is_alphabetic);
            tokens.push(Token::Word(word.to_lowercase()));
            rest = after;
        } else if matches!(first, '.' | ',' | '/' | '-' | ' ' | '\u{a0}') {
            rest = &rest[first.len_utf8()..];
        } else {
            return None;
        }
    }
    Some(tokens)
}

/// A month by its name or the first three letters of it or more.
fn month(word: &str) -> Option<u32> {
    if word.chars().count() < 3 {
        return None;
    }
    Language::ALL.into_iter().find_map(|language| {
        words(language)
            .months
            .iter()
            .position(|name| name.to_lowercase().starts_with(word))
            .map(|index| index as u32 + 1)
    })
}

fn is_weekday(word: &str) -> bool {
    let long = word.chars().count() >= 3;
    let names = |language: Language| words(language).weekdays;
    long && Language::ALL.into_iter().any(|language| {
        names(language)
            .iter()
            .any(|name| name.to_lowercase().starts_with(word))
    })
}

/// Two digits are of this century.
fn year(number: u32, digits: usize) -> Option<i32> {
    match digits {
        2 => Some(2000 + number as i32),
        4 => Some(number as i32),
        _ => None,
    }
}

fn parts(text: &str) -> Option<Parts> {
    use Token::{Number as N, Word as W};
    let mut tokens = tokens(text)?;
    if matches!(tokens.first(), Some(W(word)) if tokens.len() > 1 && is_weekday(word)) {
        tokens.remove(0);
    }
    let (day, month, year) = match tokens.as_slice() {
        // 24122026, 241226, 2412
        [N(all, 8)] => (
            all / 1_000_000,
            Some(all / 10_000 % 100),
            Some(year(all % 10_000, 4)?),
        ),
        [N(all, 6)] => (
            all / 10_000,
            Some(all / 100 % 100),
            Some(year(all % 100, 2)?),
        ),
        [N(all, 4)] => (all / 100, Some(all % 100), None),
        [N(day, 1 | 2)] => (*day, None, None),
        [N(day, 1 | 2), N(number, 1 | 2)] => (*day, Some(*number), None),
        [N(day, 1 | 2), W(name)] | [W(name), N(day, 1 | 2)] => (*day, Some(month(name)?), None),
        // 2026-12-24, however it was cut.
        [N(then, 4), N(number, 1 | 2), N(day, 1 | 2)] => {
            (*day, Some(*number), Some(year(*then, 4)?))
        }
        [N(day, 1 | 2), N(number, 1 | 2), N(then, digits)] => {
            (*day, Some(*number), Some(year(*then, *digits)?))
        }
        [N(day, 1 | 2), W(name), N(then, digits)] | [W(name), N(day, 1 | 2), N(then, digits)] => {
            (*day, Some(month(name)?), Some(year(*then, *digits)?))
        }
        _ => return None,
    };
    Some(Parts { day, month, year })
}

/// A date that a schedule may hold.
fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1900..=2200).contains(&year))
}

impl Parts {
    /// The date; without a year the first on or after another.
    fn on_or_after(self, near: NaiveDate) -> Option<NaiveDate> {
        let month = self.month?;
        match self.year {
            Some(year) => date(year, month, self.day),
            // The 29th of February comes within eight years.
            None => (near.year()..=near.year() + 8)
                .filter_map(|year| date(year, month, self.day))
                .find(|date| *date >= near),
        }
    }

    /// The date; without a year the last on or before another.
    fn on_or_before(self, end: NaiveDate) -> Option<NaiveDate> {
        let month = self.month?;
        match self.year {
            Some(year) => date(year, month, self.day),
            None => (end.year() - 8..=end.year())
                .rev()
                .filter_map(|year| date(year, month, self.day))
                .find(|date| *date <= end),
        }
    }
}

/// The date that was typed. Without a year it is the first on or after `near`.
#[must_use]
pub fn day(text: &str, near: NaiveDate) -> Option<NaiveDate> {
    match text.trim().to_lowercase().as_str() {
        "i dag" | "idag" | "today" => return Some(near),
        "i morgen" | "imorgen" | "i morgon" | "tomorrow" => return near.succ_opt(),
        _ => {}
    }
    parts(text)?.on_or_after(near)
}

/// From date to date: `1.7.–31.7.`, `24.–26. desember`, `juli 2027`, `uke 29`, `uke 28–30`; one date is a range of one day.
#[must_use]
pub fn range(text: &str, near: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    if let Some(date) = day(text, near) {
        return Some((date, date));
    }
    let lower = text.trim().to_lowercase();
    if let Some(found) = weeks(&lower, near).or_else(|| whole_month(&lower, near)) {
        return Some(found);
    }
    halves(&lower).find_map(|(first, last)| {
        let (mut first, last) = (parts(first)?, parts(last)?);
        first.month = first.month.or(last.month);
        let (from, to) = if first.year.is_some() {
            let from = first.on_or_after(near)?;
            (from, last.on_or_after(from)?)
        } else {
            // The end is what lies ahead: a range that has begun already is one as well.
            let to = last.on_or_after(near)?;
            (first.on_or_before(to)?, to)
        };
        (from <= to).then_some((from, to))
    })
}

/// Every way to cut a text in two at something that means "to".
fn halves(text: &str) -> impl Iterator<Item = (&str, &str)> {
    ["–", "—", " til ", " to ", "-"]
        .into_iter()
        .flat_map(move |mark| {
            text.match_indices(mark)
                .map(move |(at, mark)| (&text[..at], &text[at + mark.len()..]))
        })
        .filter(|(first, last)| !first.trim().is_empty() && !last.trim().is_empty())
}

/// `uke 29`, `uke 28-30`, `veke 29 2027`.
fn weeks(text: &str, near: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let plain = text.replace(['–', '—'], "-").replace(" til ", "-");
    let tokens = tokens(&plain)?;
    let [Token::Word(word), numbers @ ..] = tokens.as_slice() else {
        return None;
    };
    if !matches!(
        word.as_str(),
        "uke" | "uka" | "uken" | "uker" | "veke" | "veka" | "veker" | "week" | "weeks"
    ) {
        return None;
    }
    let (first, last, then) = match *numbers {
        [Token::Number(week, 1 | 2)] => (week, week, None),
        [Token::Number(week, 1 | 2), Token::Number(then, 4)] => (week, week, Some(then as i32)),
        [Token::Number(first, 1 | 2), Token::Number(last, 1 | 2)] => (first, last, None),
        [
            Token::Number(first, 1 | 2),
            Token::Number(last, 1 | 2),
            Token::Number(then, 4),
        ] => (first, last, Some(then as i32)),
        _ => return None,
    };
    let of = |year: i32| {
        let from = NaiveDate::from_isoywd_opt(year, first, Weekday::Mon)?;
        let to = NaiveDate::from_isoywd_opt(year, last, Weekday::Sun)?;
        (from <= to && (1900..=2200).contains(&from.year())).then_some((from, to))
    };
    match then {
        Some(year) => of(year),
        None => (near.year() - 1..=near.year() + 8)
            .filter_map(of)
            .find(|(_, to)| *to >= near),
    }
}

/// `juli`, `hele juli`, `juli 2027`.
fn whole_month(text: &str, near: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let tokens = tokens(text)?;
    let tokens = match tokens.as_slice() {
        [Token::Word(all), rest @ ..] if matches!(all.as_str(), "hele" | "heile" | "all") => rest,
        all => all,
    };
    let (name, then) = match tokens {
        [Token::Word(name)] => (name, None),
        [Token::Word(name), Token::Number(then, 4)] => (name, Some(*then as i32)),
        _ => return None,
    };
    let month = month(name)?;
    let of = |year: i32| {
        let last = calendar::month_length(year, month);
        Some((date(year, month, 1)?, date(year, month, last)?))
    };
    match then {
        Some(year) => of(year),
        None => (near.year()..=near.year() + 1)
            .filter_map(of)
            .find(|(_, to)| *to >= near),
    }
}

/// A day of every year, `15.6.` or `15. juni`, as month and day.
#[must_use]
pub fn month_day(text: &str) -> Option<(u32, u32)> {
    let parts = parts(text).filter(|parts| parts.year.is_none())?;
    let month = parts.month?;
    // The 29th of February exists: it comes in leap years.
    date(2024, month, parts.day).map(|_| (month, parts.day))
}

/// A time of day in minutes; the end of the day is not one.
#[must_use]
pub fn time(text: &str) -> Option<u16> {
    entry::time(text).filter(|&minute| minute < calendar::DAY_MINUTES)
}

/// A date for a field, so that it is read back the same: `24.12.2026`, in English `24 Dec 2026`.
#[must_use]
pub fn written(language: Language, date: NaiveDate) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match language {
        Language::En => format!("{day} {} {year:04}", short_month(month)),
        _ => format!("{day:02}.{month:02}.{year:04}"),
    }
}

/// A day of every year for a field: `15.06.`, in English `15 Jun`.
#[must_use]
pub fn written_month_day(language: Language, (month, day): (u32, u32)) -> String {
    match language {
        Language::En => format!("{day} {}", short_month(month)),
        _ => format!("{day:02}.{month:02}."),
    }
}

fn short_month(month: u32) -> &'static str {
    let name = words(Language::En).months[(month.clamp(1, 12) - 1) as usize];
    &name[..3]
}

/// A time for a field: `08.30`, in English `08:30`.
#[must_use]
pub fn written_time(language: Language, minute: u16) -> String {
    super::super::words::clock(language, minute.into())
}

/// What a field shows for a date of the document: the date as people write it, or what was typed when it is none.
#[must_use]
pub fn shown(language: Language, text: &str) -> String {
    match (read::date(text), read::month_day(text)) {
        (Ok(day), _) => written(language, calendar::to_date(day)),
        (_, Ok(day)) => written_month_day(language, day),
        _ => text.to_owned(),
    }
}

/// A moment of the document in its two fields, date and time, as the document has them.
#[must_use]
pub fn cut_moment(text: &str) -> (&str, &str) {
    text.rsplit_once('T').unwrap_or((text, ""))
}

/// The date and the time of two fields as a moment of the document.
#[must_use]
pub fn joined_moment(date: &str, time: &str) -> String {
    if date.is_empty() && time.is_empty() {
        return String::new();
    }
    // The mark between them is the last of its kind.
    format!("{date}T{}", time.replace('T', "t"))
}

/// A time for the document, or what was typed when it is none.
#[must_use]
pub fn time_text(text: &str) -> String {
    time(text).map_or_else(
        || text.trim().to_owned(),
        |minute| format!("{:02}:{:02}", minute / 60, minute % 60),
    )
}

/// What a field shows for a time of the document.
#[must_use]
pub fn shown_time(language: Language, text: &str) -> String {
    read::time(text).map_or_else(|_| text.to_owned(), |minute| written_time(language, minute))
}

/// The day after.
#[must_use]
pub fn next(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn read(text: &str) -> Option<String> {
        day(text, date("2026-11-22")).map(|date| date.to_string())
    }

    fn read_range(text: &str) -> Option<String> {
        range(text, date("2026-11-22")).map(|(from, to)| format!("{from} {to}"))
    }

    #[test]
    fn a_date_is_read_the_way_people_type_it() {
        for typed in [
            "24.12.",
            "24.12",
            "24.12.2026",
            "24.12.26",
            "24/12",
            "24-12-2026",
            "24. des",
            "24 desember",
            "24. desember 2026",
            "torsdag 24. desember",
            "tors. 24.12.",
            "24 Dec 2026",
            "December 24",
            "2026-12-24",
            "2412",
            "241226",
            "24122026",
            " 24. DES. ",
        ] {
            assert_eq!(read(typed).as_deref(), Some("2026-12-24"), "{typed:?}");
        }
        assert_eq!(read("i morgen").as_deref(), Some("2026-11-23"));
    }

    #[test]
    fn without_a_year_it_is_the_next_one() {
        assert_eq!(read("22.11.").as_deref(), Some("2026-11-22"));
        assert_eq!(read("21.11.").as_deref(), Some("2027-11-21"));
        assert_eq!(read("29.2.").as_deref(), Some("2028-02-29"));
    }

    #[test]
    fn what_is_no_date_is_nothing() {
        for typed in [
            "",
            "24",
            "31.6.",
            "0.1.",
            "24.13.",
            "29.2.2027",
            "24.12.202",
            "24:12",
            "snart",
            "24. ju.. 12 12",
            "1.1.2300",
            "123456789",
        ] {
            assert_eq!(read(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn ranges_weeks_and_months() {
        for (typed, expected) in [
            ("24.12.", "2026-12-24 2026-12-24"),
            ("1.7.–31.7.", "2027-07-01 2027-07-31"),
            ("1.7-31.7", "2027-07-01 2027-07-31"),
            ("1.7. til 31.7.2028", "2028-07-01 2028-07-31"),
            ("24.–26. desember", "2026-12-24 2026-12-26"),
            ("24-26.12.2026", "2026-12-24 2026-12-26"),
            ("28.12.–3.1.", "2026-12-28 2027-01-03"),
            ("28.12.2027–3.1.", "2027-12-28 2028-01-03"),
            // Begun already.
            ("20.11.–30.11.", "2026-11-20 2026-11-30"),
            ("2026-12-24–2026-12-26", "2026-12-24 2026-12-26"),
            ("juli", "2027-07-01 2027-07-31"),
            ("hele juli 2028", "2028-07-01 2028-07-31"),
            ("november", "2026-11-01 2026-11-30"),
            ("february 2028", "2028-02-01 2028-02-29"),
            ("uke 29", "2027-07-19 2027-07-25"),
            ("uke 28–30", "2027-07-12 2027-08-01"),
            ("veke 53 2026", "2026-12-28 2027-01-03"),
            ("uke 47", "2026-11-16 2026-11-22"),
        ] {
            assert_eq!(read_range(typed).as_deref(), Some(expected), "{typed:?}");
        }
        for typed in [
            "",
            "–",
            "uke",
            "uke 54",
            "uke 30–28 2027",
            "31.7.2027–1.7.2027",
            "a–b",
        ] {
            assert_eq!(read_range(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn days_of_every_year() {
        assert_eq!(month_day("15.6."), Some((6, 15)));
        assert_eq!(month_day("29. feb"), Some((2, 29)));
        assert_eq!(month_day("6.7"), Some((7, 6)));
        assert_eq!(month_day("31.6."), None);
        assert_eq!(month_day("15.6.2027"), None);
        assert_eq!(shown(Language::Nb, "06-15"), "15.06.");
        assert_eq!(shown(Language::En, "06-15"), "15 Jun");
        assert_eq!(shown(Language::Nb, "15.6"), "15.6");
    }

    #[test]
    fn a_moment_half_typed_keeps_its_halves() {
        assert_eq!(cut_moment("2026-12-24T10:00"), ("2026-12-24", "10:00"));
        let half = joined_moment("24. Tes", "kl Ti");
        assert_eq!(cut_moment(&half), ("24. Tes", "kl ti"));
        assert_eq!(cut_moment(&joined_moment("", "")), ("", ""));
        assert_eq!(
            cut_moment(&joined_moment("2026-12-24", "")),
            ("2026-12-24", "")
        );
        assert_eq!(time_text("8"), "08:00");
        assert_eq!(time_text("24"), "24");
        assert_eq!(shown_time(Language::Nb, "08:00"), "08.00");
        assert_eq!(shown_time(Language::Nb, "8 e"), "8 e");
    }

    #[test]
    fn a_time_is_shown_by_the_readers_language_and_read_in_any() {
        assert_eq!(shown_time(Language::Nb, "08:30"), "08.30");
        assert_eq!(shown_time(Language::Nn, "08:30"), "08.30");
        assert_eq!(shown_time(Language::En, "08:30"), "08:30");
        for typed in ["830", "0830", "8.30", "08.30", "8:30", "08:30"] {
            assert_eq!(time_text(typed), "08:30", "{typed}");
        }
        assert_eq!(shown_time(Language::En, "8 e"), "8 e");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(offset in 0_i32..90_000, language in 0_usize..3) {
            let date = calendar::to_date(offset);
            prop_assume!((1970..2200).contains(&date.year()));
            let language = Language::ALL[language];
            let near = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
            prop_assert_eq!(day(&written(language, date), near), Some(date));
            let day = (date.month(), date.day());
            prop_assert_eq!(month_day(&written_month_day(language, day)), Some(day));
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,40}") {
            let near = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
            let _ = day(&text, near);
            if let Some((from, to)) = range(&text, near) {
                prop_assert!(from <= to);
            }
            let _ = month_day(&text);
        }

        #[test]
        fn dates_of_any_kind_are_not_too_strange(text in "[0-9]{0,4}[ .–-]{0,2}[0-9a-zæøå]{0,5}[ .–-]{0,2}(uke|juli|des)?[0-9]{0,4}") {
            let near = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
            if let Some((from, to)) = range(&text, near) {
                prop_assert!(from <= to);
            }
        }
    }
}
