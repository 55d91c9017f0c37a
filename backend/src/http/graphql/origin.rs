//! Does a request that carries cookies come from our own pages?
//!
//! A browser attaches cookies to whatever a foreign page sends. It also says where that page came from, in headers that
//! no page can forge. A mutation with cookies must say that it comes from us; one that says nothing is refused as well.

use http::header::{HeaderName, ORIGIN};
use http::{HeaderMap, Uri};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Is the request's `Origin` (or, without one, its `Sec-Fetch-Site`) that of `public_origin`?
pub fn origin_allowed(headers: &HeaderMap, public_origin: &str) -> bool {
    let mut origins = headers.get_all(ORIGIN).iter();
    if let Some(origin) = origins.next() {
        let ours = origin_of(public_origin);
        return origins.next().is_none()
            && ours.is_some()
            && origin.to_str().ok().and_then(origin_of) == ours;
    }
    headers
        .get(SEC_FETCH_SITE)
        .is_some_and(|site| site == "same-origin")
}

/// Scheme, host and port of an http(s) address, in lower case and with the usual port filled in.
pub fn origin_of(address: &str) -> Option<(String, String, u16)> {
    let uri: Uri = address.parse().ok()?;
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let usual_port = match scheme.as_str() {
        "https" => 443,
        "http" => 80,
        _ => return None,
    };
    Some((
        scheme,
        uri.host()?.to_ascii_lowercase(),
        uri.port_u16().unwrap_or(usual_port),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(headers: &[(&'static str, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, http::HeaderValue::from_static(value));
        }
        origin_allowed(&map, "https://veiviser.example/")
    }

    #[test]
    fn only_our_own_pages_pass() {
        assert!(allowed(&[("origin", "https://veiviser.example")]));
        assert!(allowed(&[("origin", "https://VEIVISER.example:443")]));
        assert!(allowed(&[("sec-fetch-site", "same-origin")]));
        assert!(!allowed(&[]));
        assert!(!allowed(&[("origin", "null")]));
        assert!(!allowed(&[("origin", "http://veiviser.example")]));
        assert!(!allowed(&[("origin", "https://veiviser.example:8443")]));
        assert!(!allowed(&[(
            "origin",
            "https://veiviser.example.evil.example"
        )]));
        assert!(!allowed(&[
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(!allowed(&[
            ("origin", "https://veiviser.example"),
            ("origin", "https://evil.example")
        ]));
        for site in ["none", "same-site", "cross-site"] {
            let mut map = HeaderMap::new();
            map.insert(SEC_FETCH_SITE, http::HeaderValue::from_static(site));
            assert!(!origin_allowed(&map, "https://veiviser.example"), "{site}");
        }
    }

    #[test]
    fn an_unreadable_public_address_allows_nobody() {
        let mut map = HeaderMap::new();
        map.insert(ORIGIN, http::HeaderValue::from_static("veiviser"));
        assert!(!origin_allowed(&map, "veiviser"));
    }
}
