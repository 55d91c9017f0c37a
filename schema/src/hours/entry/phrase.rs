//! Holidays that are named in several words: "1. juledag", "Kristi himmelfartsdag", "New Year's Eve".

use std::sync::LazyLock;

use super::item::Reader;
use super::lexicon::Meaning;
use super::token::{Kind, tokens};
use crate::hours::schedule::HolidayKey;
use crate::hours::words;
use crate::text::Language;

/// Names beside those that the product itself writes.
const OTHERS: [(&str, HolidayKey); 14] = [
    ("onsdag før påske", HolidayKey::WednesdayBeforeEaster),
    (
        "wednesday before maundy thursday",
        HolidayKey::WednesdayBeforeEaster,
    ),
    ("easter saturday", HolidayKey::EasterEve),
    ("whit eve", HolidayKey::WhitEve),
    ("new years eve", HolidayKey::NewYearsEve),
    ("new years day", HolidayKey::NewYearsDay),
    ("labour day", HolidayKey::LabourDay),
    ("constitution day", HolidayKey::ConstitutionDay),
    ("1 may", HolidayKey::LabourDay),
    ("17 may", HolidayKey::ConstitutionDay),
    ("kristi himmelfart", HolidayKey::AscensionDay),
    ("1 nyttårsdagen", HolidayKey::NewYearsDay),
    ("1 juledagen", HolidayKey::ChristmasDay),
    ("2 juledagen", HolidayKey::BoxingDay),
];

pub(super) struct Phrases(Vec<(Vec<String>, HolidayKey)>);

/// Put together once.
pub(super) static PHRASES: LazyLock<Phrases> = LazyLock::new(Phrases::new);

impl Phrases {
    fn new() -> Self {
        let written = Language::ALL
            .into_iter()
            .flat_map(|language| HolidayKey::ALL.map(|key| (words::holiday(language, key), key)));
        let mut all: Vec<(Vec<String>, HolidayKey)> = written
            .chain(OTHERS)
            .map(|(name, key)| {
                let parts = tokens(name);
                let parts = parts
                    .iter()
                    .filter_map(|token| part(name, &token.kind, token.from, token.to));
                (parts.collect(), key)
            })
            .filter(|(parts, _): &(Vec<String>, _)| parts.len() > 1)
            .collect();
        // The longest that fits is meant.
        all.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.len()));
        Self(all)
    }

    /// The holiday that is named here, and where its name ends.
    pub(super) fn at(&self, reader: &Reader<'_>, i: usize) -> Option<(HolidayKey, usize)> {
        let said = |i: usize| {
            let token = reader.tokens.get(i)?;
            match reader.meaning(i) {
                Some(Meaning::Nth(nth)) => Some(nth.to_string()),
                _ => part(reader.text, &token.kind, token.from, token.to),
            }
        };
        let first = said(i)?;
        self.0.iter().find_map(|(parts, key)| {
            let fits = parts[0] == first
                && (1..parts.len()).all(|k| said(i + k).is_some_and(|said| said == parts[k]));
            fits.then_some((*key, i + parts.len()))
        })
    }
}

/// A word or a plain number, as it is compared.
fn part(text: &str, kind: &Kind, from: usize, to: usize) -> Option<String> {
    match kind {
        Kind::Word(word) => Some(word.clone()),
        Kind::Ordinal(number) => Some(number.to_string()),
        Kind::Time(_) | Kind::Number => {
            let digits = &text[from..to];
            digits
                .bytes()
                .all(|byte| byte.is_ascii_digit())
                .then(|| digits.to_owned())
        }
        Kind::Open | Kind::Close => Some(format!("{kind:?}")),
        _ => None,
    }
}
