//! What a grant says, and how one is asked for.

use chrono::{DateTime, Utc};
use veiviser_schema::authz::{Grant, Role, Scope};
use veiviser_schema::ids::{GrantId, UserId};
use veiviser_schema::outcome::ErrorCode;

use crate::outcome::Refusal;

/// A grant that somebody has.
#[derive(Debug, Clone)]
pub struct HeldGrant {
    pub id: GrantId,
    pub grant: Grant,
    pub granted_at: DateTime<Utc>,
    /// Who gave it; `None` is the operator at the command line.
    pub granted_by: Option<(UserId, String)>,
}

/// A role with a place, as somebody wrote it.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub role: Role,
    pub municipality_number: Option<String>,
    pub county_number: Option<String>,
}

impl Wanted {
    /// The grant it asks for, if there can be such a one. Whether the place exists is for the database to say.
    pub fn read(&self) -> Result<Grant, Refusal> {
        let Self {
            role,
            municipality_number,
            county_number,
        } = self;
        let invalid = |field: &str| Refusal::at(ErrorCode::ScopeInvalid, field);
        let scope = match (municipality_number, county_number) {
            (None, None) => Scope::Nation,
            (Some(number), None) => {
                Scope::Municipality(number.parse().map_err(|_| invalid("municipalityNumber"))?)
            }
            (None, Some(number)) => {
                Scope::County(number.parse().map_err(|_| invalid("countyNumber"))?)
            }
            (Some(_), Some(_)) => return Err(invalid("countyNumber")),
        };
        let grant = Grant { role: *role, scope };
        if grant.well_formed() {
            return Ok(grant);
        }
        Err(invalid(match role {
            Role::Editor | Role::Approver => "municipalityNumber",
            Role::CountyCoordinator => "countyNumber",
            Role::NationalCoordinator | Role::Administrator => "role",
        }))
    }
}

/// A grant as its columns hold it. One with a role this program does not know grants nothing.
#[must_use]
pub fn from_columns(role: &str, municipality: Option<&str>, county: Option<&str>) -> Option<Grant> {
    let scope = match (municipality, county) {
        (Some(number), _) => Scope::Municipality(number.parse().ok()?),
        (None, Some(number)) => Scope::County(number.parse().ok()?),
        (None, None) => Scope::Nation,
    };
    Some(Grant {
        role: Role::from_code(role)?,
        scope,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(role: Role, municipality: Option<&str>, county: Option<&str>) -> Wanted {
        Wanted {
            role,
            municipality_number: municipality.map(str::to_owned),
            county_number: county.map(str::to_owned),
        }
    }

    #[test]
    fn a_role_is_given_over_its_own_kind_of_place() {
        let municipality = Some("1103");
        assert!(wanted(Role::Editor, municipality, None).read().is_ok());
        assert!(
            wanted(Role::CountyCoordinator, None, Some("11"))
                .read()
                .is_ok()
        );
        assert!(wanted(Role::Administrator, None, None).read().is_ok());
        for (bad, field) in [
            (wanted(Role::Editor, None, None), "municipalityNumber"),
            (wanted(Role::Editor, Some("11"), None), "municipalityNumber"),
            (
                wanted(Role::Approver, None, Some("11")),
                "municipalityNumber",
            ),
            (
                wanted(Role::CountyCoordinator, municipality, None),
                "countyNumber",
            ),
            (wanted(Role::Administrator, municipality, None), "role"),
            (
                wanted(Role::Editor, municipality, Some("11")),
                "countyNumber",
            ),
        ] {
            let refusal = bad.read().expect_err("refused");
            assert_eq!(
                refusal,
                Refusal::at(ErrorCode::ScopeInvalid, field),
                "{bad:?}"
            );
        }
    }

    #[test]
    fn a_broken_row_grants_nothing() {
        assert_eq!(from_columns("KING", None, None), None);
        assert_eq!(from_columns("EDITOR", Some("11"), None), None);
        assert!(from_columns("EDITOR", Some("1103"), None).is_some());
    }
}
