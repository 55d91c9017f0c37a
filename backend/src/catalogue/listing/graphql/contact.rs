//! A way of making contact.

use async_graphql::{Description, ID, Object};
use veiviser_schema::content;
use veiviser_schema::content::codes::{ContactKind, ContactParty};
use veiviser_schema::numbers::format_phone;
use veiviser_schema::text::Language;

use super::{Listing, OpeningHours};
use crate::catalogue::listing::model::best;
use crate::catalogue::listing::part::Part;

/// A way of making contact.
#[derive(Clone, Description)]
pub struct ContactPoint {
    pub(super) listing: Listing,
    pub(super) index: usize,
}

impl ContactPoint {
    fn row(&self) -> &content::ContactPoint {
        &self.listing.row.content.contact_points[self.index]
    }
}

/// As people write it.
fn formatted(kind: ContactKind, value: &str) -> String {
    match kind {
        ContactKind::Phone | ContactKind::Sms => format_phone(value),
        ContactKind::Email => value.to_owned(),
        ContactKind::Web | ContactKind::Chat | ContactKind::Video => value
            .strip_prefix("https://")
            .or_else(|| value.strip_prefix("http://"))
            .unwrap_or(value)
            .trim_end_matches('/')
            .to_owned(),
    }
}

/// To follow. Addresses were checked when they were written; nothing but the four schemes is ever made here.
fn uri(kind: ContactKind, value: &str) -> String {
    match kind {
        ContactKind::Phone => format!("tel:{value}"),
        ContactKind::Sms => format!("sms:{value}"),
        ContactKind::Email => format!("mailto:{}", escaped(value)),
        ContactKind::Web | ContactKind::Chat | ContactKind::Video => value.to_owned(),
    }
}

/// What could end the address and begin a header in a `mailto:` is escaped.
fn escaped(address: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"@.-_+~!$'*".contains(&byte) {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[Object(use_type_description)]
impl ContactPoint {
    async fn id(&self) -> ID {
        Part::ContactPoint(self.index).id(&self.listing.row).into()
    }

    async fn kind(&self) -> ContactKind {
        self.row().kind
    }

    /// In the one written form: `+4755555555`, `116117`, an e-mail or web address.
    async fn value(&self) -> &str {
        &self.row().value
    }

    /// As Norwegians write it.
    async fn formatted_value(&self) -> String {
        formatted(self.row().kind, &self.row().value)
    }

    /// To follow: `tel:`, `sms:`, `mailto:` or `https:`.
    async fn uri(&self) -> String {
        uri(self.row().kind, &self.row().value)
    }

    async fn label(&self, #[graphql(default)] language: Language) -> Option<&str> {
        best(&self.row().label, language)
    }

    async fn for_whom(&self) -> &[ContactParty] {
        &self.row().for_whom
    }

    async fn opening_hours(&self) -> OpeningHours {
        OpeningHours::of(&self.listing, Part::ContactPoint(self.index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_written_and_followed_in_its_way() {
        for (kind, value, shown, to_follow) in [
            (
                ContactKind::Phone,
                "+4755555555",
                "55 55 55 55",
                "tel:+4755555555",
            ),
            (ContactKind::Phone, "116117", "116 117", "tel:116117"),
            (
                ContactKind::Sms,
                "+4791600000",
                "916 00 000",
                "sms:+4791600000",
            ),
            (
                ContactKind::Email,
                "post@kommune.example",
                "post@kommune.example",
                "mailto:post@kommune.example",
            ),
            (
                ContactKind::Web,
                "https://kommune.example/",
                "kommune.example",
                "https://kommune.example/",
            ),
        ] {
            assert_eq!(formatted(kind, value), shown);
            assert_eq!(uri(kind, value), to_follow);
        }
        assert_eq!(
            uri(ContactKind::Email, "a@b.example?bcc=c@d.example"),
            "mailto:a@b.example%3Fbcc%3Dc@d.example"
        );
    }
}
