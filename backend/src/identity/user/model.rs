//! What is known of a user.

use chrono::{DateTime, Utc};
use unicode_normalization::UnicodeNormalization;
use veiviser_schema::authz::Role;
use veiviser_schema::characters::is_unseen;
use veiviser_schema::ids::{MunicipalityNumber, UserId};
use veiviser_schema::outcome::ErrorCode;
use veiviser_schema::text::Language;

use crate::identity::grant::model::{HeldGrant, Wanted};
use crate::outcome::Refusal;

/// A user's account, without what they sign in with.
#[derive(Debug, Clone)]
pub struct Account {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub language: Language,
    pub disabled: bool,
    pub demo: bool,
    pub created_at: DateTime<Utc>,
    pub last_signed_in_at: Option<DateTime<Utc>>,
}

/// A user with the grants that the reader is shown.
#[derive(Debug, Clone)]
pub struct UserRecord {
    pub account: Account,
    pub grants: Vec<HeldGrant>,
}

/// Which users are asked for; all that is set must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Every word begins a word of the name, or the whole is part of the e-mail address.
    pub text: Option<String>,
    /// A grant of this role; together with a municipality, one grant must be both.
    pub role: Option<Role>,
    pub municipality: Option<MunicipalityNumber>,
    pub disabled: Option<bool>,
}

/// A user to be, as somebody wrote it.
#[derive(Clone)]
pub struct NewUser {
    pub name: String,
    pub email: String,
    pub password: String,
    pub language: Option<Language>,
    pub grant: Wanted,
}

/// An e-mail address, as typed and as compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    pub shown: String,
    pub folded: String,
}

impl Email {
    /// Reads an address: something, an @, and a domain with a dot. Whether anybody reads mail there is not asked.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let shown = text.trim();
        let folded = fold_email(shown);
        let good = folded.len() <= 254
            && !folded.chars().any(|c| c.is_whitespace() || c.is_control())
            && folded.split_once('@').is_some_and(|(local, domain)| {
                !local.is_empty()
                    && local.len() <= 64
                    && !domain.contains('@')
                    && domain.contains('.')
                    && domain.split('.').all(good_label)
            });
        if good {
            Ok(Self {
                shown: shown.to_owned(),
                folded,
            })
        } else if shown.is_empty() {
            Err(Refusal::at(ErrorCode::Required, "email"))
        } else {
            Err(Refusal::at(ErrorCode::EmailInvalid, "email"))
        }
    }
}

fn good_label(label: &str) -> bool {
    !label.is_empty()
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// The form in which two addresses are the same.
#[must_use]
pub fn fold_email(text: &str) -> String {
    text.trim().nfkc().flat_map(char::to_lowercase).collect()
}

/// A name that can be shown on one line.
pub fn read_name(text: &str) -> Result<String, Refusal> {
    const LONGEST: usize = 200;
    // What cannot be seen would make two names look like one, or steer the terminal of whoever lists them.
    let seen = |c: &char| !is_unseen(*c);
    let words: Vec<&str> = text.split_whitespace().collect();
    let name: String = words.join(" ").chars().filter(seen).collect();
    let name = name.trim().to_owned();
    let refuse = |code| Err(Refusal::at(code, "name"));
    if name.is_empty() {
        refuse(ErrorCode::Required)
    } else if name.chars().count() > LONGEST {
        refuse(ErrorCode::TooLong)
    } else {
        Ok(name)
    }
}

/// A language as its column holds it.
#[must_use]
pub fn language_code(language: Language) -> &'static str {
    match language {
        Language::Nb => "NB",
        Language::Nn => "NN",
        Language::En => "EN",
    }
}

/// Reads [`language_code`] back; what is unknown is bokmål.
#[must_use]
pub fn language_from_code(code: &str) -> Language {
    Language::from_tag(code).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_folded() {
        let email = Email::read("  Kari.Nordmann@Kommune.NO ").expect("an address");
        assert_eq!(email.shown, "Kari.Nordmann@Kommune.NO");
        assert_eq!(email.folded, "kari.nordmann@kommune.no");
        // Full-width letters are the same letters.
        assert_eq!(fold_email("ｋａｒｉ@kommune.no"), "kari@kommune.no");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "kari",
            "kari@",
            "@kommune.no",
            "kari@kommune",
            "kari@kommune..no",
            "kari@@kommune.no",
            "ka ri@kommune.no",
            "kari@kommune.no\r\nBcc: x@y.no",
            "kari@-kommune.no",
        ] {
            assert_eq!(
                Email::read(text),
                Err(Refusal::at(ErrorCode::EmailInvalid, "email")),
                "{text}"
            );
        }
        assert!(Email::read(&format!("{}@kommune.no", "a".repeat(65))).is_err());
        assert_eq!(
            Email::read("  "),
            Err(Refusal::at(ErrorCode::Required, "email"))
        );
    }

    #[test]
    fn names_are_one_line() {
        assert_eq!(
            read_name("  Kari \n Nordmann "),
            Ok("Kari Nordmann".to_owned())
        );
        assert_eq!(
            read_name("\u{202e}Ka\u{200b}ri \u{1b}[31m"),
            Ok("Kari [31m".to_owned())
        );
        assert_eq!(
            read_name(" \u{7} \u{200b}"),
            Err(Refusal::at(ErrorCode::Required, "name"))
        );
        assert_eq!(
            read_name(&"a".repeat(201)),
            Err(Refusal::at(ErrorCode::TooLong, "name"))
        );
    }

    #[test]
    fn languages_read_back() {
        for language in Language::ALL {
            assert_eq!(language_from_code(language_code(language)), language);
        }
    }
}
