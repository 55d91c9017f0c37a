//! The language the person reads in: chosen by them, remembered in this browser and on their user.

use leptos::prelude::*;
use veiviser_schema::text::Language;

use super::storage;
use crate::i18n::{Locale, use_i18n};

const KEY: &str = "veiviser.language";

/// The texts of a language.
#[must_use]
pub const fn locale_of(language: Language) -> Locale {
    match language {
        Language::Nb => Locale::nb,
        Language::Nn => Locale::nn,
        Language::En => Locale::en,
    }
}

/// The language now, as the contract names it: for labels of the closed lists and for `language` arguments of queries.
#[must_use]
pub fn use_language() -> Signal<Language> {
    let i18n = use_i18n();
    Signal::derive(move || match i18n.get_locale() {
        Locale::nb => Language::Nb,
        Locale::nn => Language::Nn,
        Locale::en => Language::En,
    })
}

/// What was chosen in this browser before.
#[must_use]
pub fn remembered_language() -> Option<Language> {
    storage::get(KEY).as_deref().and_then(Language::from_tag)
}

pub fn remember_language(language: Language) {
    storage::set(KEY, language.tag());
}
