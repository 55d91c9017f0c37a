//! Does the caller hold this very answer already? `If-None-Match`, as RFC 9110 has it.

use http::HeaderMap;
use http::header::IF_NONE_MATCH;

/// Whether the caller has this answer: its tag is among those sent, or any answer will do (`*`).
pub fn knows(headers: &HeaderMap, etag: &str) -> bool {
    tags(headers).any(|tag| tag == "*") || names(headers, etag)
}

/// Whether the tag is among those sent. A proxy may have marked it weak.
pub fn names(headers: &HeaderMap, etag: &str) -> bool {
    tags(headers).any(|tag| tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

fn tags(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn sent(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(IF_NONE_MATCH, HeaderValue::from_static(value))])
    }

    #[test]
    fn a_proxy_may_have_marked_the_tag_weak() {
        let headers = sent("\"x\", W/\"abc\"");
        assert!(names(&headers, "\"abc\""));
        assert!(!names(&headers, "\"ab\""));
    }

    #[test]
    fn any_answer_will_do() {
        assert!(knows(&sent("*"), "\"abc\""));
        assert!(!names(&sent("*"), "\"abc\""));
        assert!(!knows(&sent("\"*\""), "\"abc\""));
    }
}
