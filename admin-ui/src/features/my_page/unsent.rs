//! Text that this browser keeps and the server does not have. Nobody else knows of it, so it comes before everything that waits.

use chrono::DateTime;
use leptos::prelude::*;

use super::Sentence;
use crate::api::session::use_viewer;
use crate::i18n::*;
use crate::ui::format::date_time;
use crate::ui::keep::{Browser, KeptDraft, drafts_of};
use crate::ui::{LinkButton, Tone, use_language};

#[component]
pub fn Unsent() -> impl IntoView {
    let me = use_viewer().with_untracked(|viewer| viewer.id);
    let drafts = drafts_of(&Browser, me);
    (!drafts.is_empty()).then(|| {
        let rows = drafts
            .into_iter()
            .map(|draft| view! { <li class="waiting-row"><UnsentRow draft /></li> })
            .collect_view();
        view! { <ul class="waiting">{rows}</ul> }
    })
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
