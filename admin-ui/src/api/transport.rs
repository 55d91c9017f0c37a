//! One way to the server: a typed operation in, typed data or an [`ApiError`] out.
//!
//! When a session has run out under open work, the call does not fail: it waits until the person has signed in again in place, and is
//! then sent once more. Callers never see it.
//!
//! A read without a session is no error to the server: it answers what the public may see, which would look like an empty list. So each
//! read asks along whose session it is.
//!
//! All tabs of a browser share one session. When somebody else has signed in in another tab, what is done on this page must not be done in
//! their name: each call names the person the page is shown to, and the server refuses it in anybody else's session.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use cynic::Operation;
use gloo_net::http::{Request, Response};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use web_sys::RequestCredentials;

use super::error::{ApiError, ErrorKind, read_answer};
use super::to_the_end::to_the_end;

type Reached = Rc<dyn Fn(bool)>;
type Renewal = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = bool>>>>;

thread_local! {
    /// Asks the person to sign in again, and answers whether they did. Set by [`super::session`].
    static RENEWAL: RefCell<Option<Renewal>> = const { RefCell::new(None) };
    /// The language the server's messages are wanted in.
    static LANGUAGE: RefCell<&'static str> = const { RefCell::new("nb") };
    /// The node id of the person the page is shown to, while somebody is signed in.
    static PERSON: RefCell<Option<String>> = const { RefCell::new(None) };
    static REACHED: RefCell<Option<Reached>> = const { RefCell::new(None) };
}

pub(super) fn on_session_over(renewal: Renewal) {
    RENEWAL.with(|slot| *slot.borrow_mut() = Some(renewal));
}

/// Who the page is shown to from now on.
pub(super) fn expect_person(id: Option<String>) {
    PERSON.with(|slot| *slot.borrow_mut() = id);
}

/// Tells the offline banner after each call whether the server was reached.
pub fn on_reached(told: Reached) {
    REACHED.with(|slot| *slot.borrow_mut() = Some(told));
}

pub fn set_language(tag: &'static str) {
    LANGUAGE.with(|slot| *slot.borrow_mut() = tag);
}

/// What a call is for. Decides how it is sent, and whether its answer must be made for the person on the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Sent once more when a gateway answered in the server's place: a read does no harm twice.
    Read,
    /// Never repeated by itself, except after a new sign-in: what was refused for want of a session was not done.
    Change,
    /// About the session itself: that there is none, or another one, is an answer and no reason to ask for the password.
    Session,
}

/// Reads.
pub async fn query<T, V>(mut operation: Operation<T, V>) -> Result<T, ApiError>
where
    T: DeserializeOwned + 'static,
    V: Serialize,
{
    if shown_person().is_some() {
        operation.query = with_session(&operation.query);
    }
    read(sent(body(&operation)?, Kind::Read).await?)
}

/// Changes something. Once begun it is finished, also when the person leaves the page that waits for the answer.
pub async fn mutate<T, V>(operation: Operation<T, V>) -> Result<T, ApiError>
where
    T: DeserializeOwned + 'static,
    V: Serialize,
{
    read(to_the_end(sent(body(&operation)?, Kind::Change)).await?)
}

/// Signs in or out, or asks who is signed in.
pub(super) async fn about_session<T, V>(operation: Operation<T, V>) -> Result<T, ApiError>
where
    T: DeserializeOwned + 'static,
    V: Serialize,
{
    read(sent(body(&operation)?, Kind::Session).await?)
}

/// [`call`], boxed: each kind of operation would carry a copy of it otherwise.
fn sent(body: String, kind: Kind) -> Pin<Box<dyn Future<Output = Result<Value, ApiError>>>> {
    Box::pin(call(body, kind, shown_person()))
}

fn shown_person() -> Option<String> {
    PERSON.with(|slot| slot.borrow().clone())
}

#[inline(never)]
fn body<T, V: Serialize>(operation: &Operation<T, V>) -> Result<String, ApiError> {
    serde_json::to_string(operation).map_err(|_| ApiError::new(ErrorKind::Invalid))
}

#[inline(never)]
fn read<T: DeserializeOwned>(data: Value) -> Result<T, ApiError> {
    serde_json::from_value(data).map_err(misread)
}

fn misread(error: serde_json::Error) -> ApiError {
    leptos::logging::error!("the answer does not fit: {error}");
    ApiError::new(ErrorKind::Server)
}

/// `person`: who the page is shown to, and so who must be signed in.
async fn call(body: String, kind: Kind, person: Option<String>) -> Result<Value, ApiError> {
    let person = person.filter(|_| kind != Kind::Session);
    let person = person.as_deref();
    let mut answer = post(&body, person).await;
    if kind == Kind::Read && matches!(&answer, Ok((502..=504, ..))) {
        answer = post(&body, person).await;
    }
    let understood = |(status, reference, text): (u16, Option<String>, String)| {
        let data = read_answer(status, reference, &text)?;
        match person {
            Some(person) if kind == Kind::Read => made_for(data, person),
            _ => Ok(data),
        }
    };
    match understood(answer?) {
        Err(error) if error.kind == ErrorKind::NotSignedIn && kind != Kind::Session => {
            let renewal = RENEWAL.with(|slot| slot.borrow().clone());
            match renewal {
                Some(renewal) if renewal().await => understood(post(&body, person).await?),
                _ => Err(error),
            }
        }
        result => result,
    }
}

/// The alias under which a read asks whose session it is.
const SESSION: &str = "session";

/// The operation, with the question whose session it is added.
fn with_session(query: &str) -> String {
    // cynic writes no default values, so that the first brace opens the selection.
    query.replacen(
        '{',
        &format!("{{\n  {SESSION}: viewer {{ user {{ id }} }}"),
        1,
    )
}

/// The data without the answer to that question, if the answer is this person.
fn made_for(mut data: Value, person: &str) -> Result<Value, ApiError> {
    let session = data
        .as_object_mut()
        .and_then(|fields| fields.remove(SESSION));
    let same = session.is_some_and(|session| session["user"]["id"] == person);
    if same {
        Ok(data)
    } else {
        Err(ApiError::new(ErrorKind::NotSignedIn))
    }
}

/// The header that names the person the page is shown to. The server refuses the session of anybody else.
const VIEWER: &str = "veiviser-viewer";

async fn post(body: &str, person: Option<&str>) -> Result<(u16, Option<String>, String), ApiError> {
    let offline = || ApiError::new(ErrorKind::Offline);
    let language = LANGUAGE.with(|slot| *slot.borrow());
    let mut request = Request::post("/graphql")
        .credentials(RequestCredentials::SameOrigin)
        .header(
            "accept",
            "application/graphql-response+json, application/json",
        )
        .header("accept-language", language)
        .header("content-type", "application/json");
    if let Some(person) = person {
        request = request.header(VIEWER, person);
    }
    let request = request.body(body).map_err(|_| offline())?;
    let response: Result<Response, _> = request.send().await;
    let told = REACHED.with(|slot| slot.borrow().clone());
    if let Some(told) = told {
        told(response.is_ok());
    }
    let response = response.map_err(|_| offline())?;
    let reference = response.headers().get("x-request-id");
    let status = response.status();
    let text = response.text().await.map_err(|_| offline())?;
    Ok((status, reference, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_read_asks_along_whose_session_it_is() {
        assert_eq!(
            with_session(
                "query Users($first: Int) {\n  users(filter: {text: $text}) {\n    id\n  }\n}"
            ),
            "query Users($first: Int) {\n  session: viewer { user { id } }\n  users(filter: {text: $text}) {\n    id\n  }\n}"
        );
    }

    #[test]
    fn what_was_answered_to_nobody_or_somebody_else_is_not_shown() {
        let answer = |session: Value| json!({ "session": session, "users": [] });
        let own = answer(json!({ "user": { "id": "user_1" } }));
        assert_eq!(made_for(own, "user_1"), Ok(json!({ "users": [] })));
        for session in [Value::Null, json!({ "user": { "id": "user_2" } })] {
            let refused = made_for(answer(session), "user_1").expect_err("not for this person");
            assert_eq!(refused.kind, ErrorKind::NotSignedIn);
        }
        assert!(made_for(json!({ "users": [] }), "user_1").is_err());
    }
}
