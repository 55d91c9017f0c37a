//! A municipality's default opening hours: the page on which they are set, and what others need to know of them.

mod api;
mod choose_page;
mod conflict;
mod form;
mod hours_page;
mod review;

use leptos::prelude::*;

use crate::i18n::*;
use crate::ui::Empty;

pub use api::stated_hours;
pub use choose_page::ChooseDefaultHoursPage;
pub use hours_page::DefaultHoursPage;

/// For those who may not set them: who may.
#[component]
fn NoAccess() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Empty
            title=move || t_string!(i18n, default_hours.no_access_title)
            text=move || t_string!(i18n, default_hours.no_access)
        />
    }
}
