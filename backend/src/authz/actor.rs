//! Who asks.

use veiviser_schema::authz::{Action, Grant, Scope, allowed};
use veiviser_schema::ids::{MunicipalityNumber, UserId};
use veiviser_schema::text::Language;

use super::{Denied, Origin, Permit, ReadScope, Resource};

/// Who asks: somebody signed in, or anybody.
#[derive(Debug, Clone, Default)]
pub struct Actor {
    person: Option<SignedIn>,
    /// From where; a permit carries it on to the audit trail.
    origin: Option<Origin>,
}

/// A signed-in person with the grants they have at this request.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub user_id: UserId,
    pub name: String,
    pub language: Language,
    pub grants: Vec<Grant>,
}

impl Actor {
    #[must_use]
    pub fn anonymous() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn signed_in(person: SignedIn) -> Self {
        Self {
            person: Some(person),
            origin: None,
        }
    }

    /// The same, from here.
    #[must_use]
    pub fn from_here(self, origin: Origin) -> Self {
        Self {
            origin: Some(origin),
            ..self
        }
    }

    #[must_use]
    pub fn person(&self) -> Option<&SignedIn> {
        self.person.as_ref()
    }

    #[must_use]
    pub fn user_id(&self) -> Option<UserId> {
        self.person.as_ref().map(|person| person.user_id)
    }

    fn grants(&self) -> &[Grant] {
        self.person.as_ref().map_or(&[], |person| &person.grants)
    }

    /// Leave to do `action` on `resource`, or a refusal that says nothing of the cause.
    pub fn authorize(&self, action: Action, resource: Resource<'_>) -> Result<Permit, Denied> {
        let Some(person) = &self.person else {
            return Err(Denied::NotSignedIn);
        };
        if allowed(
            &person.grants,
            action,
            resource.municipality,
            resource.own_work,
        ) {
            Ok(Permit::new(
                person.user_id,
                action,
                resource.municipality.cloned(),
                self.origin.clone(),
            ))
        } else if resource.own_work && allowed(&person.grants, action, resource.municipality, false)
        {
            Err(Denied::OwnWork)
        } else {
            Err(Denied::NotAllowed)
        }
    }

    /// Leave to do what every signed-in person may do to what is their own: their session, password, language.
    pub fn authorize_own_account(&self) -> Result<Permit, Denied> {
        let person = self.person.as_ref().ok_or(Denied::NotSignedIn)?;
        Ok(Permit::own_account(person.user_id, self.origin.clone()))
    }

    /// Whether some grant allows the action somewhere; for menus, never for deciding.
    #[must_use]
    pub fn may_somewhere(&self, action: Action) -> bool {
        use veiviser_schema::authz::{Rule, rule};
        self.grants()
            .iter()
            .any(|grant| rule(grant.role, action) != Rule::Never)
    }

    /// Where the person may do an action, for reads. `action` is one of the reading actions.
    #[must_use]
    pub fn read_scope(&self, action: Action) -> ReadScope {
        ReadScope::of(self.grants(), action)
    }

    /// The municipalities an action reaches by grants that name one; national and county grants are not spread out.
    #[must_use]
    pub fn own_municipalities(&self, action: Action) -> Vec<MunicipalityNumber> {
        use veiviser_schema::authz::{Rule, rule};
        let mut numbers: Vec<MunicipalityNumber> = self
            .grants()
            .iter()
            .filter(|grant| rule(grant.role, action) != Rule::Never)
            .filter_map(|grant| match &grant.scope {
                Scope::Municipality(number) => Some(number.clone()),
                _ => None,
            })
            .collect();
        numbers.sort();
        numbers.dedup();
        numbers
    }
}
