//! Somebody set the hours first: what they wrote, and what to do with one's own.

use leptos::prelude::*;
use veiviser_schema::hours::summary;

use super::api::Record;
use super::hours_page::About;
use crate::i18n::*;
use crate::ui::{Alert, Button, use_language};

#[component]
pub fn Conflict(
    clash: RwSignal<Option<Record>>,
    #[prop(into)] on_keep: Callback<Record>,
    #[prop(into)] on_take: Callback<Record>,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    move || {
        clash.get().map(|current| {
            let (shown, kept, taken) = (current.clone(), current.clone(), current.clone());
            view! {
                <Alert color="danger" title=move || t_string!(i18n, default_hours.conflict_title)>
                    <p class="ds-paragraph">{t!(i18n, default_hours.conflict_text)}</p>
                    <p class="ds-paragraph">{move || summary(&shown.schedule(), language.get())}</p>
                    <About record=Signal::stored(current) />
                    <div class="actions">
                        <Button variant="secondary" on_click=move |()| on_keep.run(kept.clone())>
                            {t!(i18n, default_hours.conflict_keep)}
                        </Button>
                        <Button variant="tertiary" on_click=move |()| on_take.run(taken.clone())>
                            {t!(i18n, default_hours.conflict_take)}
                        </Button>
                    </div>
                </Alert>
            }
        })
    }
}
