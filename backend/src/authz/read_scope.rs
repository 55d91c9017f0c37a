//! What part of the country a person may read, as SQL and as a question.

use sea_orm::sea_query::{Condition, Expr, ExprTrait, IntoColumnRef};
use veiviser_schema::authz::{Action, Grant, Rule, Scope, rule};
use veiviser_schema::ids::{CountyNumber, MunicipalityNumber};

/// The places whose rows may be read. Empty for anonymous readers: then nothing is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadScope {
    nation: bool,
    counties: Vec<CountyNumber>,
    municipalities: Vec<MunicipalityNumber>,
}

impl ReadScope {
    pub(super) fn of(grants: &[Grant], action: Action) -> Self {
        let mut scope = Self::default();
        for grant in grants
            .iter()
            .filter(|grant| rule(grant.role, action) != Rule::Never)
        {
            match &grant.scope {
                Scope::Nation => scope.nation = true,
                Scope::County(number) => scope.counties.push(number.clone()),
                Scope::Municipality(number) => scope.municipalities.push(number.clone()),
            }
        }
        scope
    }

    /// For work the server does for itself, such as rebuilding the projection. Never for a request.
    #[must_use]
    pub(crate) fn system() -> Self {
        Self {
            nation: true,
            ..Self::default()
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.nation && self.counties.is_empty() && self.municipalities.is_empty()
    }

    #[must_use]
    pub fn is_national(&self) -> bool {
        self.nation
    }

    /// Whether something in this municipality may be read.
    #[must_use]
    pub fn covers(&self, municipality: &MunicipalityNumber) -> bool {
        self.nation
            || self.counties.contains(&municipality.county())
            || self.municipalities.contains(municipality)
    }

    /// The same as a condition on a column that holds municipality numbers.
    #[must_use]
    pub fn condition(&self, column: impl IntoColumnRef + Clone) -> Condition {
        if self.nation {
            return Condition::all();
        }
        let mut any = Condition::any();
        if self.is_empty() {
            return any.add(Expr::val(1).eq(0));
        }
        for county in &self.counties {
            any = any.add(Expr::col(column.clone()).like(format!("{county}%")));
        }
        if !self.municipalities.is_empty() {
            any = any.add(
                Expr::col(column).is_in(
                    self.municipalities
                        .iter()
                        .map(|number| number.as_str().to_owned()),
                ),
            );
        }
        any
    }
}
