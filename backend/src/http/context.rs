//! Who asks: found out once a request, before the schema is asked anything.
//!
//! A browser brings its session in a cookie, a program a token in `Authorization`. A token that is not believed is answered with 401 at
//! once: the program must fetch a new one. A session that has ended makes the reader anonymous, and its cookie is taken away: the
//! public part of the page still works. What resolvers do to the session becomes a cookie on the way out.
//!
//! All tabs of a browser share one cookie. When somebody else signs in in one tab, another still shows the person before, and would
//! write in the wrong name. So the console says with each request whom it shows ([`VIEWER`]), and a session of anybody else is refused.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    ACCEPT_LANGUAGE, AUTHORIZATION, COOKIE, RETRY_AFTER, SET_COOKIE, WWW_AUTHENTICATE,
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use veiviser_schema::text::Language;

use super::client::Client;
use super::console::Visitors;
use super::problem::problem;
use super::request_id;
use crate::authz::{Actor, Channel, Origin};
use crate::clock::Clock;
use crate::context::{RequestContext, RequestFacts, SessionChange};
use crate::identity::{Credentials, Identity, Recognised};

/// The node id of the person that the console shows. Websites of others cannot send it: the router allows it to no other origin.
const VIEWER: HeaderName = HeaderName::from_static("veiviser-viewer");

/// What it takes to know a caller. Cloning is cheap.
#[derive(Clone)]
pub struct Door {
    pub clock: Clock,
    pub identity: Identity,
}

impl Visitors for Door {
    /// A cookie alone says little: sessions end before their cookies do. Should the database not answer, the console may say so itself.
    async fn signed_in(&self, headers: &HeaderMap) -> bool {
        let cookie = self.identity.cookie();
        let Some(secret) = session_cookie(headers, |header| cookie.read(header)) else {
            return false;
        };
        self.identity
            .recognise(Credentials::Cookie(secret), self.clock.now())
            .await
            .map_or(true, |recognised| !recognised.refused)
    }
}

pub async fn recognise(State(door): State<Door>, mut request: Request, next: Next) -> Response {
    let now = door.clock.now();
    let cookie = door.identity.cookie();
    let headers = request.headers();
    let credentials = match bearer(headers) {
        Bearer::Token(token) => Credentials::Bearer(token),
        Bearer::Unreadable => return not_believed(),
        Bearer::None => session_cookie(headers, |header| cookie.read(header))
            .map_or(Credentials::None, Credentials::Cookie),
    };
    let by_token = matches!(credentials, Credentials::Bearer(_));
    let recognised = match door.identity.recognise(credentials, now).await {
        Ok(recognised) => recognised,
        Err(error) => {
            tracing::error!(
                event = "http.not_recognised",
                detail = error.detail(),
                request_id = request_id::of(&request),
                "the database could not say who asks"
            );
            return problem(
                StatusCode::SERVICE_UNAVAILABLE,
                "UNAVAILABLE",
                "The database is busy. Try again in a moment.",
            );
        }
    };
    let Recognised {
        actor,
        session,
        language,
        refused,
    } = recognised;
    if refused && by_token {
        return not_believed();
    }
    if session.is_some() && !meant(request.headers(), &actor) {
        return somebody_else();
    }
    let client = request
        .extensions()
        .get::<Client>()
        .map_or_else(String::new, |client| client.address.to_string());
    let channel = if by_token {
        Channel::ApiClient
    } else {
        Channel::Console
    };
    let context = RequestContext::new(RequestFacts {
        actor: actor.from_here(Origin::of_request(channel, &client)),
        language: language.unwrap_or_else(|| preferred_language(request.headers())),
        request_id: request_id::of(&request),
        client,
        session,
        now,
    });
    request.extensions_mut().insert(context.clone());
    let mut response = next.run(request).await;
    if let Some(seconds) = context.wait() {
        response
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    let change = context
        .take_session_change()
        .or_else(|| refused.then_some(SessionChange::Ended));
    if let Some(change) = change
        && let Ok(value) = HeaderValue::from_str(&cookie.header(&change, now))
    {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

/// What `Authorization` says.
enum Bearer<'a> {
    None,
    Token(&'a str),
    /// It is there, and is not one bearer token.
    Unreadable,
}

fn bearer(headers: &HeaderMap) -> Bearer<'_> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Bearer::None;
    };
    let token = value.to_str().ok().and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme
            .eq_ignore_ascii_case("bearer")
            .then(|| token.trim())
            .filter(|token| !token.is_empty())
    });
    match token {
        Some(token) if values.next().is_none() => Bearer::Token(token),
        _ => Bearer::Unreadable,
    }
}

fn session_cookie<'a>(
    headers: &'a HeaderMap,
    read: impl Fn(&'a str) -> Option<&'a str>,
) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(read)
}

/// Whether the session is the one of the person that the request names. A request that names nobody means whoever is signed in.
fn meant(headers: &HeaderMap, actor: &Actor) -> bool {
    let signed_in = actor.user_id().map(|id| id.to_string());
    headers
        .get_all(VIEWER)
        .iter()
        .all(|named| Some(named.as_bytes()) == signed_in.as_deref().map(str::as_bytes))
}

fn somebody_else() -> Response {
    let mut response = problem(
        StatusCode::UNAUTHORIZED,
        "UNAUTHENTICATED",
        "Somebody else has signed in in this browser. Nothing was done. Sign in again.",
    );
    response
        .headers_mut()
        .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

fn not_believed() -> Response {
    let mut response = problem(
        StatusCode::UNAUTHORIZED,
        "UNAUTHENTICATED",
        "The token is not valid, or has expired. Fetch a new one.",
    );
    response.headers_mut().insert(
        WWW_AUTHENTICATE,
        HeaderValue::from_static("Bearer error=\"invalid_token\""),
    );
    response
}

/// The first of our languages in `Accept-Language`, by weight; bokmål when none is named.
fn preferred_language(headers: &HeaderMap) -> Language {
    let mut best = (0.0, Language::Nb);
    for range in headers
        .get_all(ACCEPT_LANGUAGE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .take(50)
    {
        let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
        let weight = parameters
            .trim()
            .strip_prefix("q=")
            .map_or(Some(1.0), |weight| weight.trim().parse::<f32>().ok())
            .unwrap_or(0.0);
        if let Some(language) = Language::from_tag(tag.trim())
            && weight > best.0
        {
            best = (weight, language);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use veiviser_schema::ids::UserId;

    use super::*;
    use crate::authz::SignedIn;

    #[test]
    fn a_token_is_one_bearer_token_or_nothing() {
        let read = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(AUTHORIZATION, value.parse().unwrap());
            }
            match bearer(&headers) {
                Bearer::None => "none".to_owned(),
                Bearer::Token(token) => token.to_owned(),
                Bearer::Unreadable => "unreadable".to_owned(),
            }
        };
        assert_eq!(read(&[]), "none");
        assert_eq!(read(&["Bearer abc"]), "abc");
        assert_eq!(read(&["bearer abc"]), "abc");
        for value in ["Basic abc", "Bearer", "Bearer ", "abc"] {
            assert_eq!(read(&[value]), "unreadable", "{value}");
        }
        assert_eq!(read(&["Bearer a", "Bearer b"]), "unreadable");
    }

    #[test]
    fn a_session_is_only_used_for_the_person_that_is_meant() {
        let id = UserId(uuid::Uuid::from_u128(1));
        let actor = Actor::signed_in(SignedIn {
            user_id: id,
            name: "A".to_owned(),
            language: Language::Nb,
            grants: vec![],
        });
        let meant = |named: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in named {
                headers.append(VIEWER, value.parse().unwrap());
            }
            meant(&headers, &actor)
        };
        let own = id.to_string();
        let other = UserId(uuid::Uuid::from_u128(2)).to_string();
        assert!(meant(&[]), "a request that names nobody");
        assert!(meant(&[&own]));
        for named in [&[other.as_str()][..], &[&own, &other], &[""]] {
            assert!(!meant(named), "{named:?}");
        }
    }

    #[test]
    fn the_reader_is_met_in_a_language_of_theirs() {
        for (header, language) in [
            ("", Language::Nb),
            ("nn-NO, nb;q=0.8", Language::Nn),
            ("de, fr;q=0.9", Language::Nb),
            ("nb;q=0.3, en;q=0.7", Language::En),
            ("en;q=0", Language::Nb),
            ("en;q=x, nn;q=0.1", Language::Nn),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, header.parse().unwrap());
            assert_eq!(preferred_language(&headers), language, "{header}");
        }
    }
}
