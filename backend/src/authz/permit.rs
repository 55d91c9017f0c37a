//! Proof that the table said yes.

use uuid::Uuid;
use veiviser_schema::authz::Action;
use veiviser_schema::ids::{MunicipalityNumber, UserId};
use veiviser_schema::outcome::ErrorCode;

use super::Origin;

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
    pub fn operator() -> Self {
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

    /// For what; `None` is the person's own account, or whatever the operator does.
    #[must_use]
    pub fn action(&self) -> Option<Action> {
        self.action
    }

    /// Where.
    #[must_use]
    pub fn municipality(&self) -> Option<&MunicipalityNumber> {
        self.municipality.as_ref()
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
