//! The composition root: the only place that sees every feature. Which address shows which page, and what stands around them.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::api::session::{Session, SessionState, use_viewer};
use crate::features::my_page;
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

/// Everything below the texts: the shell, for whoever is signed in.
#[component]
fn Console() -> impl IntoView {
    let session = Session::provide();
    follow_language(session);
    // Only the kind of state, so that a renewed session or a new grant does not take the page away.
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
    /// Somebody else at the same screen starts afresh.
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

/// Nobody is signed in (any more). The server has the form for that, at this very address; asked anew, it gives no console.
#[component]
fn SignedOut() -> impl IntoView {
    // In an effect: what guards unsaved work has been taken down by then, and asks nothing.
    Effect::new(|_| {
        // A browser that will not load the page again shows that it is loading, and nothing of the person's.
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

/// The language: what this browser remembers, else what the person's user says; and the server is told which one to answer in.
fn follow_language(session: Session) {
    let i18n = use_i18n();
    let language = use_language();
    // In an effect: the texts set the browser's own language in one, made before this.
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
    // Made before any page, so that it runs before a page asks for anything.
    Effect::new(move |_| crate::api::set_language(language.get().tag()));
}
