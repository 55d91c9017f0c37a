//! Proof that the table said yes.

use uuid::Uuid;
use veiviser_schema::authz::Action;
use veiviser_schema::ids::{MunicipalityNumber, UserId};
use veiviser_schema::outcome::ErrorCode;

use super::Origin;
use crate::db::DbError;

/// The actions that make something public.
pub const PUBLISHING: &[Action] = &[
    Action::ApproveLowRisk,
    Action::ApproveAny,
    Action::PublishFirst,
    Action::ReviewPublished,
];

/// The actions of whoever looks after other people's accounts.
pub const MANAGING: &[Action] = &[Action::ManageEditors, Action::ManageUsers];

/// What an action is about.
#[derive(Debug, Clone, Copy)]
pub struct Resource<'a> {
    /// Where it lies; `None` is the nation as a whole.
    pub municipality: Option<&'a MunicipalityNumber>,
    /// Whether the person's own hand is in it.
    pub own_work: bool,
}

impl<'a> Resource<'a> {
    /// Something of a municipality.
    #[must_use]
    pub fn in_municipality(number: &'a MunicipalityNumber) -> Self {
        Self {
            municipality: Some(number),
            own_work: false,
        }
    }

    /// Something of the whole nation.
    #[must_use]
    pub fn national() -> Self {
        Self {
            municipality: None,
            own_work: false,
        }
    }

    #[must_use]
    pub fn own_work(self, own_work: bool) -> Self {
        Self { own_work, ..self }
    }
}

/// Leave to do one action in one place. Only [`super::Actor`] makes one for a request; a repository write asks for one.
#[derive(Debug, Clone)]
pub struct Permit {
    holder: Holder,
    action: Option<Action>,
    municipality: Option<MunicipalityNumber>,
    origin: Option<Origin>,
}

#[derive(Debug, Clone, Copy)]
enum Holder {
    Person(UserId),
    /// Whoever runs the machine, or the server by itself.
    Operator,
}

impl Permit {
    /// For whoever sits at the machine and runs a command: they could change the database's file itself. It makes the first
    /// administrator, when nobody can be asked for leave. Never for a request.
    #[must_use]
    pub(crate) fn operator() -> Self {
        Self {
            holder: Holder::Operator,
            action: None,
            municipality: None,
            origin: Some(Origin::command_line()),
        }
    }

    /// For what the server notes by itself about a request that nobody is signed in to: a sign-in that was refused.
    #[must_use]
    pub fn to_note(origin: Origin) -> Self {
        Self {
            origin: Some(origin),
            ..Self::operator()
        }
    }

    pub(super) fn new(
        user_id: UserId,
        action: Action,
        municipality: Option<MunicipalityNumber>,
        origin: Option<Origin>,
    ) -> Self {
        Self {
            holder: Holder::Person(user_id),
            action: Some(action),
            municipality,
            origin,
        }
    }

    pub(super) fn own_account(user_id: UserId, origin: Option<Origin>) -> Self {
        Self {
            holder: Holder::Person(user_id),
            action: None,
            municipality: None,
            origin,
        }
    }

    /// Whose leave it is. The operator is nobody in particular: the nil id, which no user has.
    #[must_use]
    pub fn user_id(&self) -> UserId {
        self.person().unwrap_or(UserId(Uuid::nil()))
    }

    /// Whose leave it is; `None` is the operator. What an audit entry names.
    #[must_use]
    pub fn person(&self) -> Option<UserId> {
        match self.holder {
            Holder::Person(user_id) => Some(user_id),
            Holder::Operator => None,
        }
    }

    /// From where; what an audit entry remembers.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// Whether this is leave for one of these actions. A repository that writes asks: leave for something else is a defect of ours, and
    /// nothing is written. The operator has leave for everything.
    pub fn is_for(&self, actions: &[Action]) -> Result<(), DbError> {
        let allowed = self.action.is_some_and(|own| actions.contains(&own));
        self.held(allowed)
    }

    /// The same, and in this municipality.
    pub fn covers(
        &self,
        actions: &[Action],
        municipality: &MunicipalityNumber,
    ) -> Result<(), DbError> {
        self.is_for(actions)?;
        self.held(self.municipality.as_ref() == Some(municipality))
    }

    /// Whether this is the leave that a person has to change what is their own.
    pub fn is_own(&self, user_id: UserId) -> Result<(), DbError> {
        self.held(self.action.is_none() && self.person() == Some(user_id))
    }

    fn held(&self, allowed: bool) -> Result<(), DbError> {
        if allowed || matches!(self.holder, Holder::Operator) {
            return Ok(());
        }
        Err(DbError::defect("a write with leave for something else"))
    }
}

/// A no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    NotSignedIn,
    /// Not allowed, or not there.
    NotAllowed,
    /// Would be allowed on somebody else's work.
    OwnWork,
}

impl Denied {
    #[must_use]
    pub fn code(self) -> ErrorCode {
        match self {
            Self::NotSignedIn => ErrorCode::NotSignedIn,
            Self::NotAllowed => ErrorCode::NotAllowed,
            Self::OwnWork => ErrorCode::OwnWork,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leave_for_one_thing_is_no_leave_for_another() {
        let (here, there) = ("1103".parse().unwrap(), "0301".parse().unwrap());
        let (kari, ola) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let permit = Permit::new(
            kari,
            Action::Verify,
            Some(MunicipalityNumber::clone(&here)),
            None,
        );
        assert!(permit.is_for(&[Action::Submit, Action::Verify]).is_ok());
        assert!(permit.is_for(PUBLISHING).is_err());
        assert!(permit.covers(&[Action::Verify], &here).is_ok());
        assert!(permit.covers(&[Action::Verify], &there).is_err());
        assert!(permit.is_own(kari).is_err());
        let own = Permit::own_account(kari, None);
        assert!(own.is_own(kari).is_ok() && own.is_own(ola).is_err());
        assert!(own.is_for(MANAGING).is_err());
        let national = Permit::new(kari, Action::ManageUsers, None, None);
        assert!(national.is_for(MANAGING).is_ok());
        assert!(national.covers(MANAGING, &here).is_err());
        let operator = Permit::operator();
        assert!(operator.is_for(MANAGING).is_ok() && operator.covers(PUBLISHING, &here).is_ok());
    }
}
