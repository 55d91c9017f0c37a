//! Which of the two response media types a client wants.
//!
//! `application/graphql-response+json` tells an HTTP client by its status whether a request went well; `application/json` answers
//! 200 to whatever was well formed, as GraphQL servers always did. A client that names neither gets the latter.

use http::HeaderMap;
use http::header::ACCEPT;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaType {
    GraphqlResponse,
    Json,
}

impl MediaType {
    pub fn content_type(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }
}

/// How well a range of the `Accept` header fits: the more exact, the more its weight counts.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Fit {
    exactness: u8,
    weight: f32,
}

/// The media type to answer with; `None` when the client accepts neither.
pub fn negotiate(headers: &HeaderMap) -> Option<MediaType> {
    let mut graphql: Option<Fit> = None;
    let mut json: Option<Fit> = None;
    let mut named_any = false;
    for line in headers.get_all(ACCEPT) {
        // A header that is not ASCII text names nothing we could serve.
        for range in line
            .to_str()
            .unwrap_or("")
            .split(',')
            .map(str::trim)
            .filter(|range| !range.is_empty())
        {
            named_any = true;
            let Some((essence, weight)) = parse_range(range) else {
                continue;
            };
            let (for_graphql, for_json) = match essence.as_str() {
                "application/graphql-response+json" => (3, 0),
                "application/json" => (0, 3),
                "application/*" => (2, 2),
                "*/*" => (1, 1),
                _ => continue,
            };
            keep_more_exact(&mut graphql, for_graphql, weight);
            keep_more_exact(&mut json, for_json, weight);
        }
    }
    if !named_any
        && headers
            .get_all(ACCEPT)
            .iter()
            .all(http::HeaderValue::is_empty)
    {
        return Some(MediaType::Json);
    }
    let graphql = graphql.filter(|fit| fit.weight > 0.0);
    let json = json.filter(|fit| fit.weight > 0.0);
    match (graphql, json) {
        (None, None) => None,
        (Some(_), None) => Some(MediaType::GraphqlResponse),
        (None, Some(_)) => Some(MediaType::Json),
        (Some(graphql), Some(json)) => {
            let preferred = graphql.weight > json.weight
                || (graphql.weight == json.weight
                    && graphql.exactness >= json.exactness
                    && graphql.exactness == 3);
            Some(if preferred {
                MediaType::GraphqlResponse
            } else {
                MediaType::Json
            })
        }
    }
}

fn keep_more_exact(kept: &mut Option<Fit>, exactness: u8, weight: f32) {
    if exactness > 0 && kept.is_none_or(|kept| exactness > kept.exactness) {
        *kept = Some(Fit { exactness, weight });
    }
}

/// The media range in lower case and its weight; `None` for one that we cannot serve, such as another charset.
fn parse_range(range: &str) -> Option<(String, f32)> {
    let mut parts = range.split(';').map(str::trim);
    let essence = parts.next()?.to_ascii_lowercase();
    let mut weight = 1.0;
    for part in parts {
        let Some((name, value)) = part.split_once('=') else {
            continue;
        };
        let value = value.trim().trim_matches('"');
        match name.trim().to_ascii_lowercase().as_str() {
            "q" => {
                weight = value
                    .parse::<f32>()
                    .ok()
                    .filter(|weight| (0.0..=1.0).contains(weight))?
            }
            "charset" if !is_utf8(value) => return None,
            _ => {}
        }
    }
    Some((essence, weight))
}

/// Is a content type `application/json` in UTF-8?
pub fn is_json_utf8(content_type: &str) -> bool {
    parse_range(content_type).is_some_and(|(essence, _)| essence == "application/json")
}

fn is_utf8(charset: &str) -> bool {
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(accept: &[&'static str]) -> Option<MediaType> {
        let mut headers = HeaderMap::new();
        for line in accept {
            headers.append(ACCEPT, http::HeaderValue::from_static(line));
        }
        negotiate(&headers)
    }

    #[test]
    fn follows_the_accept_header() {
        use MediaType::{GraphqlResponse, Json};
        for (accept, expected) in [
            (&[][..], Some(Json)),
            (&[""], Some(Json)),
            (&["*/*"], Some(Json)),
            (&["application/*"], Some(Json)),
            (&["application/json"], Some(Json)),
            (&["Application/JSON; charset=UTF-8"], Some(Json)),
            (
                &["application/graphql-response+json"],
                Some(GraphqlResponse),
            ),
            (
                &["application/graphql-response+json; charset=utf-8, application/json; q=0.9"],
                Some(GraphqlResponse),
            ),
            (
                &["application/json;q=0.5, application/graphql-response+json"],
                Some(GraphqlResponse),
            ),
            (
                &["application/json, application/graphql-response+json;q=0.5"],
                Some(Json),
            ),
            (
                &["application/json, application/graphql-response+json"],
                Some(GraphqlResponse),
            ),
            (
                &["application/graphql-response+json, */*"],
                Some(GraphqlResponse),
            ),
            (
                &["application/json", "application/graphql-response+json"],
                Some(GraphqlResponse),
            ),
            (&["application/json;q=0, */*"], Some(GraphqlResponse)),
            (&["text/html,application/xml;q=0.9,*/*;q=0.8"], Some(Json)),
            (&["application/json, multipart/mixed"], Some(Json)),
            (&["text/html"], None),
            (&["*/*;q=0"], None),
            (&["application/json; charset=latin1"], None),
            (&["application/json; q=seven"], None),
        ] {
            assert_eq!(chosen(accept), expected, "{accept:?}");
        }
    }

    #[test]
    fn knows_json_in_utf8() {
        for good in [
            "application/json",
            "application/json;charset=utf-8",
            "Application/Json; charset=\"UTF-8\"",
        ] {
            assert!(is_json_utf8(good), "{good}");
        }
        for bad in [
            "text/plain",
            "application/json; charset=utf-16",
            "application/jsonp",
            "",
            "multipart/form-data",
            "application/graphql",
        ] {
            assert!(!is_json_utf8(bad), "{bad}");
        }
    }
}
