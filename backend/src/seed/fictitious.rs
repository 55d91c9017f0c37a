//! Addresses that are nobody's. A demonstration must never send a person in need to somebody else's telephone.
//!
//! Norway has set no numbers aside for fiction. But the numbering plan gives out neither subscribers beginning with 39 nor mobiles
//! beginning with 43: the fixed series in use are 21–24, 31–33, 35, 37, 38, 51–53, 55–57, 61–64, 66, 67, 69 and 70–78, the mobile ones
//! 40, 41, 45–48 and 90–99 (so says the metadata of libphonenumber, which follows the regulator's plan). Such a number has the right
//! form and rings nowhere. Names below `.example` are reserved for this purpose (RFC 2606).

/// A telephone: `39` and six digits of the number given.
pub fn phone(number: u32) -> String {
    let number = number % 1_000_000;
    format!(
        "39 {:02} {:02} {:02}",
        number / 10_000,
        number / 100 % 100,
        number % 100
    )
}

/// A mobile, for text messages.
pub fn mobile(number: u32) -> String {
    let number = number % 1_000_000;
    format!(
        "43{} {:02} {:03}",
        number / 100_000,
        number / 1000 % 100,
        number % 1000
    )
}

/// Lower case, letters and digits only, as in a host name.
pub fn host_label(name: &str) -> String {
    let mut label = String::with_capacity(name.len());
    for character in name.chars().flat_map(char::to_lowercase) {
        match character {
            'æ' => label.push_str("ae"),
            'ø' => label.push('o'),
            'å' | 'á' => label.push('a'),
            c if c.is_ascii_alphanumeric() => label.push(c),
            _ if label.ends_with('-') || label.is_empty() => {}
            _ => label.push('-'),
        }
    }
    label.trim_end_matches('-').to_owned()
}

pub fn email(service: &str, place: &str) -> String {
    format!("{}@{}.example", host_label(service), host_label(place))
}

pub fn web(service: &str, place: &str) -> String {
    format!(
        "https://{}.example/{}",
        host_label(place),
        host_label(service)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::numbers::{is_email, is_web_address, normalize_phone};

    #[test]
    fn the_form_is_right_and_the_series_is_not_in_use() {
        for number in [0, 7, 123_456, 999_999, 4_294_967_295] {
            let phone = normalize_phone(&phone(number)).unwrap();
            assert!(phone.starts_with("+4739") && phone.len() == 11, "{phone}");
            let mobile = normalize_phone(&mobile(number)).unwrap();
            assert!(
                mobile.starts_with("+4743") && mobile.len() == 11,
                "{mobile}"
            );
        }
        assert!(is_email(&email("psykolog-kommune", "Nord-Aurdal")));
        assert_eq!(
            web("bup", "Våler (Østfold)"),
            "https://valer-ostfold.example/bup"
        );
        assert!(is_web_address(&web("bup", "Våler (Østfold)")));
    }
}
