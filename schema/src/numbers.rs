//! Numbers people type: telephone, organisation, postal code. Each is checked and brought to one written form here, nowhere else.

use crate::characters::{SOFT_HYPHEN, is_unseen};

/// A telephone number in the one form we store, e.g. `+4755555555`, `116117`, `02800`, or `None` when it is not one.
///
/// Accepts Norwegian 8-digit numbers with or without `+47`/`0047`, numbers of other countries with `+`, and the short numbers:
/// three digits (110, 112, 113), four (1412), five (02800, 08588) and six beginning with 116 (116117, 116111, 116123).
#[must_use]
pub fn normalize_phone(text: &str) -> Option<String> {
    let mut compact = String::with_capacity(text.len());
    for (index, character) in text.trim().chars().enumerate() {
        match character {
            '0'..='9' => compact.push(character),
            '+' if index == 0 => compact.push('+'),
            ' ' | '\u{a0}' | '-' | '.' | '(' | ')' => {}
            _ => return None,
        }
    }
    if let Some(rest) = compact.strip_prefix("00") {
        compact = format!("+{rest}");
    }
    if let Some(national) = compact.strip_prefix("+47") {
        return eight_digits(national).then(|| compact.clone());
    }
    if let Some(international) = compact.strip_prefix('+') {
        return ((7..=15).contains(&international.len()) && !international.starts_with('0'))
            .then(|| compact.clone());
    }
    let short = match compact.len() {
        3 => compact.starts_with('1'),
        4 => compact.starts_with('1'),
        5 => compact.starts_with('0'),
        6 => compact.starts_with("116"),
        _ => false,
    };
    if short {
        return Some(compact);
    }
    eight_digits(&compact).then(|| format!("+47{compact}"))
}

/// Norwegian subscriber numbers have eight digits and begin with 2–9 (8 and 9 included: service and mobile numbers).
fn eight_digits(digits: &str) -> bool {
    digits.len() == 8 && matches!(digits.as_bytes()[0], b'2'..=b'9')
}

/// A stored number as Norwegians write it: `55 55 55 55`, `916 00 000` style groups for mobiles, `116 117`, `02 800`, `112`.
#[must_use]
pub fn format_phone(stored: &str) -> String {
    let grouped = |digits: &str, sizes: &[usize]| {
        let mut out = String::new();
        let mut rest = digits;
        for size in sizes {
            let (head, tail) = rest.split_at((*size).min(rest.len()));
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(head);
            rest = tail;
        }
        out + rest
    };
    if !stored.is_ascii() {
        return stored.to_owned();
    }
    if let Some(national) = stored
        .strip_prefix("+47")
        .filter(|digits| digits.len() == 8)
    {
        return match national.as_bytes()[0] {
            b'4' | b'8' | b'9' => grouped(national, &[3, 2, 3]),
            _ => grouped(national, &[2, 2, 2, 2]),
        };
    }
    match stored.len() {
        5 => grouped(stored, &[2, 3]),
        6 => grouped(stored, &[3, 3]),
        _ => stored.to_owned(),
    }
}

/// Whether nine digits are a Norwegian organisation number: weights 3 2 7 6 5 4 3 2, modulo 11.
#[must_use]
pub fn is_organisation_number(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    if text.len() != 9 || digits.len() != 9 {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .zip([3, 2, 7, 6, 5, 4, 3, 2])
        .map(|(digit, weight)| digit * weight)
        .sum();
    match 11 - sum % 11 {
        11 => digits[8] == 0,
        10 => false,
        control => digits[8] == control,
    }
}

/// Four digits.
#[must_use]
pub fn is_postal_code(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text is shaped like an e-mail address: a name, one `@`, a domain with a dot. Delivery is not ours to prove.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let part = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c))
    };
    text.len() <= 254 && local.len() <= 64 && local.split('.').all(part) && is_domain(domain)
}

/// Whether a text is a web address a browser may follow: `https://` or `http://` with a host. Nothing else: no `javascript:`,
/// no machine by its number or of the reader's own network, no port there is not.
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        };
        text.len() <= 2000
            && is_domain(host)
            && port.is_none_or(is_port)
            && !text.chars().any(|c| {
                c.is_whitespace()
                    || is_unseen(c)
                    || matches!(c, '<' | '>' | '"' | '@' | SOFT_HYPHEN)
            })
    })
}

/// Whether a text is a name in the domain system that is open to all: two labels or more, and no number in the place of the last.
fn is_domain(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // Browsers read "127.1" and "0x7f.1" as the number of a machine.
    let top = |top: &str| {
        let lower = top.to_ascii_lowercase();
        let of_the_network = ["localhost", "local", "localdomain", "internal", "lan"];
        !top.starts_with(|c: char| c.is_ascii_digit()) && !of_the_network.contains(&lower.as_str())
    };
    text.len() <= 253
        && text.split('.').all(label)
        && text.rsplit_once('.').is_some_and(|(_, last)| top(last))
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_numbers_people_call() {
        for (typed, stored, shown) in [
            ("112", "112", "112"),
            ("116 117", "116117", "116 117"),
            ("02 800", "02800", "02 800"),
            ("55 55 55 55", "+4755555555", "55 55 55 55"),
            ("+47 916 00 000", "+4791600000", "916 00 000"),
            ("0047 22-22-22-22", "+4722222222", "22 22 22 22"),
            ("+46 8 123 456 78", "+46812345678", "+46812345678"),
        ] {
            assert_eq!(normalize_phone(typed).as_deref(), Some(stored), "{typed}");
            assert_eq!(format_phone(stored), shown);
        }
        for wrong in [
            "",
            "5555555",
            "12345678",
            "ring oss",
            "112 112",
            "+47 123",
            "5555 5555 x",
            "1161178",
        ] {
            assert_eq!(normalize_phone(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn organisation_numbers_are_checked_mod_eleven() {
        assert!(is_organisation_number("958935420"));
        assert!(is_organisation_number("964965226"));
        assert!(!is_organisation_number("964965225"));
        assert!(!is_organisation_number("96496522"));
        assert!(!is_organisation_number("96496522a"));
    }

    #[test]
    fn only_addresses_a_browser_may_follow() {
        assert!(is_web_address("https://kommune.example/krise?a=1#b"));
        assert!(!is_web_address("javascript:alert(1)"));
        assert!(!is_web_address("https://"));
        assert!(!is_web_address("https://user@evil.example"));
        for good in [
            "http://kommune.example",
            "https://www.blåkors.example:8443/møte?x=æ",
            "https://xn--blkors-mua.example:1",
        ] {
            assert!(is_web_address(good), "{good}");
        }
        for wrong in [
            "https://kommune.example:99999",
            "https://kommune.example:0",
            "https://kommune.example:",
            "https://kommune.example:+80",
            "https://kommune.example:80:80",
            "https://localhost",
            "https://localhost:8080/a",
            "https://app.localhost",
            "http://127.0.0.1/",
            "http://127.1",
            "http://0x7f.0x1",
            "http://2130706433",
            "http://[::1]/",
            "https://kommune..example",
            "https://-a.example",
            "https://a_b.example",
            "https://kommune.example\\@evil.example",
            "https://kommune.example/\u{202e}gpj.exe",
            "https://kommune.example/a\u{200b}b",
            "https://kom\u{ad}mune.example",
        ] {
            assert!(!is_web_address(wrong), "{wrong}");
        }
    }

    #[test]
    fn what_mail_can_be_sent_to() {
        for good in [
            "post@kommune.example",
            "Ola.Nordmann+vakt@sub.kommune.example",
            "o'hara@kommune.example",
            "ære@blåkors.example",
        ] {
            assert!(is_email(good), "{good}");
        }
        for wrong in [
            "post@kommune",
            "a b@kommune.example",
            "<a@b.example>",
            "Ola <a@b.example>",
            "a,b@kommune.example",
            "a@b.example, c@d.example",
            "a@b@c.example",
            ".a@kommune.example",
            "a..b@kommune.example",
            "a@127.0.0.1",
            "a@localhost",
            "a\u{200b}@kommune.example",
            "@kommune.example",
            "a@",
        ] {
            assert!(!is_email(wrong), "{wrong}");
        }
        assert!(!is_email(&format!("{}@kommune.example", "a".repeat(65))));
    }

    proptest! {
        #[test]
        fn a_stored_phone_stays_itself(text in "\\PC{0,20}") {
            if let Some(stored) = normalize_phone(&text) {
                prop_assert_eq!(normalize_phone(&stored), Some(stored.clone()));
                prop_assert_eq!(normalize_phone(&format_phone(&stored)), Some(stored));
            }
        }
    }
}
