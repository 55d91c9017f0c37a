//! The copying of one schedule: what is chosen, what came of it. It outlives its dialog, so that copying can be taken back after the
//! dialog was closed.

use std::collections::BTreeSet;

use leptos::prelude::*;
use veiviser_schema::hours::Schedule;
use veiviser_schema::hours::copy::How;
use veiviser_schema::ids::ListingId;

use super::super::state::Editor;
use super::api::Other;
use super::outcome::Outcome;
use super::plan::{Back, Put, Seen, Step, put_back, put_in, step};
use super::run::{self, Order};
use super::spots::Spot;
use crate::api::to_the_end;
use crate::ui::{Task, use_task};

/// Another listing that was looked up, and what is chosen in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    pub id: ListingId,
    pub name: String,
    pub other: Other,
    pub spots: BTreeSet<Spot>,
}

impl Chosen {
    fn seen(&self) -> Seen {
        let at = |spot: &Spot| Some((spot.clone(), spot.read(&self.other.document)?.clone()));
        self.spots.iter().filter_map(at).collect()
    }
}

/// Another listing that hours are copied to, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub id: ListingId,
    pub name: String,
    pub seen: Seen,
    pub outcome: Outcome,
}

/// What came of copying within the listing.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Here {
    #[default]
    Nothing,
    Put(Vec<Put>),
    Undone,
    /// Not taken back: the hours were changed since.
    CannotUndo,
}

/// Everything about one copying.
#[derive(Clone, Copy)]
pub struct Copying {
    pub editor: Editor,
    pub from: StoredValue<Option<Spot>>,
    pub open: RwSignal<bool>,
    pub how: RwSignal<How>,
    /// Chosen in this listing.
    pub chosen: RwSignal<BTreeSet<Spot>>,
    /// Other listings, in the order they were picked.
    pub others: RwSignal<Vec<Chosen>>,
    /// Whether the dialog says that nothing is chosen.
    pub wanting: RwSignal<bool>,
    pub here: RwSignal<Here>,
    pub rows: RwSignal<Vec<Row>>,
    /// Copying has begun: the dialog shows the results.
    pub begun: RwSignal<bool>,
    /// The hours that are copied to the rows, and how.
    order: StoredValue<Option<Order>>,
    pub task: Task,
}

impl Copying {
    pub fn new(editor: Editor, path: &str) -> Self {
        Self {
            editor,
            from: StoredValue::new(Spot::of_path(path)),
            open: RwSignal::new(false),
            how: RwSignal::new(How::Replace),
            chosen: RwSignal::new(BTreeSet::new()),
            others: RwSignal::new(Vec::new()),
            wanting: RwSignal::new(false),
            here: RwSignal::new(Here::Nothing),
            rows: RwSignal::new(Vec::new()),
            begun: RwSignal::new(false),
            order: StoredValue::new(None),
            task: use_task(),
        }
    }

    /// The hours that are copied, as they stand in the form.
    pub fn source(self) -> Schedule {
        self.editor.content.with(|content| {
            self.from.with_value(|from| {
                from.as_ref()
                    .and_then(|from| from.read(content))
                    .cloned()
                    .unwrap_or_default()
            })
        })
    }

    /// How many targets are chosen.
    pub fn count(self) -> usize {
        self.chosen.with(BTreeSet::len)
            + self
                .others
                .with(|others| others.iter().map(|other| other.spots.len()).sum::<usize>())
    }

    /// Copies to everything that is chosen. `done` is run at the end, with how many listings there were to copy to elsewhere.
    pub fn copy(self, done: impl Fn(Copying) + 'static) {
        if self.task.busy().get_untracked() || self.begun.get_untracked() {
            return;
        }
        if untrack(|| self.count()) == 0 {
            self.wanting.set(true);
            return;
        }
        self.wanting.set(false);
        let order = Order {
            how: self.how.get_untracked(),
            source: untrack(|| self.source()),
            me: self.editor.me,
        };
        self.copy_here(&order);
        self.rows.set(self.others.with_untracked(|others| {
            others
                .iter()
                .filter(|other| !other.spots.is_empty())
                .map(|other| Row {
                    id: other.id,
                    name: other.name.clone(),
                    seen: other.seen(),
                    outcome: Outcome::NotTried,
                })
                .collect()
        }));
        self.order.set_value(Some(order));
        self.begun.set(true);
        self.go_on(done);
    }

    fn copy_here(self, order: &Order) {
        let step = self.editor.content.with_untracked(|content| {
            let at = |spot: &Spot| Some((spot.clone(), spot.read(content)?.clone()));
            let seen: Seen = self
                .chosen
                .with_untracked(|chosen| chosen.iter().filter_map(at).collect());
            step(order.how, &order.source, &seen, content)
        });
        // The form shows the hours as they are: nobody can have changed them since.
        let Step::Put(puts) = step else { return };
        if !puts.is_empty() {
            self.editor.edit(|content| put_in(content, &puts));
        }
        if self.chosen.with_untracked(|chosen| !chosen.is_empty()) {
            self.here.set(Here::Put(puts));
        }
    }

    /// Copies to the listings that have not had it yet.
    pub fn go_on(self, done: impl Fn(Copying) + 'static) {
        let Some(order) = self.order.get_value() else {
            return;
        };
        let rows = self.rows.get_untracked();
        self.task.run(to_the_end(async move {
            for (index, row) in rows.into_iter().enumerate() {
                if !row.outcome.can_retry() {
                    continue;
                }
                self.set(index, Outcome::Working);
                let outcome = run::copy_to(&order, row.id, &row.seen).await;
                let lost = matches!(outcome, Outcome::Lost { .. });
                self.set(index, outcome);
                // The network is gone. The other rows say that they were not tried.
                if lost {
                    break;
                }
            }
            done(self);
        }));
    }

    /// Takes everything back that was copied.
    pub fn undo(self, done: impl Fn(Copying) + 'static) {
        if self.task.busy().get_untracked() {
            return;
        }
        if let Here::Put(puts) = self.here.get_untracked() {
            let mut content = self.editor.content.get_untracked();
            let back = put_back(&mut content, &puts);
            if back == Back::Done {
                self.editor.edit(|now| *now = content);
            }
            self.here.set(match back {
                Back::Moved => Here::CannotUndo,
                Back::Done | Back::Already => Here::Undone,
            });
        }
        self.each(Outcome::can_undo, done, |outcome| async move {
            match outcome.done().cloned() {
                Some(copied) => run::undo(copied).await,
                None => outcome,
            }
        });
    }

    /// Sends the drafts to review that hold nothing else.
    pub fn send(self, reason: String, done: impl Fn(Copying) + 'static) {
        self.each(Outcome::can_send, done, move |outcome| {
            let reason = reason.clone();
            async move {
                match outcome.done().cloned() {
                    Some(copied) => run::send(copied, reason).await,
                    None => outcome,
                }
            }
        });
    }

    fn each<F>(
        self,
        fits: fn(&Outcome) -> bool,
        done: impl Fn(Copying) + 'static,
        act: impl Fn(Outcome) -> F + 'static,
    ) where
        F: Future<Output = Outcome> + 'static,
    {
        let rows = self.rows.get_untracked();
        self.task.run(to_the_end(async move {
            for (index, row) in rows.into_iter().enumerate() {
                if fits(&row.outcome) {
                    self.set(index, Outcome::Working);
                    let outcome = act(row.outcome).await;
                    self.set(index, outcome);
                }
            }
            done(self);
        }));
    }

    fn set(self, index: usize, outcome: Outcome) {
        // The person may have left the page. What was begun is finished all the same.
        self.rows.try_update(|rows| {
            if let Some(row) = rows.get_mut(index) {
                row.outcome = outcome;
            }
        });
    }

    /// Whether anything can be taken back.
    pub fn can_undo(self) -> bool {
        self.here
            .with(|here| matches!(here, Here::Put(puts) if !puts.is_empty()))
            || self
                .rows
                .with(|rows| rows.iter().any(|row| row.outcome.can_undo()))
    }

    /// Empties the dialog. What was copied stays copied.
    pub fn forget(self) {
        self.begun.set(false);
        self.chosen.set(BTreeSet::new());
        self.others.set(Vec::new());
        self.rows.set(Vec::new());
        self.here.set(Here::Nothing);
        self.wanting.set(false);
    }
}
