//! What the committed facts must always be: complete, consistent with each other and readable.

use std::collections::BTreeSet;

use super::service_types;

mod geography;
mod relations;
mod types;
mod words;

fn slugs() -> BTreeSet<String> {
    service_types().into_iter().map(|t| t.slug).collect()
}

fn assert_one_of(what: &str, value: &str, allowed: &[&str]) {
    assert!(allowed.contains(&value), "{what}: unexpected {value:?}");
}

fn assert_unique<T: Ord + std::fmt::Debug>(what: &str, keys: impl IntoIterator<Item = T>) {
    let mut seen = BTreeSet::new();
    for key in keys {
        assert!(!seen.contains(&key), "{what}: {key:?} stands there twice");
        seen.insert(key);
    }
}
