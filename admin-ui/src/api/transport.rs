//! One way to the server: a typed operation in, typed data or an [`ApiError`] out.
//!
//! When a session has run out under open work, the call does not fail: it waits until the person has signed in again in place, and is
//! then sent once more. Callers never see it.

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

type Reached = Rc<dyn Fn(bool)>;
type Renewal = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = bool>>>>;

thread_local! {
    /// How to get a new session, set by [`super::session`]; answers whether there is one now.
    static RENEWAL: RefCell<Option<Renewal>> = const { RefCell::new(None) };
    /// The language the server's messages are wanted in.
    static LANGUAGE: RefCell<&'static str> = const { RefCell::new("nb") };
    static REACHED: RefCell<Option<Reached>> = const { RefCell::new(None) };
}

pub(super) fn on_session_over(renewal: Renewal) {
    RENEWAL.with(|slot| *slot.borrow_mut() = Some(renewal));
}

/// Tells the offline banner after each call whether the server was reached.
pub fn on_reached(told: Reached) {
    REACHED.with(|slot| *slot.borrow_mut() = Some(told));
}

pub fn set_language(tag: &'static str) {
    LANGUAGE.with(|slot| *slot.borrow_mut() = tag);
}

/// Reads. Sent once more when a gateway answered in the server's place: a read does no harm twice.
pub async fn query<T, V>(operation: Operation<T, V>) -> Result<T, ApiError>
where
    T: DeserializeOwned + 'static,
    V: Serialize,
{
    read(call(body(&operation)?, true, true).await?)
}

/// Changes something. Never repeated by itself, except after a new sign-in: what was refused for want of a session was not done.
pub async fn mutate<T, V>(operation: Operation<T, V>) -> Result<T, ApiError>
where
    T: DeserializeOwned + 'static,
    V: Serialize,
{
    read(call(body(&operation)?, false, true).await?)
}

/// As [`query`] or [`mutate`], but a missing session is an answer rather than a reason to ask for the password: for signing in itself.
pub(super) async fn without_renewal<T, V>(operation: Operation<T, V>) -> Result<T, ApiError>
where
    T: DeserializeOwned + 'static,
    V: Serialize,
{
    read(call(body(&operation)?, false, false).await?)
}

fn body<T, V: Serialize>(operation: &Operation<T, V>) -> Result<String, ApiError> {
    serde_json::to_string(operation).map_err(|_| ApiError::new(ErrorKind::Invalid))
}

fn read<T: DeserializeOwned>(data: Value) -> Result<T, ApiError> {
    serde_json::from_value(data).map_err(|error| {
        leptos::logging::error!("the answer does not fit: {error}");
        ApiError::new(ErrorKind::Server)
    })
}

async fn call(body: String, repeat: bool, renew: bool) -> Result<Value, ApiError> {
    let mut answer = post(&body).await;
    if repeat && matches!(&answer, Ok((502..=504, ..))) {
        answer = post(&body).await;
    }
    let (status, reference, text) = answer?;
    match read_answer(status, reference, &text) {
        Err(error) if error.kind == ErrorKind::NotSignedIn && renew => {
            let renewal = RENEWAL.with(|slot| slot.borrow().clone());
            match renewal {
                Some(renewal) if renewal().await => {
                    let (status, reference, text) = post(&body).await?;
                    read_answer(status, reference, &text)
                }
                _ => Err(error),
            }
        }
        result => result,
    }
}

async fn post(body: &str) -> Result<(u16, Option<String>, String), ApiError> {
    let offline = || ApiError::new(ErrorKind::Offline);
    let language = LANGUAGE.with(|slot| *slot.borrow());
    let request = Request::post("/graphql")
        .credentials(RequestCredentials::SameOrigin)
        .header(
            "accept",
            "application/graphql-response+json, application/json",
        )
        .header("accept-language", language)
        .header("content-type", "application/json")
        .body(body)
        .map_err(|_| offline())?;
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
