//! Made by its own change.

use leptos::prelude::*;

use crate::i18n::*;
use crate::ui::Page;

#[component]
pub fn AuditPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Page title=move || t_string!(i18n, audit.title)><p></p></Page> }
}
