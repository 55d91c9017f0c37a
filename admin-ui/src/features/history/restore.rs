//! "Make this the proposal": an old revision's content in a draft of one's own, which goes the ordinary way to review.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use veiviser_schema::ids::ListingId;

use super::api::{self, Revision};
use crate::api::{ApiError, UserError};
use crate::i18n::*;
use crate::ui::{Alert, Bind, ConfirmDialog, ErrorPanel, use_task};

/// Asks first, once for the whole list: `chosen` is the revision whose button was pressed.
#[component]
pub fn Restore(listing: ListingId, chosen: RwSignal<Option<Revision>>) -> impl IntoView {
    let i18n = use_i18n();
    let navigate = use_navigate();
    let task = use_task();
    let refusal = RwSignal::new(None::<UserError>);
    let failure = RwSignal::new(None::<ApiError>);
    let open = Bind::new(
        move || chosen.with(Option::is_some),
        move |open| {
            if !open {
                chosen.set(None);
            }
        },
    );
    let number =
        move || chosen.with(|chosen| chosen.as_ref().map_or(0, |revision| revision.number));
    let restore = move |()| {
        let Some(revision) = chosen.get_untracked() else {
            return;
        };
        let navigate = navigate.clone();
        task.run(async move {
            refusal.set(None);
            failure.set(None);
            let answer = api::restore(listing, revision.id).await;
            chosen.set(None);
            match answer {
                Ok(Ok(change)) => {
                    navigate(&format!("/changes/{change}"), NavigateOptions::default());
                }
                Ok(Err(refused)) => refusal.set(Some(refused)),
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! {
        {move || failure.get().map(|error| view! { <ErrorPanel error /> })}
        {move || {
            refusal
                .get()
                .map(|refusal| view! { <Alert color="danger"><p class="ds-paragraph">{refusal.message}</p></Alert> })
        }}
        <ConfirmDialog
            id="restore"
            open
            title=move || t_string!(i18n, history.restore_title, number = number()).to_string()
            text=move || t_string!(i18n, history.restore_text)
            confirm=move || t_string!(i18n, history.restore)
            busy=task.busy()
            on_confirm=restore
        />
    }
}
