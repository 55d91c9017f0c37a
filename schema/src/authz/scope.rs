//! Over what part of the country a role reaches.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Role;
use crate::ids::{CountyNumber, MunicipalityNumber};

/// The part of the country a grant covers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    Municipality(MunicipalityNumber),
    County(CountyNumber),
    Nation,
}

impl Scope {
    /// Whether the scope covers a municipality.
    #[must_use]
    pub fn covers(&self, municipality: &MunicipalityNumber) -> bool {
        match self {
            Self::Municipality(own) => own == municipality,
            Self::County(county) => *county == municipality.county(),
            Self::Nation => true,
        }
    }

    /// Whether every place in `other` is also in this scope.
    #[must_use]
    pub fn contains(&self, other: &Scope) -> bool {
        match (self, other) {
            (Self::Nation, _) => true,
            (_, Self::Municipality(municipality)) => self.covers(municipality),
            (Self::County(own), Self::County(county)) => own == county,
            _ => false,
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Municipality(number) => write!(f, "municipality {number}"),
            Self::County(number) => write!(f, "county {number}"),
            Self::Nation => f.write_str("nation"),
        }
    }
}

/// A role over a scope.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grant {
    pub role: Role,
    pub scope: Scope,
}

impl Grant {
    /// A role is only given over the kind of scope it is made for: an editor's is a municipality, a county coordinator's a county,
    /// the rest national.
    #[must_use]
    pub fn well_formed(&self) -> bool {
        matches!(
            (self.role, &self.scope),
            (Role::Editor | Role::Approver, Scope::Municipality(_))
                | (Role::CountyCoordinator, Scope::County(_))
                | (
                    Role::NationalCoordinator | Role::Administrator,
                    Scope::Nation
                )
        )
    }
}
