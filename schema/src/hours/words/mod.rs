//! The words opening hours are told in.
//!
//! Each language is one table of words in a file of its own; what is common to them (joining
//! lists, ranges of days, clock times) is here. Sentences are put together by the summary, the
//! difference and the reason, which know no language.

mod en;
mod nb;
mod nn;

use chrono::{Datelike, NaiveDate};

use super::calendar::DAY_MINUTES;
use super::schedule::{HolidayKey, WeekParity, Weekday};
use crate::text::Language;

/// One language's words.
pub(crate) struct Words {
    pub weekdays: [&'static str; 7],
    pub months: [&'static str; 12],
    /// In the order of [`HolidayKey::ALL`], as they stand inside a sentence.
    pub holidays: [&'static str; 17],
    pub and: &'static str,
    pub every_day: &'static str,
    pub closed: &'static str,
    pub otherwise_closed: &'static str,
    pub by_appointment: &'static str,
    pub round_the_clock: &'static str,
    pub always: &'static str,
    pub appointment_only: &'static str,
    pub not_stated: &'static str,
    pub never_open: &'static str,
    /// The same, when there are seasons, holidays or dates with hours of their own.
    pub usually_closed: &'static str,
    pub public_holidays: &'static str,
    pub as_usual: &'static str,
    pub as_sunday: &'static str,
    /// `{}` is a time: "kl. {}".
    pub at_clock: &'static str,
    /// `{0}` and `{1}` are times; the second is on the next day.
    pub to_next_day: &'static str,
    pub odd_weeks: &'static str,
    pub even_weeks: &'static str,
    /// First to fifth.
    pub ordinals: [&'static str; 5],
    pub last: &'static str,
    /// `{}` is "first and last Tuesday".
    pub of_the_month: &'static str,
    pub was_now: &'static str,
    pub added: &'static str,
    pub removed: &'static str,
    pub none: &'static str,
    pub outside_hours: &'static str,
    pub closure: &'static str,
    pub opening_hours: &'static str,
    pub time_zone: &'static str,
    /// `{}` is the name of a time zone.
    pub times_in_zone: &'static str,
    pub confirmed_changed: &'static str,
    /// "from {0} {1} to {2} {3}" for closures over several dates.
    pub from_to: &'static str,
    pub language_names: [&'static str; 3],
}

/// The words of a language.
pub(crate) const fn words(language: Language) -> &'static Words {
    match language {
        Language::Nb => &nb::WORDS,
        Language::Nn => &nn::WORDS,
        Language::En => &en::WORDS,
    }
}

/// A clock time, `08.00` in Norwegian and `08:00` in English. Minutes after midnight; the end
/// of a day is 24.00.
pub(crate) fn clock(language: Language, minute: i32) -> String {
    let day = i32::from(DAY_MINUTES);
    let minute = if minute == day {
        day
    } else {
        minute.rem_euclid(day)
    };
    let mark = if language == Language::En { ':' } else { '.' };
    format!("{:02}{mark}{:02}", minute / 60, minute % 60)
}

/// Fills `{}`, or `{0}`, `{1}` and so on.
pub(crate) fn fill(template: &str, values: &[&str]) -> String {
    let mut text = String::with_capacity(template.len() + 16);
    let mut rest = template;
    let mut next = 0;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|i| open + i) else {
            break;
        };
        text.push_str(&rest[..open]);
        let i = rest[open + 1..close].parse().unwrap_or(next);
        text.push_str(values.get(i).copied().unwrap_or_default());
        next = i + 1;
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    text
}

/// "a", "a og b", "a, b og c".
pub(crate) fn list(language: Language, items: &[String]) -> String {
    let and = words(language).and;
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

/// "mandag–fredag", "lørdag og søndag", "mandag, onsdag og fredag", "alle dager".
#[must_use]
pub fn days(language: Language, set: [bool; 7]) -> String {
    let words = words(language);
    if set == [true; 7] {
        return words.every_day.to_owned();
    }
    let mut parts = Vec::new();
    let mut i = 0;
    while i < 7 {
        if !set[i] {
            i += 1;
            continue;
        }
        let mut end = i;
        while end < 6 && set[end + 1] {
            end += 1;
        }
        if end - i >= 2 {
            parts.push(format!("{}–{}", words.weekdays[i], words.weekdays[end]));
        } else {
            parts.extend((i..=end).map(|day| words.weekdays[day].to_owned()));
        }
        i = end + 1;
    }
    list(language, &parts)
}

/// A weekday, as it stands inside a sentence.
#[must_use]
pub fn weekday_name(language: Language, day: Weekday) -> &'static str {
    words(language).weekdays[day.index()]
}

/// A month from 1 to 12, as it stands inside a sentence.
#[must_use]
pub fn month_name(language: Language, month: u32) -> &'static str {
    words(language).months[(month.clamp(1, 12) - 1) as usize]
}

/// A holiday's name, as it stands inside a sentence.
pub(crate) fn holiday(language: Language, key: HolidayKey) -> &'static str {
    words(language).holidays[key.index()]
}

/// "24. desember 2026", "24 December 2026".
pub(crate) fn date(language: Language, date: NaiveDate) -> String {
    format!(
        "{} {}",
        day_month(language, date.month(), date.day()),
        date.year()
    )
}

/// "24. desember", "24 December".
pub(crate) fn day_month(language: Language, month: u32, day: u32) -> String {
    let name = month_name(language, month);
    format!("{} {name}", day_of_month(language, day))
}

fn day_of_month(language: Language, day: u32) -> String {
    let dot = if language == Language::En { "" } else { "." };
    format!("{day}{dot}")
}

/// "15. juni–15. august", "1.–31. juli"; one day when both are the same. Month and day of each.
pub(crate) fn yearly_range(language: Language, from: (u32, u32), to: (u32, u32)) -> String {
    let last = day_month(language, to.0, to.1);
    if from == to {
        last
    } else if from.0 == to.0 && from.1 < to.1 {
        format!("{}–{last}", day_of_month(language, from.1))
    } else {
        format!("{}–{last}", day_month(language, from.0, from.1))
    }
}

/// "29. juni–24. juli 2026"; one date when both are the same.
pub(crate) fn date_range(language: Language, from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        date(language, from)
    } else if from.year() == to.year() && from.month() == to.month() {
        format!(
            "{}–{}",
            day_of_month(language, from.day()),
            date(language, to)
        )
    } else if from.year() == to.year() {
        format!(
            "{}–{}",
            day_month(language, from.month(), from.day()),
            date(language, to)
        )
    } else {
        format!("{}–{}", date(language, from), date(language, to))
    }
}

/// "oddetallsuker" or "partallsuker".
pub(crate) fn parity(language: Language, weeks: WeekParity) -> &'static str {
    match weeks {
        WeekParity::Odd => words(language).odd_weeks,
        WeekParity::Even => words(language).even_weeks,
        WeekParity::Every => "",
    }
}

/// First letter in upper case.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// A sentence: capital letter first, one full stop last.
pub(crate) fn sentence(text: &str) -> String {
    let text = capital(text.trim());
    if text.is_empty() || text.ends_with(['.', '!', '?']) {
        text
    } else {
        format!("{text}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(days: &[usize]) -> [bool; 7] {
        std::array::from_fn(|day| days.contains(&day))
    }

    #[test]
    fn days_are_grouped_as_people_say_them() {
        assert_eq!(days(Language::Nb, set(&[0, 1, 2, 3, 4])), "mandag–fredag");
        assert_eq!(days(Language::Nn, set(&[5, 6])), "laurdag og søndag");
        assert_eq!(
            days(Language::En, set(&[0, 2, 4])),
            "Monday, Wednesday and Friday"
        );
        assert_eq!(
            days(Language::Nb, set(&[0, 1, 2, 4])),
            "mandag–onsdag og fredag"
        );
        assert_eq!(
            days(Language::Nb, set(&[0, 1, 2, 3, 4, 5, 6])),
            "alle dager"
        );
        assert_eq!(days(Language::Nb, set(&[])), "");
    }

    #[test]
    fn dates_and_times_are_written_as_in_the_language() {
        let christmas = NaiveDate::from_ymd_opt(2026, 12, 24).unwrap();
        let january = NaiveDate::from_ymd_opt(2027, 1, 3).unwrap();
        assert_eq!(date(Language::Nb, christmas), "24. desember 2026");
        assert_eq!(
            date_range(Language::En, christmas, january),
            "24 December 2026–3 January 2027"
        );
        assert_eq!(clock(Language::Nn, 480), "08.00");
        assert_eq!(clock(Language::En, 1440), "24:00");
        assert_eq!(clock(Language::Nb, 1920), "08.00");
    }

    #[test]
    fn templates_are_filled_by_number_or_in_order() {
        assert_eq!(fill("{1} før {0}", &["a", "b"]), "b før a");
        assert_eq!(fill("{} og {}", &["{0}", "b"]), "{0} og b");
    }
}
