//! Weekdays in words.

use veiviser_schema::hours::special::capital;
use veiviser_schema::hours::{Weekday, weekday_name, weekdays_in_words};
use veiviser_schema::text::Language;

/// A weekday as it begins a row.
#[must_use]
pub fn day_name(day: usize, language: Language) -> String {
    capital(weekday_name(language, Weekday::from_index(day % 7)))
}

/// Weekdays as they stand in a sentence: "mandag–onsdag og fredag". Three or more in a row are told as a range.
#[must_use]
pub fn days_in_words(days: &[Weekday], language: Language) -> String {
    let on = |day: usize| days.iter().any(|other| other.index() == day);
    weekdays_in_words(language, std::array::from_fn(on))
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
