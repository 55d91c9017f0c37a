//! The last look before the hours are saved: what becomes different, in words, and for which listings.

use leptos::prelude::*;
use veiviser_schema::hours::{Schedule, diff, summary};

use super::api::Record;
use super::hours_page::Followers;
use crate::i18n::*;
use crate::ui::{Bind, Button, Dialog, use_language};

#[component]
pub fn ReviewDialog(
    #[prop(into)] open: Bind<bool>,
    #[prop(into)] base: Signal<Record>,
    #[prop(into)] schedule: Signal<Schedule>,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] on_confirm: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let changes = move || {
        let sentences = base.with(|base| {
            schedule.with(|schedule| diff(&base.schedule(), schedule, language.get()))
        });
        sentences
            .into_iter()
            .map(|sentence| view! { <li>{sentence}</li> })
            .collect_view()
    };
    let after = move || schedule.with(|schedule| summary(schedule, language.get()));
    view! {
        <Dialog id="default-hours-review" open described=true title=move || t_string!(i18n, default_hours.review_title)>
            <ul class="ds-list" id="default-hours-review-text">{changes}</ul>
            <div class="hours-preview">
                <p class="muted">{t!(i18n, default_hours.will_read)}</p>
                <p class="ds-paragraph">{after}</p>
            </div>
            <Followers record=base />
            <p class="ds-paragraph">{t!(i18n, default_hours.at_once)}</p>
            <div class="actions">
                <Button busy on_click=on_confirm>{t!(i18n, default_hours.confirm)}</Button>
                <Button variant="tertiary" on_click=move |()| open.set.run(false)>
                    {t!(i18n, common.cancel)}
                </Button>
            </div>
        </Dialog>
    }
}
