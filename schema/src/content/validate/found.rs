//! What was found so far, and the rules that fields of many kinds share.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::Facts;
use crate::characters::{Lines, may_hold};
use crate::numbers;
use crate::problem::{Problem, Words, words};
use crate::text::{Language, LocalizedText};

#[derive(Default)]
pub struct Found(pub Vec<Problem>);

impl Found {
    pub fn error(&mut self, code: &str, path: impl Into<String>, text: Words) {
        self.0.push(Problem::error(code, path, text));
    }

    pub fn warning(&mut self, code: &str, path: impl Into<String>, text: Words) {
        self.0.push(Problem::warning(code, path, text));
    }

    /// A text of one line in each language.
    pub fn line(&mut self, path: &str, text: &LocalizedText, limit: usize) {
        self.localized(path, text, limit, Lines::One);
    }

    /// A text that may have several lines in each language.
    pub fn text(&mut self, path: &str, text: &LocalizedText, limit: usize) {
        self.localized(path, text, limit, Lines::Many);
    }

    fn localized(&mut self, path: &str, text: &LocalizedText, limit: usize, lines: Lines) {
        for language in Language::ALL {
            let Some(value) = text.get(language) else {
                continue;
            };
            self.holds(&format!("{path}.{}", language.tag()), value, limit, lines);
        }
    }

    /// A text of one line that has no language.
    pub fn plain(&mut self, path: &str, value: &str, limit: usize) {
        self.holds(path, value, limit, Lines::One);
    }

    /// What every text is asked: how long it is, and whether all of it can be seen.
    fn holds(&mut self, path: &str, value: &str, limit: usize, lines: Lines) {
        let length = value.chars().count();
        if length > limit {
            self.error(
                "TEXT_TOO_LONG",
                path,
                words(
                    format!("Teksten er for lang: {length} tegn, det er plass til {limit}."),
                    format!("Teksten er for lang: {length} teikn, det er plass til {limit}."),
                    format!(
                        "The text is too long: {length} characters, there is room for {limit}."
                    ),
                ),
            );
        }
        if !may_hold(value, Lines::Many) {
            self.error(
                "TEXT_HAS_CONTROL_CHARACTERS",
                path,
                words(
                    "Teksten inneholder usynlige tegn som må fjernes. Skriv den på nytt.",
                    "Teksten inneheld usynlege teikn som må fjernast. Skriv han på nytt.",
                    "The text has invisible characters that must go. Type it again.",
                ),
            );
        } else if !may_hold(value, lines) {
            self.error(
                "TEXT_HAS_CONTROL_CHARACTERS",
                path,
                words(
                    "Teksten skal stå på én linje. Fjern linjeskift og tabulatorer.",
                    "Teksten skal stå på éi linje. Fjern linjeskift og tabulatorar.",
                    "The text is one line. Take out line breaks and tabs.",
                ),
            );
        }
    }

    pub fn required(&mut self, path: &str) {
        self.error(
            "REQUIRED",
            path,
            words(
                "Fyll ut dette feltet.",
                "Fyll ut dette feltet.",
                "Fill in this field.",
            ),
        );
    }

    /// Whether a field has been told to be filled in.
    pub fn is_required(&self, path: &str) -> bool {
        self.0
            .iter()
            .any(|known| known.code == "REQUIRED" && known.path == path)
    }

    /// Tells when a list is too long. What is beyond its limit is not looked at: checking must not cost more than its limits say.
    pub fn too_many(&mut self, path: &str, count: usize, limit: usize) {
        if count > limit {
            self.error(
                "TOO_MANY",
                path,
                words(
                    format!("Det er {count} her, og det er plass til {limit}."),
                    format!("Det er {count} her, og det er plass til {limit}."),
                    format!("There are {count} here; there is room for {limit}."),
                ),
            );
        }
    }

    /// Keys of list items: there, short, and each only once.
    pub fn keys<'a>(&mut self, list: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = HashSet::new();
        for (index, id) in ids.enumerate() {
            let well_formed = (1..=36).contains(&id.len())
                && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            if !well_formed || !seen.insert(id) {
                self.error(
                    "KEY_INVALID",
                    format!("{list}[{index}].id"),
                    words(
                        "Nøkkelen mangler, er ugyldig eller er brukt to ganger.",
                        "Nøkkelen manglar, er ugyldig eller er brukt to gonger.",
                        "The key is missing, malformed or used twice.",
                    ),
                );
            }
        }
    }

    pub fn date(&mut self, path: &str, value: &str) -> Option<NaiveDate> {
        let date = (value.len() == 10)
            .then(|| NaiveDate::parse_from_str(value, "%Y-%m-%d").ok())
            .flatten();
        if date.is_none() {
            self.error(
                "DATE_NOT_EXIST",
                path,
                words(
                    "Dette er ikke en dato som finnes.",
                    "Dette er ikkje ein dato som finst.",
                    "This is not a date that exists.",
                ),
            );
        }
        date
    }

    pub fn web_address(&mut self, path: &str, value: &str) {
        if !numbers::is_web_address(value) {
            self.error(
                "URL_INVALID",
                path,
                words(
                    "Dette er ikke en nettadresse. Den må begynne med https:// eller http://.",
                    "Dette er ikkje ei nettadresse. Ho må byrje med https:// eller http://.",
                    "This is not a web address. It must begin with https:// or http://.",
                ),
            );
        }
    }

    pub fn municipality(&mut self, path: &str, number: &str, facts: &Facts<'_>) {
        if !(facts.municipality_exists)(number) {
            self.error(
                "MUNICIPALITY_UNKNOWN",
                path,
                words(
                    "Det finnes ingen kommune med dette nummeret.",
                    "Det finst ingen kommune med dette nummeret.",
                    "There is no municipality with this number.",
                ),
            );
        }
    }
}
