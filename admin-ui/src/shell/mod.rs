//! What stands around every page: the skip link, the header with the menu, the banner when the network is gone, and `<main>`.

mod header;
mod not_found;
mod offline;
mod sign_in_again;
mod sign_out;

use leptos::prelude::*;

pub use not_found::NotFound;

use crate::i18n::*;
use crate::ui::guard::GuardDialog;

/// The frame; its children are the routes.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <a class="ds-skip-link" href="#main" rel="external">{t!(i18n, shell.skip)}</a>
        <header::Header />
        <offline::OfflineBanner />
        <main id="main" class="main" tabindex="-1">{children()}</main>
        <footer class="footer">
            <p class="ds-paragraph" data-size="sm">{t!(i18n, shell.footer)}</p>
        </footer>
        <GuardDialog />
        <sign_in_again::SignInAgain />
    }
}
