//! Text that this browser keeps and the server does not have. Nobody else knows of it, so it comes before everything that waits.

use chrono::DateTime;
use leptos::prelude::*;

use super::Sentence;
use crate::api::session::use_viewer;
use crate::i18n::*;
use crate::ui::format::date_time;
use crate::ui::keep::{Browser, KeptDraft, unsent_drafts_of};
use crate::ui::{LinkButton, Tone, pause, use_language};

/// How often it is looked again, in milliseconds: a save may have failed after its page was left, or come through in another tab.
const LOOK_AGAIN: u32 = 2_000;

#[component]
pub fn Unsent() -> impl IntoView {
    let me = use_viewer().with_untracked(|viewer| viewer.id);
    let drafts = RwSignal::new(unsent_drafts_of(&Browser, me));
    leptos::task::spawn_local(async move {
        loop {
            pause(LOOK_AGAIN).await;
            let now = unsent_drafts_of(&Browser, me);
            // The page may be gone by now.
            match drafts.try_with_untracked(|before| *before != now) {
                Some(true) => drafts.set(now),
                Some(false) => {}
                None => break,
            }
        }
    });
    move || {
        let drafts = drafts.get();
        (!drafts.is_empty()).then(|| {
            let rows = drafts
                .into_iter()
                .map(|draft| view! { <li class="waiting-row"><UnsentRow draft /></li> })
                .collect_view();
            view! { <ul class="waiting">{rows}</ul> }
        })
    }
}

#[component]
fn UnsentRow(draft: KeptDraft) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language().get_untracked();
    let KeptDraft { change, at, name } = draft;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 fit many times over"
    )]
    let at = DateTime::from_timestamp_millis(at as i64).map(|at| date_time(at, language));
    let (kind, text, more) = untrack(|| {
        (
            t_string!(i18n, my_page.unsent).to_owned(),
            match name {
                Some(name) => t_string!(i18n, my_page.unsent_text, name = name).to_string(),
                None => t_string!(i18n, my_page.unsent_text_unnamed).to_owned(),
            },
            at.map(|at| t_string!(i18n, my_page.written_at, at = at).to_string()),
        )
    });
    view! {
        <Sentence tone=Tone::Warning kind text more>
            <LinkButton href=format!("/changes/{change}")>{t!(i18n, my_page.open_draft)}</LinkButton>
        </Sentence>
    }
}
