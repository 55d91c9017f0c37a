//! The header: product name, main menu, language, account. On a narrow screen the menu folds behind a button.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use veiviser_schema::authz::Action;

use super::sign_out::SignOut;
use crate::api::session::use_viewer;
use crate::i18n::*;
use crate::ui::LanguageChoice;
use crate::ui::{Icon, Shape};

#[component]
pub fn Header() -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let location = use_location();
    let open = RwSignal::new(false);
    // The menu closes when a page is chosen in it.
    Effect::new(move |_| {
        location.pathname.track();
        open.set(false);
    });
    let may = move |action: Action| viewer.with(|viewer| viewer.may(action));
    let still_in = RwSignal::new(false);
    view! {
        <header class="header">
            <a class="brand" href="/">{t!(i18n, common.product)}</a>
            <button
                type="button"
                class="ds-button menu-button"
                data-variant="secondary"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls="menu"
                on:click=move |_| open.update(|open| *open = !*open)
                on:keydown=move |event| if event.key() == "Escape" { open.set(false) }
            >
                <Icon shape=Shape::Menu />
                {t!(i18n, shell.menu)}
            </button>
            <div class="menu" id="menu" class:menu-open=move || open.get()>
                <nav aria-label=move || t_string!(i18n, shell.main_navigation)>
                    <ul>
                        <Item href="/" exact=true label=move || t_string!(i18n, shell.my_page) />
                        <Item href="/listings" label=move || t_string!(i18n, shell.listings) />
                        <Show when=move || may(Action::Decline)>
                            <Item href="/review" label=move || t_string!(i18n, shell.review) />
                        </Show>
                        <Show when=move || may(Action::ReadUsers)>
                            <Item href="/users" label=move || t_string!(i18n, shell.users) />
                        </Show>
                        <Show when=move || may(Action::ReadAudit)>
                            <Item href="/audit" label=move || t_string!(i18n, shell.audit) />
                        </Show>
                        <li>
                            <a href="/graphiql" rel="external">{t!(i18n, shell.api)}</a>
                        </li>
                    </ul>
                </nav>
                <div class="menu-person">
                    <LanguageChoice />
                    <a class="ds-link" href="/account">{move || viewer.with(|viewer| viewer.name.clone())}</a>
                    <SignOut failed=still_in />
                </div>
            </div>
        </header>
        <div role="alert">
            <Show when=move || still_in.get()>
                <p class="offline">
                    <Icon shape=Shape::Warning />
                    {t!(i18n, shell.sign_out_failed)}
                </p>
            </Show>
        </div>
    }
}

/// A link in the menu, marked when it leads to the page that is shown.
#[component]
fn Item(
    href: &'static str,
    #[prop(optional)] exact: bool,
    #[prop(into)] label: TextProp,
) -> impl IntoView {
    let location = use_location();
    let current = move || {
        let on = location.pathname.with(|path| is_under(path, href, exact));
        on.then_some("page")
    };
    view! {
        <li>
            <a href=href aria-current=current>{move || label.get()}</a>
        </li>
    }
}

/// Whether this path is the place that a link leads to, or lies under it.
fn is_under(path: &str, place: &str, exact: bool) -> bool {
    path == place
        || (!exact
            && path
                .strip_prefix(place)
                .is_some_and(|rest| rest.starts_with('/')))
}

#[cfg(test)]
mod tests {
    use super::is_under;

    #[test]
    fn a_place_covers_what_lies_under_it() {
        assert!(is_under("/users/user_1", "/users", false));
        assert!(!is_under("/usersx", "/users", false));
        assert!(!is_under("/users", "/", true));
        assert!(is_under("/", "/", true));
    }
}
