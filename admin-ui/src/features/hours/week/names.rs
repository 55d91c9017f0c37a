//! Weekdays in words.

use veiviser_schema::hours::special::capital;
use veiviser_schema::hours::{Weekday, weekday_name};
use veiviser_schema::text::Language;

/// A weekday as it begins a row.
#[must_use]
pub fn day_name(day: usize, language: Language) -> String {
    capital(weekday_name(language, Weekday::from_index(day % 7)))
}

/// Weekdays as they stand in a sentence: "mandag–onsdag og fredag". Three or more in a row are told as a range.
#[must_use]
pub fn days_in_words(days: &[Weekday], language: Language) -> String {
    let name = |day: usize| weekday_name(language, Weekday::from_index(day)).to_owned();
    let on = |day: usize| days.iter().any(|other| other.index() == day);
    let mut parts = Vec::new();
    let mut day = 0;
    while day < 7 {
        let first = day;
        while day < 7 && on(day) {
            day += 1;
        }
        match day - first {
            0 => day += 1,
            1 | 2 => parts.extend((first..day).map(name)),
            _ => parts.push(format!("{}–{}", name(first), name(day - 1))),
        }
    }
    let and = if language == Language::En {
        "and"
    } else {
        "og"
    };
    match parts.pop() {
        Some(last) if parts.is_empty() => last,
        Some(last) => format!("{} {and} {last}", parts.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_as_people_say_them() {
        let said = |days: &[usize]| {
            let days: Vec<_> = days.iter().map(|day| Weekday::from_index(*day)).collect();
            days_in_words(&days, Language::Nb)
        };
        assert_eq!(said(&[0, 1, 2, 3, 4]), "mandag–fredag");
        assert_eq!(said(&[4, 0, 1, 2]), "mandag–onsdag og fredag");
        assert_eq!(said(&[5, 6]), "lørdag og søndag");
        assert_eq!(said(&[0, 2, 4]), "mandag, onsdag og fredag");
        assert_eq!(said(&[6]), "søndag");
        assert_eq!(said(&[]), "");
        assert_eq!(days_in_words(&[Weekday::Monday], Language::En), "Monday");
    }
}
