//! Made by its own change.

use leptos::prelude::*;

use crate::i18n::*;
use crate::ui::Page;

#[component]
pub fn ListingsPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Page title=move || t_string!(i18n, listings.title)><p></p></Page> }
}

#[component]
pub fn ListingPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Page title=move || t_string!(i18n, listings.title)><p></p></Page> }
}
