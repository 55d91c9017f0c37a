//! Made by its own change.

use leptos::prelude::*;

use crate::i18n::*;
use crate::ui::Page;

#[component]
pub fn UsersPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Page title=move || t_string!(i18n, users.title)><p></p></Page> }
}

#[component]
pub fn NewUserPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Page title=move || t_string!(i18n, users.title)><p></p></Page> }
}

#[component]
pub fn UserPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Page title=move || t_string!(i18n, users.title)><p></p></Page> }
}
