//! Who is signed in, and what they may do.
//!
//! The server decides; the console only hides what would be refused, by the same permission table ([`veiviser_schema::authz`]). A
//! session that runs out under open work is renewed in place: see [`Session::renew`].

use std::cell::RefCell;
use std::rc::Rc;

use cynic::{MutationBuilder, QueryBuilder};
use js_sys::{Function, Promise};
use leptos::prelude::*;
use veiviser_schema::authz::{Action, Grant, Role, Rule, Scope, allowed, rule};
use veiviser_schema::ids::{MunicipalityNumber, UserId};
use veiviser_schema::text::Language;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::fragments::{CountyName, MunicipalityName, UserError};
use super::{ApiError, schema, transport};

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "RoleGrant")]
struct GrantFragment {
    role: Role,
    municipality: Option<MunicipalityName>,
    county: Option<CountyName>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "User")]
struct ViewerUser {
    id: UserId,
    name: String,
    email: String,
    language: Language,
    grants: Vec<GrantFragment>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Viewer")]
struct ViewerFragment {
    user: ViewerUser,
    editable_municipalities: Vec<MunicipalityName>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query")]
struct ViewerQuery {
    viewer: Option<ViewerFragment>,
}

#[derive(cynic::InputObject, Debug)]
struct SignInInput {
    email: String,
    password: String,
}

#[derive(cynic::QueryVariables, Debug)]
struct SignInVariables {
    input: SignInInput,
}

#[derive(cynic::QueryFragment, Debug)]
struct SignInPayload {
    viewer: Option<ViewerFragment>,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "SignInVariables")]
struct SignInMutation {
    #[arguments(input: $input)]
    sign_in: SignInPayload,
}

#[derive(cynic::QueryFragment, Debug)]
struct SignOutPayload {
    #[expect(dead_code, reason = "a payload must select something")]
    signed_out: bool,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation")]
struct SignOutMutation {
    #[expect(dead_code, reason = "that it answered is enough")]
    sign_out: SignOutPayload,
}

/// The person who is signed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Viewer {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub language: Language,
    pub grants: Vec<Grant>,
    /// Where drafts may be saved, with the names.
    pub editable: Vec<MunicipalityName>,
}

impl Viewer {
    /// Whether any grant allows the action anywhere: for menus.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.grants
            .iter()
            .any(|grant| rule(grant.role, action) != Rule::Never)
    }

    /// Whether the action is allowed on something in this municipality. `own_work`: whether this person wrote it.
    #[must_use]
    pub fn may_in(&self, action: Action, municipality: &str, own_work: bool) -> bool {
        municipality
            .parse::<MunicipalityNumber>()
            .is_ok_and(|number| allowed(&self.grants, action, Some(&number), own_work))
    }

    /// Whether the action is allowed on something national.
    #[must_use]
    pub fn may_nationally(&self, action: Action) -> bool {
        allowed(&self.grants, action, None, false)
    }
}

impl From<ViewerFragment> for Viewer {
    fn from(
        ViewerFragment {
            user,
            editable_municipalities,
        }: ViewerFragment,
    ) -> Self {
        let ViewerUser {
            id,
            name,
            email,
            language,
            grants,
        } = user;
        Self {
            id,
            name,
            email,
            language,
            grants: grants.into_iter().filter_map(grant).collect(),
            editable: editable_municipalities,
        }
    }
}

/// A grant whose number cannot be read counts for nothing: the console hides what it allows.
fn grant(
    GrantFragment {
        role,
        municipality,
        county,
    }: GrantFragment,
) -> Option<Grant> {
    let scope = match (municipality, county) {
        (Some(municipality), _) => Scope::Municipality(municipality.number.parse().ok()?),
        (None, Some(county)) => Scope::County(county.number.parse().ok()?),
        (None, None) => Scope::Nation,
    };
    let grant = Grant { role, scope };
    grant.well_formed().then_some(grant)
}

/// Whether somebody is signed in, as far as the console knows.
#[derive(Debug, Clone, PartialEq)]
pub enum SessionState {
    Loading,
    Failed(ApiError),
    SignedOut,
    SignedIn(Viewer),
}

/// The session, in context from the composition root: [`use_session`].
#[derive(Debug, Clone, Copy)]
pub struct Session {
    state: RwSignal<SessionState>,
    /// Whether the dialog that asks for the password again is open.
    renewing: RwSignal<bool>,
}

thread_local! {
    /// All calls that wait for one renewal wait on one promise.
    static WAITING: RefCell<Option<(Promise, Function)>> = const { RefCell::new(None) };
}

/// The session of the person at the screen.
#[must_use]
pub fn use_session() -> Session {
    expect_context()
}

/// The signed-in person. Only for what is shown inside the shell, where there always is one.
#[must_use]
pub fn use_viewer() -> Memo<Viewer> {
    let session = use_session();
    Memo::new(move |last: Option<&Viewer>| match session.state.get() {
        SessionState::SignedIn(viewer) => viewer,
        // The shell is being taken down. Until it is gone it shows the person before.
        _ => last.cloned().unwrap_or_else(nobody),
    })
}

fn nobody() -> Viewer {
    Viewer {
        id: UserId(uuid::Uuid::nil()),
        name: String::new(),
        email: String::new(),
        language: Language::Nb,
        grants: Vec::new(),
        editable: Vec::new(),
    }
}

impl Session {
    /// Puts a session into context and asks the server who is here.
    pub fn provide() -> Self {
        let session = Self {
            state: RwSignal::new(SessionState::Loading),
            renewing: RwSignal::new(false),
        };
        provide_context(session);
        transport::on_session_over(Rc::new(move || Box::pin(session.renew())));
        session.load();
        session
    }

    #[must_use]
    pub fn state(self) -> SessionState {
        self.state.get()
    }

    fn put(self, state: SessionState) {
        transport::expect_person(match &state {
            SessionState::SignedIn(viewer) => Some(viewer.id.to_string()),
            _ => None,
        });
        self.state.set(state);
    }

    #[must_use]
    pub fn renewing(self) -> Signal<bool> {
        self.renewing.into()
    }

    /// Asks the server who is signed in.
    pub fn load(self) {
        self.put(SessionState::Loading);
        leptos::task::spawn_local(async move {
            self.put(
                match transport::about_session(ViewerQuery::build(())).await {
                    Ok(ViewerQuery {
                        viewer: Some(viewer),
                    }) => SessionState::SignedIn(viewer.into()),
                    Ok(ViewerQuery { viewer: None }) => SessionState::SignedOut,
                    Err(error) => SessionState::Failed(error),
                },
            );
        });
    }

    /// Reads the person's name, language and grants again, without taking the page away. Somebody else who has signed in in another tab
    /// meanwhile does not take over this page: the next call will find that out, and ask.
    pub async fn refresh(self) {
        let SessionState::SignedIn(before) = self.state.get_untracked() else {
            return;
        };
        if let Ok(ViewerQuery {
            viewer: Some(viewer),
        }) = transport::about_session(ViewerQuery::build(())).await
            && viewer.user.id == before.id
        {
            self.put(SessionState::SignedIn(viewer.into()));
        }
    }

    /// Signs in. `Ok(Some(_))` is a refusal, in words for the person.
    pub async fn sign_in(
        self,
        email: String,
        password: String,
    ) -> Result<Option<UserError>, ApiError> {
        let operation = SignInMutation::build(SignInVariables {
            input: SignInInput { email, password },
        });
        let SignInPayload {
            viewer,
            user_errors,
        } = transport::about_session(operation).await?.sign_in;
        match (viewer, user_errors.into_iter().next()) {
            (_, Some(refusal)) => Ok(Some(refusal)),
            (Some(viewer), None) => {
                let viewer = Viewer::from(viewer);
                let same = matches!(self.state.get_untracked(), SessionState::SignedIn(before) if before == viewer);
                if !same {
                    self.put(SessionState::SignedIn(viewer));
                }
                self.settle_renewal(true);
                Ok(None)
            }
            (None, None) => Err(ApiError::new(super::ErrorKind::Server)),
        }
    }

    /// Signs out whoever is signed in in this browser, and the page goes back to signing in.
    ///
    /// Only the server can do that: scripts cannot touch the session's cookie. When it was not reached the person is still signed in, and
    /// the page stays and says so; a page that looked signed out would open again for the next person at the screen.
    pub async fn sign_out(self) -> Result<(), ApiError> {
        transport::about_session(SignOutMutation::build(())).await?;
        self.put(SessionState::SignedOut);
        Ok(())
    }

    /// Opens the dialog that asks for the password again, and waits. False when the person gave up.
    async fn renew(self) -> bool {
        if !matches!(self.state.get_untracked(), SessionState::SignedIn(_)) {
            return false;
        }
        let promise = WAITING.with(|waiting| {
            let mut waiting = waiting.borrow_mut();
            if let Some((promise, _)) = &*waiting {
                return promise.clone();
            }
            let mut settle = None;
            let promise = Promise::new(&mut |resolve, _| settle = Some(resolve));
            if let Some(settle) = settle {
                *waiting = Some((promise.clone(), settle));
            }
            promise
        });
        self.renewing.set(true);
        JsFuture::from(promise)
            .await
            .is_ok_and(|renewed| renewed.is_truthy())
    }

    /// Closes the dialog and lets the waiting calls go on, or fail.
    pub fn settle_renewal(self, renewed: bool) {
        self.renewing.set(false);
        if let Some((_, settle)) = WAITING.with(|waiting| waiting.borrow_mut().take()) {
            // Resolving a promise of our own cannot throw.
            let _ = settle.call1(&JsValue::NULL, &JsValue::from_bool(renewed));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewer(grants: Vec<GrantFragment>) -> Viewer {
        ViewerFragment {
            user: ViewerUser {
                id: UserId(uuid::Uuid::nil()),
                name: "A".into(),
                email: "a@b.no".into(),
                language: Language::Nn,
                grants,
            },
            editable_municipalities: vec![],
        }
        .into()
    }

    fn in_municipality(role: Role, number: &str) -> GrantFragment {
        GrantFragment {
            role,
            municipality: Some(MunicipalityName {
                number: number.into(),
                name: "X".into(),
            }),
            county: None,
        }
    }

    #[test]
    fn an_editor_reaches_the_own_municipality_only() {
        let viewer = viewer(vec![in_municipality(Role::Editor, "4204")]);
        assert!(viewer.may(Action::SaveDraft));
        assert!(viewer.may_in(Action::SaveDraft, "4204", false));
        assert!(!viewer.may_in(Action::SaveDraft, "4205", false));
        assert!(!viewer.may(Action::ReadUsers));
    }

    #[test]
    fn nobody_approves_their_own_work() {
        let viewer = viewer(vec![in_municipality(Role::Approver, "4204")]);
        assert!(viewer.may_in(Action::ApproveLowRisk, "4204", false));
        assert!(!viewer.may_in(Action::ApproveLowRisk, "4204", true));
    }

    #[test]
    fn a_grant_of_the_wrong_kind_counts_for_nothing() {
        let national_editor = GrantFragment {
            role: Role::Editor,
            municipality: None,
            county: None,
        };
        assert!(viewer(vec![national_editor]).grants.is_empty());
        let broken = in_municipality(Role::Editor, "42");
        assert!(!viewer(vec![broken]).may(Action::SaveDraft));
    }

    #[test]
    fn an_administrator_is_national() {
        let viewer = viewer(vec![GrantFragment {
            role: Role::Administrator,
            municipality: None,
            county: None,
        }]);
        assert!(viewer.may_nationally(Action::ManageUsers));
        assert!(!viewer.may(Action::ApproveAny));
    }
}
