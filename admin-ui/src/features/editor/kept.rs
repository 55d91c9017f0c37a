//! What one sitting at a draft keeps in this browser, and what earlier ones left there.
//!
//! A sitting overwrites and drops only what it kept itself. What an earlier one left, in this tab or another, stays until the person
//! takes it back or drops it, or the server turns out to have it.

use uuid::Uuid;
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ChangeRequestId, UserId};

use super::clash::Work;
use crate::ui::keep::{self, Kept, Store};

/// One sitting at one draft.
#[derive(Debug, Clone)]
pub struct Desk<S> {
    store: S,
    user: UserId,
    draft: String,
    own: String,
}

/// Work that an earlier sitting left.
#[derive(Debug, Clone, PartialEq)]
pub struct Left {
    /// What it is kept under.
    pub name: String,
    pub kept: Kept<Work>,
}

impl<S: Store> Desk<S> {
    pub fn new(store: S, user: UserId, change: ChangeRequestId, sitting: Uuid) -> Self {
        Self {
            store,
            user,
            draft: keep::of_draft(user, change),
            own: keep::key(user, change, sitting),
        }
    }

    /// What earlier sittings left, the newest first. What the server has is dropped.
    pub fn left(&self, server: &ListingContent) -> Vec<Left> {
        let mut left: Vec<Left> = keep::under(&self.store, &self.draft)
            .into_iter()
            .filter(|name| *name != self.own)
            .filter_map(|name| {
                let kept = keep::kept::<Work>(&self.store, &name)?;
                Some(Left { name, kept })
            })
            .collect();
        left.retain(|left| {
            let new = left.kept.work.content != *server;
            if !new {
                self.store.remove(&left.name);
            }
            new
        });
        left.sort_by(|one, other| other.kept.at.total_cmp(&one.kept.at));
        left
    }

    /// Keeps what this sitting has written from a version. False when the browser will not.
    pub fn keep(&self, version: i32, at: f64, work: Work) -> bool {
        let kept = Kept { version, at, work };
        keep::keep(&self.store, self.user, &self.own, &kept)
    }

    /// What this sitting keeps is being sent, or its answer has come.
    pub fn on_its_way(&self, sent: bool) {
        keep::on_its_way(&self.own, sent);
    }

    /// Everything this sitting has written is on the server, or given up.
    pub fn forget(&self) {
        self.store.remove(&self.own);
    }

    /// The server has this text; what was kept later is not touched.
    pub fn saved(&self, content: &ListingContent) {
        let kept = keep::kept::<Work>(&self.store, &self.own);
        if kept.is_some_and(|kept| kept.work.content == *content) {
            self.forget();
        }
    }

    /// The person took back what was left, or dropped it.
    pub fn answered(&self, name: &str) {
        self.store.remove(name);
    }

    /// The draft is no more.
    pub fn clear(&self) {
        for name in keep::under(&self.store, &self.draft) {
            self.store.remove(&name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::keep::tests::{Shelf, change, user};

    fn content(name: &str, summary: &str) -> ListingContent {
        let mut content = ListingContent::default();
        content.name.nb = Some(name.to_owned());
        content.summary.nb = Some(summary.to_owned());
        content
    }

    fn work(content: ListingContent) -> Work {
        Work {
            base: ListingContent::default(),
            content,
        }
    }

    fn sitting(shelf: &Shelf, number: u128) -> Desk<Shelf> {
        Desk::new(shelf.clone(), user(1), change(2), Uuid::from_u128(number))
    }

    fn names(left: &[Left]) -> Vec<&str> {
        left.iter()
            .filter_map(|left| left.kept.work.content.summary.nb.as_deref())
            .collect()
    }

    #[test]
    fn unanswered_work_outlives_what_is_written_and_saved_beside_it() {
        let shelf = Shelf::default();
        assert!(sitting(&shelf, 1).keep(3, 1.0, work(content("a", "reddet"))));
        let next = sitting(&shelf, 2);
        assert_eq!(names(&next.left(&content("a", "b"))), ["reddet"]);
        // The person does not answer, writes in another field, and that is saved.
        assert!(next.keep(3, 2.0, work(content("ny", "b"))));
        next.saved(&content("ny", "b"));
        next.forget();
        // The page is loaded again.
        let last = sitting(&shelf, 3);
        assert_eq!(names(&last.left(&content("ny", "b"))), ["reddet"]);
    }

    #[test]
    fn one_tab_saving_leaves_what_another_one_keeps() {
        let shelf = Shelf::default();
        let (one, other) = (sitting(&shelf, 1), sitting(&shelf, 2));
        assert!(one.keep(3, 1.0, work(content("a", "i konflikt"))));
        assert!(other.keep(3, 2.0, work(content("a", "lagres"))));
        other.saved(&content("a", "lagres"));
        assert_eq!(
            names(&sitting(&shelf, 3).left(&content("a", "lagres"))),
            ["i konflikt"]
        );
    }

    #[test]
    fn a_late_answer_drops_only_what_was_saved() {
        let shelf = Shelf::default();
        let desk = sitting(&shelf, 1);
        assert!(desk.keep(3, 1.0, work(content("a", "skrevet etterpå"))));
        desk.saved(&content("a", "sendt"));
        assert_eq!(sitting(&shelf, 2).left(&content("a", "sendt")).len(), 1);
        assert!(desk.keep(3, 1.0, work(content("a", "sendt"))));
        desk.saved(&content("a", "sendt"));
        assert!(sitting(&shelf, 2).left(&content("a", "b")).is_empty());
    }

    #[test]
    fn several_sittings_are_offered_the_newest_first_and_answered_one_by_one() {
        let shelf = Shelf::default();
        assert!(sitting(&shelf, 1).keep(3, 1.0, work(content("a", "først"))));
        assert!(sitting(&shelf, 2).keep(3, 2.0, work(content("a", "sist"))));
        let desk = sitting(&shelf, 3);
        let left = desk.left(&content("a", "b"));
        assert_eq!(names(&left), ["sist", "først"]);
        desk.answered(&left[0].name);
        assert_eq!(names(&desk.left(&content("a", "b"))), ["først"]);
    }

    #[test]
    fn what_the_server_has_is_not_offered_and_does_not_stay() {
        let shelf = Shelf::default();
        assert!(sitting(&shelf, 1).keep(3, 1.0, work(content("a", "b"))));
        let desk = sitting(&shelf, 2);
        assert!(desk.left(&content("a", "b")).is_empty());
        assert!(desk.left(&content("a", "noe nyere")).is_empty());
    }

    #[test]
    fn a_discarded_draft_leaves_nothing() {
        let shelf = Shelf::default();
        assert!(sitting(&shelf, 1).keep(3, 1.0, work(content("a", "b"))));
        let desk = sitting(&shelf, 2);
        assert!(desk.keep(3, 2.0, work(content("a", "c"))));
        desk.clear();
        assert!(shelf.names().is_empty());
    }
}
