//! Which passwords are refused: short ones, and those that somebody who knows the person or the lists would try first.
//!
//! Length does the work; there is no demand for digits or signs, which only make passwords hard to remember.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use veiviser_schema::outcome::ErrorCode;

const SHORTEST: usize = 12;
/// Enough for any sentence; a limit, so that nobody has us hash a book.
const LONGEST: usize = 256;
/// What must remain when everything that is known of the person is taken away.
const UNKNOWN_PART: usize = 6;
const DISTINCT: usize = 5;

/// Well-known passwords that are long enough to pass otherwise.
const COMMON: &[&str] = &[
    "0123456789ab",
    "1234567890ab",
    "123456789012",
    "1234567890123",
    "12345678901234",
    "0123456789012",
    "012345678910",
    "123123123123",
    "123456123456",
    "123456654321",
    "098765432109",
    "987654321098",
    "112233445566",
    "1q2w3e4r5t6y",
    "1q2w3e4r5t6y7u",
    "1qaz2wsx3edc",
    "1qaz2wsx3edc4rfv",
    "qazwsxedcrfv",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwertyuiopasdf",
    "qwertyuiopå",
    "qwerty123456",
    "asdfghjkl123",
    "asdfghjkløæ",
    "zaq12wsxcde3",
    "abcdefghijkl",
    "abcdefghijklm",
    "abcd12345678",
    "abc123abc123",
    "changemechangeme",
    "correcthorsebatterystaple",
    "correct horse battery staple",
    "letmeinletmein",
    "iloveyouforever",
    "ilovemyfamily",
    "trustno1trustno1",
    "thisisapassword",
    "mypasswordis",
    "jegelskerdeg",
    "jeg elsker deg",
    "dettererpassordet",
    "detteerpassordet",
    "hemmeligpassord",
    "mittpassord1",
    "passord passord",
];

/// Words that a password is not made of alone, whatever digits and signs stand around them.
const WORDS: &[&str] = &[
    "administrator",
    "admin",
    "bytt",
    "byttmeg",
    "changeme",
    "default",
    "elskerdeg",
    "endremeg",
    "fotball",
    "football",
    "guest",
    "haust",
    "hemmelig",
    "host",
    "høst",
    "iloveyou",
    "jegelskerdeg",
    "kommune",
    "kommunen",
    "letmein",
    "master",
    "norge",
    "noreg",
    "norway",
    "passord",
    "passordet",
    "passw0rd",
    "password",
    "qwerty",
    "qwertyuiop",
    "secret",
    "sommar",
    "sommer",
    "spring",
    "statsforvalter",
    "summer",
    "superman",
    "test",
    "testtest",
    "vår",
    "veiviser",
    "velkomen",
    "velkommen",
    "vinter",
    "welcome",
    "winter",
];

/// What anybody knows of the person whose password it is to be.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    pub name: &'a str,
    pub email: &'a str,
}

/// What is wrong with a password, if anything.
#[must_use]
pub fn problem(password: &str, about: About<'_>) -> Option<ErrorCode> {
    let length = password.nfkc().count();
    if length > LONGEST {
        return Some(ErrorCode::TooLong);
    }
    let folded = fold(password);
    let weak = length < SHORTEST
        || folded.chars().collect::<HashSet<_>>().len() < DISTINCT
        || COMMON.contains(&folded.as_str())
        || is_known_word(&folded)
        || without_what_is_known(&folded, about) < UNKNOWN_PART;
    weak.then_some(ErrorCode::PasswordWeak)
}

fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// `Sommer2026!!!!`, `--password1234--`, `passordpassord`.
fn is_known_word(folded: &str) -> bool {
    let core = folded.trim_matches(|c: char| !c.is_alphabetic());
    WORDS.iter().any(|word| {
        let rest = core.replace(word, "");
        rest.len() < core.len() && !rest.chars().any(char::is_alphabetic)
    })
}

/// How many characters are left when the words of the name, the parts of the e-mail address and the name of this service are
/// taken away.
fn without_what_is_known(folded: &str, about: About<'_>) -> usize {
    let known = format!("{} {} veiviser", fold(about.name), fold(about.email));
    let mut words: Vec<&str> = known
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 3)
        .collect();
    // The longest first: a short one inside a long one would break it.
    words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
    let mut rest = folded.to_owned();
    for word in words {
        rest = rest.replace(word, "");
    }
    rest.chars().filter(|c| c.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KARI: About<'_> = About {
        name: "Kari Nordmann",
        email: "kari.nordmann@kommune.example.no",
    };

    fn refused(password: &str) -> Option<ErrorCode> {
        problem(password, KARI)
    }

    #[test]
    fn ordinary_long_passwords_pass() {
        for password in [
            "en grønn sykkel i regn",
            "kaffe-fjord-lampe",
            "tolv tegn ok",
            "Kari liker blå sommerfugler",
            "夏の庭に青い自転車がある朝",
        ] {
            assert_eq!(refused(password), None, "{password}");
        }
        assert_eq!(refused(&"lang setning ".repeat(19)), None);
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(refused("æøåæøåbcdef"), Some(ErrorCode::PasswordWeak));
        assert_eq!(refused("æøåxyzbcdefg"), None);
        assert_eq!(refused(&"abcdefgh".repeat(33)), Some(ErrorCode::TooLong));
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for password in [
            "aaaaaaaaaaaa",
            "abababababab",
            "123456789012",
            "Password1234",
            "PASSORD-2026!",
            "Sommer202612",
            "passordpassord",
            "qwertyuiop123",
            "Velkommen!!!!2026",
            "veiviserveiviser",
        ] {
            assert_eq!(
                refused(password),
                Some(ErrorCode::PasswordWeak),
                "{password}"
            );
        }
    }

    #[test]
    fn what_is_known_of_the_person_does_not_count() {
        for password in [
            "kari.nordmann@kommune.example.no",
            "KariNordmann1",
            "nordmannkari2026",
            "Kari-Veiviser-1",
        ] {
            assert_eq!(
                refused(password),
                Some(ErrorCode::PasswordWeak),
                "{password}"
            );
        }
    }
}
