//! Text in the languages the public reads: bokmål, nynorsk and English.
//!
//! A text may exist in one, two or all three. What is missing is missing: nothing is
//! translated by guesswork, and a reader is shown the nearest language that exists.

use serde::{Deserialize, Serialize};

use crate::characters::is_blank;

/// A language of product text.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Language {
    /// Norwegian bokmål.
    #[default]
    Nb,
    /// Norwegian nynorsk.
    Nn,
    /// English.
    En,
}

impl Language {
    /// Every language, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Nb, Self::Nn, Self::En];

    /// The BCP 47 tag: `nb`, `nn` or `en`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::Nn => "nn",
            Self::En => "en",
        }
    }

    /// The language with this BCP 47 tag, region ignored; `no` is read as bokmål.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "nb" | "no" => Some(Self::Nb),
            "nn" => Some(Self::Nn),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The languages in the order a reader of this one would rather have them.
    #[must_use]
    pub const fn preference(self) -> [Self; 3] {
        match self {
            Self::Nb => [Self::Nb, Self::Nn, Self::En],
            Self::Nn => [Self::Nn, Self::Nb, Self::En],
            Self::En => [Self::En, Self::Nb, Self::Nn],
        }
    }
}

/// One text in up to three languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::SimpleObject, async_graphql::InputObject)
)]
#[cfg_attr(feature = "graphql", graphql(input_name = "LocalizedTextInput"))]
pub struct LocalizedText {
    /// Bokmål.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub nb: Option<String>,
    /// Nynorsk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub nn: Option<String>,
    /// English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub en: Option<String>,
}

impl LocalizedText {
    /// A text in all three languages.
    #[must_use]
    pub fn new(nb: impl Into<String>, nn: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            nb: Some(nb.into()),
            nn: Some(nn.into()),
            en: Some(en.into()),
        }
    }

    /// The text in exactly this language; text with nothing to see counts as absent.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<&str> {
        let text = match language {
            Language::Nb => &self.nb,
            Language::Nn => &self.nn,
            Language::En => &self.en,
        };
        text.as_deref().filter(|text| !is_blank(text))
    }

    /// Replaces the text in one language.
    pub fn set(&mut self, language: Language, text: Option<String>) {
        match language {
            Language::Nb => self.nb = text,
            Language::Nn => self.nn = text,
            Language::En => self.en = text,
        }
    }

    /// The text in this language or the nearest that exists, with the language it is in
    /// (a page must mark a foreign passage with `lang`).
    #[must_use]
    pub fn best(&self, language: Language) -> Option<(Language, &str)> {
        language
            .preference()
            .into_iter()
            .find_map(|candidate| self.get(candidate).map(|text| (candidate, text)))
    }

    /// Whether no language has a text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Language::ALL
            .into_iter()
            .all(|language| self.get(language).is_none())
    }

    /// The languages that lack a text.
    pub fn missing(&self) -> impl Iterator<Item = Language> + '_ {
        Language::ALL
            .into_iter()
            .filter(|&language| self.get(language).is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_language_is_named() {
        let text = LocalizedText {
            nb: Some("Hei".into()),
            nn: Some(" \u{200b} ".into()),
            en: None,
        };
        assert_eq!(text.best(Language::Nn), Some((Language::Nb, "Hei")));
        assert_eq!(
            text.missing().collect::<Vec<_>>(),
            [Language::Nn, Language::En]
        );
        assert!(LocalizedText::default().is_empty());
    }

    #[test]
    fn tags_are_read_without_their_region() {
        assert_eq!(Language::from_tag("nn-NO"), Some(Language::Nn));
        assert_eq!(Language::from_tag("no"), Some(Language::Nb));
        assert_eq!(Language::from_tag("se"), None);
    }

    #[test]
    fn json_has_only_the_languages_that_exist() {
        let text = LocalizedText {
            en: Some("Hi".into()),
            ..LocalizedText::default()
        };
        assert_eq!(serde_json::to_string(&text).unwrap(), r#"{"en":"Hi"}"#);
        assert_eq!(
            serde_json::from_str::<LocalizedText>(r#"{"en":"Hi"}"#).unwrap(),
            text
        );
        assert!(serde_json::from_str::<LocalizedText>(r#"{"se":"Bures"}"#).is_err());
    }
}
