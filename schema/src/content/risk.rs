//! How much harm a wrong change could do decides who may approve it.

use serde::{Deserialize, Serialize};

use super::diff::FieldChange;

/// Low: an approver of the municipality suffices. High: waits for a national coordinator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Risk {
    Low,
    High,
}

impl Risk {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Risk::Low => "LOW",
            Risk::High => "HIGH",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Risk> {
        match code {
            "LOW" => Some(Risk::Low),
            "HIGH" => Some(Risk::High),
            _ => None,
        }
    }
}

/// The risk of one field. On a service that people in crisis use, every way of reaching it is high.
#[must_use]
pub fn field_risk(path: &str, crisis_service: bool) -> Risk {
    let high = [
        "name",
        "audience",
        "access",
        "cost",
        "privacy",
        "ownerId",
        "operatorId",
        "funderId",
        "serviceArea",
        "legalBases",
    ];
    // That it ends closes every way at once.
    let crisis = ["contactPoints", "places", "endsOn"];
    let root = path.split(['.', '[']).next().unwrap_or_default();
    if high.contains(&root)
        || path.ends_with(".hidden")
        || (crisis_service && crisis.contains(&root))
    {
        Risk::High
    } else {
        Risk::Low
    }
}

/// The risk of a whole change: its riskiest field's. A new listing is always high.
#[must_use]
pub fn change_risk(changes: &[FieldChange], crisis_service: bool, new_listing: bool) -> Risk {
    if new_listing {
        return Risk::High;
    }
    changes
        .iter()
        .map(|change| field_risk(&change.path, crisis_service))
        .max()
        .unwrap_or(Risk::Low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crisis_phone_waits_for_a_coordinator_and_an_ordinary_one_does_not() {
        assert_eq!(field_risk("contactPoints[a].value", true), Risk::High);
        assert_eq!(field_risk("contactPoints[a].value", false), Risk::Low);
        assert_eq!(field_risk("name.nb", false), Risk::High);
        assert_eq!(field_risk("description.nb", true), Risk::Low);
        assert_eq!(field_risk("places[p].hidden", false), Risk::High);
        assert_eq!(field_risk("endsOn", true), Risk::High);
        assert_eq!(field_risk("endsOn", false), Risk::Low);
    }
}
