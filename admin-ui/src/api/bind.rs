//! Ties the contract's own Rust types to the GraphQL schema, so that the console has no twins of them.
//!
//! `build.rs` shows these types to cynic as scalars. A scalar is bound here by the name it has in GraphQL; its serde form is the
//! GraphQL form (a test in `schema/tests` holds that).

use cynic::coercions::CoercesTo;
use cynic::schema::IsScalar;
use cynic::variables::VariableType;
use veiviser_schema::content::{ListingContent, codes};
use veiviser_schema::hours::Schedule;
use veiviser_schema::{authz, ids, outcome, problem, text};

/// The schema's marker types, made by cynic from `schema/schema.graphql`.
#[cynic::schema("veiviser")]
pub mod schema {}

macro_rules! bind {
    ($($kind:ty => $marker:ident as $name:literal;)*) => {$(
        bind!(read $kind => $marker);
        impl CoercesTo<schema::$marker> for $kind {}
        impl schema::variable::Variable for $kind {
            const TYPE: VariableType = VariableType::Named($name);
        }
    )*};
    (read $kind:ty => $marker:ident) => {
        impl IsScalar<schema::$marker> for $kind {
            type SchemaType = schema::$marker;
        }
    };
}

bind! {
    chrono::DateTime<chrono::Utc> => DateTime as "DateTime";
    chrono::NaiveDate => Date as "Date";
    serde_json::Value => JSON as "JSON";

    authz::Role => Role as "Role";
    authz::Action => Action as "Action";
    text::Language => Language as "Language";
    outcome::ErrorCode => ErrorCode as "ErrorCode";
    problem::Severity => Severity as "Severity";
    codes::Answer => Answer as "Answer";
    codes::Referral => Referral as "Referral";
    codes::CostKind => CostKind as "CostKind";
    codes::Anonymity => Anonymity as "Anonymity";
    codes::TargetGroup => TargetGroup as "TargetGroup";
    codes::ContactParty => ContactParty as "ContactParty";
    codes::Referrer => Referrer as "Referrer";
    codes::ContactKind => ContactKind as "ContactKind";
    codes::HoursSource => HoursSource as "HoursSource";
    codes::AccessibilityFeature => AccessibilityFeature as "AccessibilityFeature";
    codes::OrganisationKind => OrganisationKind as "OrganisationKind";
    codes::ServiceTypeKind => ServiceTypeKind as "ServiceTypeKind";
    codes::AdministrativeLevel => AdministrativeLevel as "AdministrativeLevel";
    codes::Topic => Topic as "Topic";
    codes::LanguageForm => LanguageForm as "LanguageForm";
    ListingContent => ListingContentInput as "ListingContentInput";
    Schedule => OpeningHoursScheduleInput as "OpeningHoursScheduleInput";

    NodeId => NodeId as "ID";
    ids::ListingId => NodeId as "ID";
    ids::RevisionId => NodeId as "ID";
    ids::ChangeRequestId => NodeId as "ID";
    ids::CommentId => NodeId as "ID";
    ids::OrganisationId => NodeId as "ID";
    ids::UserId => NodeId as "ID";
    ids::GrantId => NodeId as "ID";
    ids::AuditEntryId => NodeId as "ID";
}

// A `document: JSON` field is read straight into the content model.
bind!(read ListingContent => JSON);
bind!(read Schedule => JSON);

/// An id of any kind, where the kind does not matter (an audit entry's subject).
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct NodeId(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    const SDL: &str = include_str!("../../../schema/schema.graphql");

    /// The values of an enum as the schema states them.
    fn values(name: &str) -> Vec<String> {
        let start = SDL
            .find(&format!("\nenum {name} {{"))
            .unwrap_or_else(|| panic!("no enum {name}"));
        let body = &SDL[start..];
        let body =
            &body[body.find('{').unwrap_or_default() + 1..body.find("\n}").unwrap_or_default()];
        body.lines()
            .map(str::trim)
            .filter(|line| {
                !line.is_empty() && line.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
            })
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn bound_enums_have_the_values_of_the_schema() {
        macro_rules! same {
            ($($kind:ty, $name:literal;)*) => {$(
                let ours: Vec<_> = <$kind>::ALL.iter().map(|value| value.code().to_owned()).collect();
                assert_eq!(ours, values($name), "enum {}", $name);
            )*};
        }
        same! {
            authz::Role, "Role";
            authz::Action, "Action";
            outcome::ErrorCode, "ErrorCode";
            codes::Answer, "Answer";
            codes::Referral, "Referral";
            codes::CostKind, "CostKind";
            codes::Anonymity, "Anonymity";
            codes::TargetGroup, "TargetGroup";
            codes::ContactParty, "ContactParty";
            codes::Referrer, "Referrer";
            codes::ContactKind, "ContactKind";
            codes::HoursSource, "HoursSource";
            codes::AccessibilityFeature, "AccessibilityFeature";
            codes::OrganisationKind, "OrganisationKind";
            codes::ServiceTypeKind, "ServiceTypeKind";
            codes::AdministrativeLevel, "AdministrativeLevel";
            codes::Topic, "Topic";
            codes::LanguageForm, "LanguageForm";
        }
    }
}
