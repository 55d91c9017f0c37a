//! Sends a draft to the server when [`super::autosave`] says so, and tells it how that went. What the server does not have yet is kept in
//! this browser.
//!
//! A save goes on when the person leaves the page. So what follows its answer reads the editor's signals only by `try_…`.

use std::collections::BTreeMap;

use leptos::ev;
use leptos::prelude::*;
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::merge::{Conflict, Side};
use veiviser_schema::outcome::ErrorCode;

use super::api::{self, Change, ChangeState, Outcome, SaveDraftInput};
use super::autosave::{Autosave, Failure, SaveState, Step};
use super::clash::{Clash, Rebased, Work};
use super::focus::focus_changed;
use super::kept::{Desk, Left};
use super::state::Editor;
use crate::api::{ApiError, ErrorKind, UserError, to_the_end};
use crate::i18n::*;
use crate::ui::announce_assertive;
use crate::ui::guard::{Keeping, use_keeping_guard};
use crate::ui::keep::{self, Browser};

impl Editor {
    /// Does what autosave says is next.
    pub(super) fn perform(self, step: Step) {
        match step {
            Step::Nothing => {}
            Step::Wait(milliseconds) => self.save_timer.start(milliseconds, move || self.flush()),
            Step::Save { version } => self.save(version),
        }
    }

    /// Saves what is unsaved now rather than after the pause.
    pub fn flush(self) {
        if let Some(step) = self.saves.try_update(Autosave::due) {
            self.perform(step);
        }
    }

    /// Tries to save again, also when autosave has given up trying by itself.
    pub fn retry(self) {
        if let Some(step) = self.saves.try_update(Autosave::retry) {
            self.perform(step);
        }
    }

    fn save(self, version: i32) {
        self.save_timer.stop();
        // The page may be left before the answer comes.
        self.keep();
        let content = self.content.get_untracked();
        let before = self
            .sent
            .try_update_value(|sent| sent.replace(content.clone()))
            .flatten();
        let input = SaveDraftInput {
            change_request_id: self.change,
            expected_version: version,
            content: content.clone(),
        };
        let desk = self.desk.get_value();
        desk.on_its_way(true);
        leptos::task::spawn_local(async move {
            let answer = api::save(input).await;
            desk.on_its_way(false);
            match answer {
                Ok(Outcome {
                    change_request: Some(server),
                    user_errors,
                }) if user_errors.is_empty() => {
                    self.stored(&desk, content, &server);
                }
                Ok(Outcome {
                    change_request,
                    user_errors,
                }) => {
                    let refusal = user_errors.into_iter().next();
                    let conflict = refusal
                        .as_ref()
                        .is_some_and(|refusal| refusal.code == ErrorCode::Conflict);
                    match change_request {
                        Some(server) if conflict && open(server.state) => {
                            self.overtaken(&desk, content, before, server)
                        }
                        _ => self.refused(refusal),
                    }
                }
                Err(error) => self.failed(&error),
            }
        });
    }

    fn stored(self, desk: &Desk<Browser>, content: ListingContent, server: &Change) {
        let step = self
            .saves
            .try_update(|saves| saves.saved(server.version, server.updated_at));
        let Some(step) = step else {
            // The person has left the page. Kept text is dropped only if it is what was saved.
            desk.saved(&content);
            return;
        };
        self.base.set_value(content);
        self.road.set(server.road);
        self.refusal.set(None);
        if self.saves.with_untracked(Autosave::unsaved) {
            self.keep();
        } else {
            desk.forget();
        }
        self.perform(step);
    }

    /// The server has another version than this page began from. It may be this page's own, if the answer to an earlier save was lost.
    fn overtaken(
        self,
        desk: &Desk<Browser>,
        content: ListingContent,
        before: Option<ListingContent>,
        server: Change,
    ) {
        if server.document == content {
            self.stored(desk, content, &server);
        } else if before.as_ref() == Some(&server.document) {
            self.base.try_set_value(server.document);
            self.settle(server.version, server.updated_at, true);
        } else if let Some(base) = self.base.try_get_value() {
            self.clash_with(Clash::new(base, &server, self.me));
        }
    }

    /// Somebody else saved first. Stops saving until the person has chosen what stands.
    pub(super) fn clash_with(self, clash: Clash) {
        self.saves.try_update(Autosave::clashed);
        self.clash.set(Some(clash));
    }

    fn refused(self, refusal: Option<UserError>) {
        let unfit = refusal
            .as_ref()
            .is_some_and(|refusal| matches!(refusal.code, ErrorCode::TooLong | ErrorCode::Invalid));
        let failure = if unfit {
            Failure::Unfit
        } else {
            Failure::Refused
        };
        self.saves.try_update(|saves| saves.failed(failure));
        self.refusal.try_set(refusal.map(|refusal| refusal.message));
    }

    fn failed(self, error: &ApiError) {
        let failure = match error.kind {
            ErrorKind::Offline => Failure::Offline,
            ErrorKind::Server => Failure::Server,
            ErrorKind::NotSignedIn => Failure::Session,
            ErrorKind::NoAccess | ErrorKind::NotFound | ErrorKind::Invalid => Failure::Refused,
        };
        if failure == Failure::Refused && !error.message.is_empty() {
            self.refusal.try_set(Some(error.message.clone()));
        }
        if let Some(step) = self.saves.try_update(|saves| saves.failed(failure)) {
            self.perform(step);
        }
    }

    fn settle(self, version: i32, at: chrono::DateTime<chrono::Utc>, differs: bool) {
        if let Some(step) = self
            .saves
            .try_update(|saves| saves.settled(version, at, differs))
        {
            self.perform(step);
        }
    }

    /// The other's version stands; what was written here, or kept here before, is dropped.
    pub fn take_theirs(self) {
        let Some(clash) = self.clash.get_untracked() else {
            return;
        };
        self.clash.set(None);
        if let Some(recovered) = clash.recovered {
            self.desk.with_value(|desk| desk.answered(&recovered.name));
            return;
        }
        self.base.set_value(clash.theirs.clone());
        self.replace(clash.theirs);
        self.settle(clash.version, clash.at, false);
        self.desk.with_value(Desk::forget);
    }

    /// The person chose to keep what was written here, and the other's changes to other fields. Gives the fields that both have changed and
    /// that `choices` does not settle; when there are none, it is done.
    pub fn keep_mine(self, choices: &BTreeMap<String, Side>) -> Vec<Conflict> {
        let Some(clash) = self.clash.get_untracked() else {
            return Vec::new();
        };
        match self
            .content
            .with_untracked(|here| clash.rebase(clash.mine(here), choices))
        {
            Rebased::Choose(conflicts) => conflicts,
            Rebased::Done(content) => {
                self.clash.set(None);
                if let Some(recovered) = clash.recovered {
                    self.put_back(&recovered.name, *content);
                    return Vec::new();
                }
                let differs = *content != clash.theirs;
                self.base.set_value(clash.theirs);
                self.replace(*content);
                self.settle(clash.version, clash.at, differs);
                self.keep();
                Vec::new()
            }
        }
    }

    /// Takes up work that an earlier sitting left: it goes into what stands here, and where both wrote in one field, the person chooses.
    pub fn take_up(self, left: Left) {
        let last = self
            .saves
            .with_untracked(|saves| (saves.version(), saves.saved_at()));
        let here = self.content.get_untracked();
        let clash = Clash::recovering(left, here, last);
        self.clash.set(Some(clash));
        // Closes it at once when there is nothing to choose.
        let _ = self.keep_mine(&BTreeMap::new());
    }

    /// The draft with kept work in it.
    fn put_back(self, name: &str, content: ListingContent) {
        let before = self.content.get_untracked();
        self.replace(content);
        let _ = self.saves.try_update(Autosave::edited);
        // From now on this sitting keeps it.
        if self.keep() {
            self.desk.with_value(|desk| desk.answered(name));
        }
        self.flush();
        self.content
            .with_untracked(|content| focus_changed(&before, content));
    }

    /// Keeps what the server does not have. False when the browser will not.
    pub fn keep(self) -> bool {
        let unsaved = self
            .saves
            .try_with_untracked(|saves| saves.unsaved().then(|| saves.version()))
            .flatten();
        let (Some(version), Some(base), Some(content)) = (
            unsaved,
            self.base.try_get_value(),
            self.content.try_get_untracked(),
        ) else {
            return true;
        };
        let work = Work { base, content };
        self.desk
            .try_with_value(|desk| desk.keep(version, keep::now(), work))
            .unwrap_or(false)
    }

    /// Discards the draft on the server, and then what this browser kept of it, also if the person has left the page by then.
    pub fn discard(self) -> impl Future<Output = Result<Outcome, ApiError>> {
        let version = self.saves.with_untracked(Autosave::version);
        let (change, desk) = (self.change, self.desk.get_value());
        to_the_end(async move {
            let answer = api::discard(change, version).await?;
            if answer.user_errors.is_empty() {
                desk.clear();
            }
            Ok(answer)
        })
    }

    /// The draft was discarded: there is nothing to save any more, and nothing to lose.
    pub fn abandon(self) {
        self.save_timer.stop();
        self.saves.update(|saves| {
            let (version, at) = (saves.version(), crate::ui::format::now());
            let _ = saves.settled(version, at, false);
        });
        self.desk.with_value(Desk::clear);
    }
}

/// Whether a draft can still be written in.
pub fn open(state: ChangeState) -> bool {
    matches!(state, ChangeState::Draft | ChangeState::Returned)
}

/// Saves when the page goes out of sight and when the network is back, guards what is not saved, and says it aloud when saving fails.
pub fn watch(editor: Editor) {
    let i18n = use_i18n();
    let online = || window().navigator().on_line();
    let words = move || t_string!(i18n, common.guard_draft);
    use_keeping_guard(
        words,
        Keeping {
            at_risk: Signal::derive(move || editor.saves.with(|saves| saves.at_risk(online()))),
            unsaved: Signal::derive(move || editor.saves.with(Autosave::unsaved)),
            keep: Callback::new(move |()| editor.keep()),
            save: Callback::new(move |()| editor.retry()),
        },
    );
    // The text may be newer than what was kept last.
    on_cleanup(move || {
        editor.keep();
    });
    let handles = [
        window_event_listener(ev::visibilitychange, move |_| {
            if document().hidden() {
                editor.keep();
                editor.flush();
            }
        }),
        window_event_listener(ev::pagehide, move |_| {
            editor.keep();
        }),
        window_event_listener(ev::online, move |_| editor.retry()),
        // Closing the tab would cut off a save that is under way. The guard does not ask then, because another page of the console would not.
        window_event_listener(ev::beforeunload, move |event| {
            if editor
                .saves
                .try_with_untracked(Autosave::unsaved)
                .unwrap_or(false)
            {
                editor.keep();
                event.prevent_default();
            }
        }),
    ];
    on_cleanup(move || handles.into_iter().for_each(|handle| handle.remove()));
    let failing = Memo::new(move |_| {
        editor.saves.with(|saves| {
            matches!(
                saves.state(),
                SaveState::Retrying { .. } | SaveState::SignedOut | SaveState::Stopped
            )
        })
    });
    Effect::new(move |_| {
        if failing.get() {
            announce_assertive(untrack(|| t_string!(i18n, editor.save_failed_said)));
        }
    });
}
