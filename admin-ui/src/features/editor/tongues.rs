//! The languages a service may be given in, by their names. The content keeps ISO 639 codes; others than these can be typed.

use veiviser_schema::text::Language;

/// Code, bokmål, nynorsk, English. Norwegian and Sámi first, then those most spoken in Norway.
const TONGUES: &[(&str, &str, &str, &str)] = &[
    ("nb", "Norsk bokmål", "Norsk bokmål", "Norwegian Bokmål"),
    ("nn", "Norsk nynorsk", "Norsk nynorsk", "Norwegian Nynorsk"),
    ("se", "Nordsamisk", "Nordsamisk", "Northern Sámi"),
    ("smj", "Lulesamisk", "Lulesamisk", "Lule Sámi"),
    ("sma", "Sørsamisk", "Sørsamisk", "Southern Sámi"),
    ("fkv", "Kvensk", "Kvensk", "Kven"),
    (
        "nsl",
        "Norsk tegnspråk",
        "Norsk teiknspråk",
        "Norwegian Sign Language",
    ),
    ("en", "Engelsk", "Engelsk", "English"),
    ("ar", "Arabisk", "Arabisk", "Arabic"),
    ("da", "Dansk", "Dansk", "Danish"),
    ("de", "Tysk", "Tysk", "German"),
    ("es", "Spansk", "Spansk", "Spanish"),
    (
        "fa",
        "Persisk og dari",
        "Persisk og dari",
        "Persian and Dari",
    ),
    ("fr", "Fransk", "Fransk", "French"),
    ("ku", "Kurdisk", "Kurdisk", "Kurdish"),
    ("lt", "Litauisk", "Litauisk", "Lithuanian"),
    ("pl", "Polsk", "Polsk", "Polish"),
    ("ps", "Pashto", "Pashto", "Pashto"),
    ("rom", "Romani", "Romani", "Romani"),
    ("ro", "Rumensk", "Rumensk", "Romanian"),
    ("ru", "Russisk", "Russisk", "Russian"),
    ("so", "Somali", "Somali", "Somali"),
    ("sv", "Svensk", "Svensk", "Swedish"),
    ("th", "Thai", "Thai", "Thai"),
    ("ti", "Tigrinja", "Tigrinja", "Tigrinya"),
    ("tr", "Tyrkisk", "Tyrkisk", "Turkish"),
    ("uk", "Ukrainsk", "Ukrainsk", "Ukrainian"),
    ("ur", "Urdu", "Urdu", "Urdu"),
    ("vi", "Vietnamesisk", "Vietnamesisk", "Vietnamese"),
];

/// The name of a language, or its code where we have no name.
pub fn tongue(code: &str, language: Language) -> String {
    TONGUES
        .iter()
        .find(|(known, ..)| *known == code)
        .map_or_else(
            || code.to_owned(),
            |(_, nb, nn, en)| {
                match language {
                    Language::Nb => *nb,
                    Language::Nn => *nn,
                    Language::En => *en,
                }
                .to_owned()
            },
        )
}

/// Codes to choose from: the known ones, then those of this document that are not among them.
pub fn offered(chosen: &[String]) -> Vec<String> {
    let mut codes: Vec<String> = TONGUES
        .iter()
        .map(|(code, ..)| (*code).to_owned())
        .collect();
    for code in chosen {
        if !codes.contains(code) {
            codes.push(code.clone());
        }
    }
    codes
}

/// A typed code as it is kept: two or three small letters.
pub fn read_code(typed: &str) -> Option<String> {
    let code = typed.trim().to_ascii_lowercase();
    (matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_lowercase()))
        .then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_one_the_rules_accept_and_stands_once() {
        for (index, (code, ..)) in TONGUES.iter().enumerate() {
            assert_eq!(read_code(code).as_deref(), Some(*code));
            assert!(
                TONGUES[..index].iter().all(|(other, ..)| other != code),
                "{code} twice"
            );
        }
    }

    #[test]
    fn a_language_of_the_document_can_always_be_taken_out_again() {
        assert_eq!(
            offered(&["xx".to_owned()]).last().map(String::as_str),
            Some("xx")
        );
        assert_eq!(offered(&["nb".to_owned()]).len(), TONGUES.len());
        assert_eq!(tongue("xx", Language::Nb), "xx");
        assert_eq!(tongue("se", Language::En), "Northern Sámi");
    }

    #[test]
    fn a_typed_code_is_tidied() {
        assert_eq!(read_code(" SE ").as_deref(), Some("se"));
        assert_eq!(read_code("norsk"), None);
        assert_eq!(read_code("å"), None);
    }
}
