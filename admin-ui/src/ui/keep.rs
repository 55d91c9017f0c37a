//! Unsaved work is kept in this browser over a crash, a closed lid or a lost network, until the server has it.
//!
//! Kept per person and piece of work, so that two people at one screen never see each other's, and per sitting: each time a draft is
//! opened, in whatever tab, it writes under a name of its own and touches no other's. A copy remembers the version it began from: when
//! the server's has moved on since, both are put together, and the person is asked where that cannot be done.
//!
//! Whoever signs out leaves nothing behind, and another tab that is still open keeps nothing of theirs before they are back.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use uuid::Uuid;
use veiviser_schema::ids::{ChangeRequestId, UserId};

use super::storage;

thread_local! {
    /// The names of work that is on its way to the server.
    static ON_ITS_WAY: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// Work under this name is being sent, or its answer has come. A page that was left is no longer there to say so.
pub fn on_its_way(name: &str, sent: bool) {
    ON_ITS_WAY.with(|names| {
        if sent {
            names.borrow_mut().insert(name.to_owned());
        } else {
            names.borrow_mut().remove(name);
        }
    });
}

/// Whether any work is on its way to the server.
#[must_use]
pub fn sending() -> bool {
    ON_ITS_WAY.with(|names| !names.borrow().is_empty())
}

/// Where texts stand under names.
pub trait Store {
    fn names(&self) -> Vec<String>;
    fn get(&self, name: &str) -> Option<String>;
    /// False when it could not be kept.
    fn set(&self, name: &str, text: &str) -> bool;
    fn remove(&self, name: &str);
}

/// What lasts in this browser.
#[derive(Debug, Clone, Copy, Default)]
pub struct Browser;

impl Store for Browser {
    fn names(&self) -> Vec<String> {
        storage::names()
    }

    fn get(&self, name: &str) -> Option<String> {
        storage::get(name)
    }

    fn set(&self, name: &str, text: &str) -> bool {
        storage::set(name, text)
    }

    fn remove(&self, name: &str) {
        storage::remove(name);
    }
}

/// Work as it was kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept<T> {
    /// The version of the change request it began from.
    pub version: i32,
    /// When, in milliseconds since 1970.
    pub at: f64,
    pub work: T,
}

/// Under which all work of a person is kept.
fn of_person(user: UserId) -> String {
    format!("veiviser.work.{user}.")
}

/// Under which all work of a person on one draft is kept.
#[must_use]
pub fn of_draft(user: UserId, change: ChangeRequestId) -> String {
    format!("{}{change}.", of_person(user))
}

/// The name of what one sitting keeps.
#[must_use]
pub fn key(user: UserId, change: ChangeRequestId, sitting: Uuid) -> String {
    format!("{}{sitting}", of_draft(user, change))
}

/// Stands while the person has signed out in this browser.
fn signed_out(user: UserId) -> String {
    format!("veiviser.signed-out.{user}")
}

/// Keeps the work; false when nothing is kept: the browser will not, or the person has signed out.
pub fn keep<T: Serialize>(store: &impl Store, user: UserId, key: &str, kept: &Kept<T>) -> bool {
    store.get(&signed_out(user)).is_none()
        && serde_json::to_string(kept).is_ok_and(|text| store.set(key, &text))
}

/// What was kept. What an older console kept and this one cannot read counts as nothing.
#[must_use]
pub fn kept<T: DeserializeOwned>(store: &impl Store, key: &str) -> Option<Kept<T>> {
    // By way of a value, as every answer of the server: reading the same types from text too would double their code.
    let value: Value = serde_json::from_str(&store.get(key)?).ok()?;
    serde_json::from_value(value).ok()
}

/// The names that begin so.
#[must_use]
pub fn under(store: &impl Store, prefix: &str) -> Vec<String> {
    let mut names = store.names();
    names.retain(|name| name.starts_with(prefix));
    names
}

/// A draft of which something is kept here.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptDraft {
    pub change: ChangeRequestId,
    /// When it was last written in, in milliseconds since 1970.
    pub at: f64,
    /// What the listing is called in it.
    pub name: Option<String>,
}

/// The drafts of which this browser keeps something for a person, the newest first.
#[must_use]
pub fn drafts_of(store: &impl Store, user: UserId) -> Vec<KeptDraft> {
    drafts(store, user, |_| false)
}

/// The same without what is on its way to the server at this moment.
#[must_use]
pub fn unsent_drafts_of(store: &impl Store, user: UserId) -> Vec<KeptDraft> {
    drafts(store, user, |name| {
        ON_ITS_WAY.with(|names| names.borrow().contains(name))
    })
}

fn drafts(store: &impl Store, user: UserId, skipped: impl Fn(&str) -> bool) -> Vec<KeptDraft> {
    let prefix = of_person(user);
    let mut drafts: Vec<KeptDraft> = Vec::new();
    for key in under(store, &prefix) {
        if skipped(&key) {
            continue;
        }
        let change = key[prefix.len()..].split('.').next().map(str::parse);
        let value = store
            .get(&key)
            .and_then(|text| serde_json::from_str::<Value>(&text).ok());
        let (Some(Ok(change)), Some(value)) = (change, value) else {
            continue;
        };
        let names = &value["work"]["content"]["name"];
        let name = ["nb", "nn", "en"]
            .iter()
            .find_map(|language| names[language].as_str())
            .filter(|name| !name.trim().is_empty())
            .map(str::to_owned);
        let at = value["at"].as_f64().unwrap_or_default();
        match drafts.iter_mut().find(|draft| draft.change == change) {
            Some(draft) if draft.at >= at => {}
            Some(draft) => *draft = KeptDraft { change, at, name },
            None => drafts.push(KeptDraft { change, at, name }),
        }
    }
    drafts.sort_by(|one, other| other.at.total_cmp(&one.at));
    drafts
}

/// The person has signed out: nothing of what they wrote stays, and nothing more is kept.
pub fn leave_nothing(store: &impl Store, user: UserId) {
    store.set(&signed_out(user), "");
    for name in under(store, &of_person(user)) {
        store.remove(&name);
    }
}

/// The person is signed in: what they write may be kept.
pub fn welcome(store: &impl Store, user: UserId) {
    store.remove(&signed_out(user));
}

#[must_use]
pub fn now() -> f64 {
    js_sys::Date::now()
}

#[cfg(test)]
pub mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeMap;
    use std::rc::Rc;

    use serde_json::json;

    use super::*;

    /// A browser's storage, shared by its tabs.
    #[derive(Debug, Clone, Default)]
    pub struct Shelf(Rc<RefCell<BTreeMap<String, String>>>);

    impl Store for Shelf {
        fn names(&self) -> Vec<String> {
            self.0.borrow().keys().cloned().collect()
        }

        fn get(&self, name: &str) -> Option<String> {
            self.0.borrow().get(name).cloned()
        }

        fn set(&self, name: &str, text: &str) -> bool {
            self.0.borrow_mut().insert(name.to_owned(), text.to_owned());
            true
        }

        fn remove(&self, name: &str) {
            self.0.borrow_mut().remove(name);
        }
    }

    pub fn user(number: u128) -> UserId {
        UserId(Uuid::from_u128(number))
    }

    pub fn change(number: u128) -> ChangeRequestId {
        ChangeRequestId(Uuid::from_u128(number))
    }

    /// Keeps a draft with this name, as the sitting of this number.
    fn put(shelf: &Shelf, who: u128, what: u128, sitting: u128, at: f64, name: &str) -> bool {
        let kept = Kept {
            version: 1,
            at,
            work: json!({ "base": {}, "content": { "name": { "nb": name } } }),
        };
        let key = key(user(who), change(what), Uuid::from_u128(sitting));
        keep(shelf, user(who), &key, &kept)
    }

    #[test]
    fn two_people_two_drafts_and_two_sittings_never_share_a_key() {
        let sitting = Uuid::from_u128(9);
        let one = key(user(2), change(1), sitting);
        assert_ne!(one, key(user(3), change(1), sitting));
        assert_ne!(one, key(user(2), change(4), sitting));
        assert_ne!(one, key(user(2), change(1), Uuid::from_u128(8)));
        assert!(one.starts_with(&of_draft(user(2), change(1))));
    }

    #[test]
    fn a_persons_drafts_are_told_once_each_and_the_newest_first() {
        let shelf = Shelf::default();
        assert!(put(&shelf, 1, 10, 100, 5.0, "Eldst"));
        assert!(put(&shelf, 1, 11, 101, 6.0, "Et annet"));
        assert!(put(&shelf, 1, 10, 102, 7.0, "Nyest"));
        assert!(put(&shelf, 2, 12, 103, 8.0, "En annens"));
        let drafts = drafts_of(&shelf, user(1));
        let told: Vec<_> = drafts
            .iter()
            .map(|draft| (draft.change, draft.name.as_deref()))
            .collect();
        assert_eq!(
            told,
            [(change(10), Some("Nyest")), (change(11), Some("Et annet"))]
        );
    }

    #[test]
    fn what_is_on_its_way_is_unsent_only_when_it_did_not_arrive() {
        let shelf = Shelf::default();
        assert!(put(&shelf, 1, 10, 100, 5.0, "Mitt"));
        let name = key(user(1), change(10), Uuid::from_u128(100));
        on_its_way(&name, true);
        assert!(sending());
        assert!(unsent_drafts_of(&shelf, user(1)).is_empty());
        assert_eq!(drafts_of(&shelf, user(1)).len(), 1);
        on_its_way(&name, false);
        assert!(!sending());
        assert_eq!(unsent_drafts_of(&shelf, user(1)).len(), 1);
    }

    #[test]
    fn whoever_signs_out_leaves_nothing_behind_and_keeps_nothing_before_they_are_back() {
        let shelf = Shelf::default();
        assert!(put(&shelf, 1, 10, 100, 5.0, "Mitt"));
        assert!(put(&shelf, 2, 10, 101, 5.0, "En annens"));
        leave_nothing(&shelf, user(1));
        assert!(drafts_of(&shelf, user(1)).is_empty());
        assert_eq!(drafts_of(&shelf, user(2)).len(), 1);
        // Another tab of the same person is still open.
        assert!(!put(&shelf, 1, 10, 102, 6.0, "Mitt"));
        assert!(shelf.0.borrow().values().all(|text| !text.contains("Mitt")));
        welcome(&shelf, user(1));
        assert!(put(&shelf, 1, 10, 102, 7.0, "Mitt"));
        assert_eq!(drafts_of(&shelf, user(1)).len(), 1);
    }

    #[test]
    fn what_cannot_be_read_is_no_draft() {
        let shelf = Shelf::default();
        shelf.set(&key(user(1), change(10), Uuid::nil()), "{");
        shelf.set(&format!("{}nonsense", of_person(user(1))), "{}");
        assert!(drafts_of(&shelf, user(1)).is_empty());
        assert!(kept::<Value>(&shelf, &key(user(1), change(10), Uuid::nil())).is_none());
    }
}
