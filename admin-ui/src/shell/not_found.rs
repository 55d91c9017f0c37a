//! An address that leads nowhere.

use leptos::prelude::*;

use crate::i18n::*;
use crate::ui::{LinkButton, Page};

#[component]
pub fn NotFound() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page title=move || t_string!(i18n, shell.not_found_title)>
            <p class="ds-paragraph">{t!(i18n, shell.not_found)}</p>
            <div class="actions">
                <LinkButton href="/">{t!(i18n, shell.to_my_page)}</LinkButton>
            </div>
        </Page>
    }
}
