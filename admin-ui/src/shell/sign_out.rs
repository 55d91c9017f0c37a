//! Signing out. What is unsaved is sent first; what cannot be sent is named, and nothing of it stays in this browser: the machine may be
//! shared.

use leptos::prelude::*;

use crate::api::session::{use_session, use_viewer};
use crate::i18n::*;
use crate::ui::keep::{Browser, drafts_of, leave_nothing};
use crate::ui::{Button, ConfirmDialog, guard, place, use_task};

/// The button and its question. `failed`: the server was not reached, and the person is still signed in.
#[component]
pub fn SignOut(failed: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let viewer = use_viewer();
    let (saving, leaving) = (use_task(), use_task());
    // What would be lost, while the question stands.
    let lost = RwSignal::new(None::<String>);
    let open = crate::ui::Bind::new(
        move || lost.with(Option::is_some),
        move |open| {
            if !open {
                lost.set(None);
            }
        },
    );
    let leave = move |()| {
        leaving.run(async move {
            let me = viewer.with_untracked(|viewer| viewer.id);
            let left = session.sign_out().await.is_ok();
            if left {
                leave_nothing(&Browser, me);
                place::forget_all();
            }
            lost.try_set(None);
            failed.try_set(!left);
        });
    };
    let ask = move |()| {
        failed.set(false);
        saving.run(async move {
            let mut unsaved = guard::save_all().await;
            let me = viewer.with_untracked(|viewer| viewer.id);
            unsaved.extend(drafts_of(&Browser, me).into_iter().map(|draft| {
                untrack(|| match draft.name {
                    Some(name) => {
                        t_string!(i18n, common.guard_draft_named, name = name).to_string()
                    }
                    None => t_string!(i18n, common.guard_draft).to_owned(),
                })
            }));
            if unsaved.is_empty() {
                leave(());
            } else {
                lost.set(Some(unsaved.join(", ")));
            }
        });
    };
    let busy = Signal::derive(move || saving.busy().get() || leaving.busy().get());
    view! {
        <Button variant="tertiary" size="sm" busy on_click=ask>
            {t!(i18n, shell.sign_out)}
        </Button>
        <ConfirmDialog
            id="sign-out"
            open
            title=move || t_string!(i18n, shell.sign_out_title)
            text=move || t_string!(i18n, shell.sign_out_lost, what = lost.get().unwrap_or_default()).to_string()
            confirm=move || t_string!(i18n, shell.sign_out_anyway)
            cancel=move || t_string!(i18n, common.guard_stay)
            color="danger"
            stay=true
            busy=leaving.busy()
            on_confirm=leave
        />
    }
}
