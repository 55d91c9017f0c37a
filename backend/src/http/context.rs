//! Who asks: made once a request, before the schema is asked anything.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use veiviser_schema::text::Language;

use super::client::Client;
use super::request_id;
use crate::authz::Actor;
use crate::clock::Clock;
use crate::context::{RequestContext, RequestFacts};

/// What it takes to know a caller. Cloning is cheap.
#[derive(Clone)]
pub struct Door {
    pub clock: Clock,
}

pub async fn recognise(State(door): State<Door>, mut request: Request, next: Next) -> Response {
    let client = request
        .extensions()
        .get::<Client>()
        .map_or_else(String::new, |client| client.address.to_string());
    let context = RequestContext::new(RequestFacts {
        actor: Actor::anonymous(),
        language: preferred_language(request.headers()),
        request_id: request_id::of(&request),
        client,
        session: None,
        now: door.clock.now(),
    });
    request.extensions_mut().insert(context);
    next.run(request).await
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
    use super::*;

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
