//! Filters, order and page live in the address, so that Back, reload and a shared link all show the same list.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::pagination::PAGE_KEYS;

type Go = Box<dyn Fn(&str, NavigateOptions) + Send + Sync>;

/// The query part of the address, to read and to change.
#[derive(Clone, Copy)]
pub struct UrlState {
    pairs: Memo<Vec<(String, String)>>,
    path: Memo<String>,
    go: StoredValue<Go>,
}

#[must_use]
pub fn use_url_state() -> UrlState {
    let location = use_location();
    let query = location.query;
    let navigate = use_navigate();
    UrlState {
        pairs: Memo::new(move |_| {
            query.with(|query| {
                query
                    .clone()
                    .into_iter()
                    .map(|(key, value)| (key.into_owned(), value))
                    .collect()
            })
        }),
        path: location.pathname,
        go: StoredValue::new(Box::new(move |to, options| navigate(to, options))),
    }
}

impl UrlState {
    /// The value of a key; empty counts as absent.
    #[must_use]
    pub fn get(self, key: &str) -> Option<String> {
        self.pairs.with(|pairs| {
            pairs
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value.clone())
                .filter(|value| !value.is_empty())
        })
    }

    /// The same, or an empty text.
    #[must_use]
    pub fn text(self, key: &str) -> String {
        self.get(key).unwrap_or_default()
    }

    /// This address with some keys changed: for links. Tracked.
    #[must_use]
    pub fn href(self, changes: &[(&str, Option<&str>)]) -> String {
        let query = self.pairs.with(|pairs| changed(pairs, changes));
        self.path.with(|path| format!("{path}{query}"))
    }

    /// Goes there. The place on the page stays; Back leads back to the list as it was.
    pub fn set(self, changes: &[(&str, Option<&str>)]) {
        super::place::leave_mark();
        self.go_to(changes, false);
    }

    /// The same in place of where one is: Back leads to what was before.
    pub fn replace(self, changes: &[(&str, Option<&str>)]) {
        self.go_to(changes, true);
    }

    fn go_to(self, changes: &[(&str, Option<&str>)], replace: bool) {
        let to = untrack(|| self.href(changes));
        let options = NavigateOptions {
            scroll: false,
            replace,
            ..NavigateOptions::default()
        };
        self.go.with_value(|go| go(&to, options));
    }

    /// Whether any of these filters is on.
    #[must_use]
    pub fn any(self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.get(key).is_some())
    }
}

/// The pairs with changes made, as `?a=b&c=d`, or nothing. A filter that changes leads back to the first page.
fn changed(pairs: &[(String, String)], changes: &[(&str, Option<&str>)]) -> String {
    let mut out: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .filter(|(key, _)| {
            !PAGE_KEYS.contains(key) && !changes.iter().any(|(changed, _)| changed == key)
        })
        .collect();
    out.extend(changes.iter().filter_map(|(key, value)| {
        value
            .filter(|value| !value.is_empty())
            .map(|value| (*key, value))
    }));
    if out.is_empty() {
        return String::new();
    }
    let query: Vec<String> = out
        .iter()
        .map(|(key, value)| format!("{key}={}", encoded(value)))
        .collect();
    format!("?{}", query.join("&"))
}

/// A text as it may stand in a query.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .fold(String::with_capacity(text.len()), |mut out, byte| {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                    out.push(byte as char)
                }
                _ => {
                    out.push('%');
                    for nibble in [byte >> 4, byte & 15] {
                        out.push(char::from(b"0123456789ABCDEF"[nibble as usize]));
                    }
                }
            }
            out
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn a_changed_filter_leads_to_the_first_page() {
        let now = pairs(&[("text", "krise"), ("role", "EDITOR"), ("after", "abc")]);
        assert_eq!(changed(&now, &[("role", None)]), "?text=krise");
        assert_eq!(
            changed(&now, &[("text", Some("å bo"))]),
            "?role=EDITOR&text=%C3%A5%20bo"
        );
    }

    #[test]
    fn the_next_page_keeps_the_filters() {
        let now = pairs(&[("text", "a&b"), ("before", "x")]);
        assert_eq!(
            changed(&now, &[("after", Some("y="))]),
            "?text=a%26b&after=y%3D"
        );
    }

    #[test]
    fn nothing_left_is_no_query() {
        assert_eq!(changed(&pairs(&[("text", "a")]), &[("text", Some(""))]), "");
    }
}
