//! Steps back and forth. Each says in words what it brought back.

use leptos::prelude::*;
use veiviser_schema::hours::diff;

use super::Sheet;
use super::history::History;
use crate::i18n::*;
use crate::ui::announce;

impl Sheet {
    pub fn undo(&self) {
        self.step(true);
    }

    pub fn redo(&self) {
        self.step(false);
    }

    fn step(&self, back: bool) {
        let i18n = self.i18n;
        let now = self.get_untracked();
        let next = self
            .history
            .try_update(|history| {
                if back {
                    history.undo(now.clone())
                } else {
                    history.redo(now.clone())
                }
            })
            .flatten();
        let Some(next) = next else {
            announce(untrack(|| {
                if back {
                    t_string!(i18n, hours.nothing_to_undo)
                } else {
                    t_string!(i18n, hours.nothing_to_redo)
                }
            }));
            return;
        };
        let what = diff(&now, &next, self.language.get_untracked()).join(" ");
        self.put(next);
        announce(untrack(|| match (back, what.is_empty()) {
            // What nobody would notice in the hours, as a half-typed time, has no words.
            (true, true) => t_string!(i18n, hours.undone_plain).to_owned(),
            (false, true) => t_string!(i18n, hours.redone_plain).to_owned(),
            (true, false) => t_string!(i18n, hours.undone, what = what).to_string(),
            (false, false) => t_string!(i18n, hours.redone, what = what).to_string(),
        }));
    }

    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.history.with(History::can_undo)
    }

    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.history.with(History::can_redo)
    }
}
