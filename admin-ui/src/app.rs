//! The composition root: the only place that sees every feature. Which address shows which page, and what stands around them.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::api::session::{Session, SessionState, use_viewer};
use crate::features::{my_page, review};
use crate::i18n::*;
use crate::parts::{self, show};
use crate::shell::{NotFound, Shell};
use crate::ui::{
    Announcer, ErrorPanel, Loading, guard, keep, locale_of, place, pointer, remember_language,
    remembered_language, use_language,
};

#[component]
pub fn App() -> impl IntoView {
    guard::listen();
    place::listen();
    pointer::listen();
    parts::listen();
    view! {
        <I18nContextProvider>
            <Announcer />
            <Console />
        </I18nContextProvider>
    }
}

/// The shell and its pages, for whoever is signed in.
#[component]
fn Console() -> impl IntoView {
    let session = Session::provide();
    follow_language(session);
    // Only the kind of state. If the whole state were here, a renewed session or a new grant would draw the page anew.
    let stage = Memo::new(move |_| match session.state() {
        SessionState::Loading => Stage::Loading,
        SessionState::Failed(_) => Stage::Failed,
        SessionState::SignedOut => Stage::SignedOut,
        SessionState::SignedIn(viewer) => Stage::SignedIn(viewer.id.to_string()),
    });
    move || match stage.get() {
        Stage::Loading => view! { <Alone /> }.into_any(),
        Stage::Failed => view! { <main class="main alone"><Failed session /></main> }.into_any(),
        Stage::SignedOut => view! { <SignedOut /> }.into_any(),
        Stage::SignedIn(_) => view! { <SignedIn /> }.into_any(),
    }
}

#[derive(Clone, PartialEq, Eq)]
enum Stage {
    Loading,
    Failed,
    SignedOut,
    /// By person: when another person signs in, all pages are made anew.
    SignedIn(String),
}

#[component]
fn Failed(session: Session) -> impl IntoView {
    move || match session.state() {
        SessionState::Failed(error) => {
            view! { <ErrorPanel error on_retry=move |()| session.load() /> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// Nobody is signed in any more. Loads the address again: the server then answers with the sign-in form in the console's place.
#[component]
fn SignedOut() -> impl IntoView {
    // In an effect, because the guard of unsaved work is taken down by then, and asks nothing.
    Effect::new(|_| {
        // If the browser does not load the page again, the person sees `Loading`, and nobody sees the person's pages.
        let _ = window().location().reload();
    });
    view! { <Alone /> }
}

/// The frame before it is known who is here: the header with its name, and a page that is on its way.
#[component]
fn Alone() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <header class="header">
            <span class="brand">{t!(i18n, common.product)}</span>
        </header>
        <main class="main alone"><Loading /></main>
    }
}

#[component]
fn SignedIn() -> impl IntoView {
    review::LastDecision::provide();
    let viewer = use_viewer();
    keep::welcome(&keep::Browser, viewer.with_untracked(|viewer| viewer.id));
    view! {
        <Router>
            <Shell>
                <Routes fallback=|| view! { <NotFound /> }>
                    <Route path=path!("/") view=my_page::MyPage />
                    <Route path=path!("/listings") view=show(parts::LISTINGS) />
                    <Route path=path!("/listings/new") view=show(parts::NEW_LISTING) />
                    <Route path=path!("/listings/:id") view=show(parts::LISTING) />
                    <Route path=path!("/listings/:id/history") view=show(parts::HISTORY) />
                    <Route path=path!("/changes/:id") view=show(parts::EDITOR) />
                    <Route path=path!("/changes/:id/submit") view=show(parts::SUBMIT) />
                    <Route path=path!("/review") view=show(parts::QUEUE) />
                    <Route path=path!("/review/:id") view=show(parts::REVIEW) />
                    <Route path=path!("/default-hours") view=show(parts::CHOOSE_DEFAULT_HOURS) />
                    <Route path=path!("/default-hours/:municipality") view=show(parts::DEFAULT_HOURS) />
                    <Route path=path!("/users") view=show(parts::USERS) />
                    <Route path=path!("/users/new") view=show(parts::NEW_USER) />
                    <Route path=path!("/users/:id") view=show(parts::USER) />
                    <Route path=path!("/audit") view=show(parts::AUDIT) />
                    <Route path=path!("/account") view=show(parts::ACCOUNT) />
                </Routes>
            </Shell>
        </Router>
    }
}

/// Sets the language: the one this browser remembers, or else the one in the person's account. Tells the server which language to answer in.
fn follow_language(session: Session) {
    let i18n = use_i18n();
    let language = use_language();
    // In an effect, because the i18n provider sets the browser's own language in an effect made before this one.
    Effect::new(move |_| {
        if let Some(remembered) = remembered_language() {
            i18n.set_locale(locale_of(remembered));
        }
    });
    Effect::new(move |_| {
        if let SessionState::SignedIn(viewer) = session.state()
            && remembered_language().is_none()
        {
            remember_language(viewer.language);
            i18n.set_locale(locale_of(viewer.language));
        }
    });
    // Made before any page, so that the first request of a page asks in this language.
    Effect::new(move |_| crate::api::set_language(language.get().tag()));
}
