//! Typed identifiers. What leaves the server is an opaque node id such as `listing_0190…`; inside, each kind is a type of its own,
//! so that a user's id can never be handed to something that wants a listing's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A node id that is not of the expected kind, or not an id at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id of the expected kind")
    }
}

impl std::error::Error for NotAnId {}

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(pub Uuid);

        impl $name {
            /// What a node id of this kind begins with.
            pub const PREFIX: &'static str = $prefix;
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", $prefix, self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let bare = text.strip_prefix(concat!($prefix, "_")).ok_or(NotAnId)?;
                // Only the form we print: one object, one id.
                if bare.len() != 32 || bare.bytes().any(|b| b.is_ascii_uppercase()) {
                    return Err(NotAnId);
                }
                Uuid::try_parse(bare).map(Self).map_err(|_| NotAnId)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }
    )*};
}

uuid_ids! {
    /// A listing: one service offered to people in one or more municipalities.
    ListingId = "listing";
    /// An immutable, numbered revision of a listing.
    RevisionId = "revision";
    /// A proposed change on its way through review.
    ChangeRequestId = "change";
    /// A remark in the discussion of a change request.
    CommentId = "comment";
    /// An organisation that owns, operates or funds.
    OrganisationId = "organisation";
    /// A person who signs in.
    UserId = "user";
    /// A role given to a user over a scope.
    GrantId = "grant";
    /// One line of the audit trail.
    AuditEntryId = "audit";
}

/// A key that the national facts number or name themselves, kept as text: it may begin with a zero.
macro_rules! text_keys {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal, $valid:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// What a node id of this kind begins with.
            pub const PREFIX: &'static str = $prefix;

            /// The bare key: a number or a slug.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The opaque node id.
            #[must_use]
            pub fn node_id(&self) -> String {
                format!("{}_{}", $prefix, self.0)
            }

            /// Reads a node id back.
            pub fn from_node_id(id: &str) -> Result<Self, NotAnId> {
                id.strip_prefix(concat!($prefix, "_")).ok_or(NotAnId)?.parse()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let valid: fn(&str) -> bool = $valid;
                if valid(text) { Ok(Self(text.to_owned())) } else { Err(NotAnId) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(key: $name) -> String {
                key.0
            }
        }
    )*};
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

fn slug(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

text_keys! {
    /// Two digits, SSB's county number.
    CountyNumber = "county", |text| digits(text, 2);
    /// Four digits, SSB's municipality number; the first two are its county's.
    MunicipalityNumber = "municipality", |text| digits(text, 4);
    /// The name a service type has in addresses and in the facts.
    ServiceTypeSlug = "servicetype", slug;
}

impl MunicipalityNumber {
    /// The county a municipality lies in: the first two digits, by SSB's numbering.
    #[must_use]
    pub fn county(&self) -> CountyNumber {
        CountyNumber(self.0[..2].to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_only_as_its_own_kind() {
        let id = ListingId(Uuid::from_u128(7));
        let text = id.to_string();
        assert_eq!(text, "listing_00000000000000000000000000000007");
        assert_eq!(text.parse(), Ok(id));
        assert_eq!(text.parse::<UserId>(), Err(NotAnId));
        assert_eq!("listing_7".parse::<ListingId>(), Err(NotAnId));
        assert_eq!(
            "listing_00000000-0000-0000-0000-000000000007".parse::<ListingId>(),
            Err(NotAnId)
        );
    }

    #[test]
    fn a_municipality_knows_its_county() {
        let oslo: MunicipalityNumber = "0301".parse().expect("four digits");
        assert_eq!(oslo.county().as_str(), "03");
        assert_eq!(MunicipalityNumber::from_node_id(&oslo.node_id()), Ok(oslo));
        assert!("301".parse::<MunicipalityNumber>().is_err());
        assert!("03O1".parse::<MunicipalityNumber>().is_err());
    }
}
