//! How service types stand to each other. Each kind of relation is kept in one direction and told from both ends.

use veiviser_schema::ids::ServiceTypeSlug;
use veiviser_schema::text::LocalizedText;

macro_rules! relation_types {
    ($($variant:ident = $code:literal,)*) => {
        /// A kind of relation, named from its first end.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, async_graphql::Enum)]
        pub enum RelationType { $(#[graphql(name = $code)] $variant,)* }

        impl RelationType {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.code() == code)
            }
        }
    };
}

relation_types! {
    PartOf = "PART_OF",
    ComposedOf = "COMPOSED_OF",
    PartnershipOf = "PARTNERSHIP_OF",
    VariantOf = "VARIANT_OF",
    DeliveredBy = "DELIVERED_BY",
    OperatedBy = "OPERATED_BY",
    AgreementWith = "AGREEMENT_WITH",
    CanReferTo = "CAN_REFER_TO",
    GuidesTo = "GUIDES_TO",
    Contacts = "CONTACTS",
    CooperatesWith = "COOPERATES_WITH",
    Coordinates = "COORDINATES",
    Supports = "SUPPORTS",
    Advises = "ADVISES",
    MustReportTo = "MUST_REPORT_TO",
    ComplaintTo = "COMPLAINT_TO",
    SupervisedBy = "SUPERVISED_BY",
    MonitoredBy = "MONITORED_BY",
    AppointedBy = "APPOINTED_BY",
    AuthorityFor = "AUTHORITY_FOR",
    CallsFor = "CALLS_FOR",
    OverviewOf = "OVERVIEW_OF",
    DevelopedBy = "DEVELOPED_BY",
    Follows = "FOLLOWS",
    Involves = "INVOLVES",
}

/// One relation as seen from one of its ends.
#[derive(Debug)]
pub struct Relation {
    pub kind: RelationType,
    /// Seen from the other end than the one the kind is named from. Never so for a kind that reads the same both ways.
    pub inverse: bool,
    /// How to say it from this end.
    pub label: LocalizedText,
    pub other: ServiceTypeSlug,
}
