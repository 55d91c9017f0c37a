//! Leaving unsaved work asks first: closing the tab (the browser asks), and going to another page (we ask, in a dialog).
//!
//! The router has no hook for this, so that the guard hears clicks on links and Back before the router does ([`listen`]).

use std::cell::RefCell;

use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::{JsCast, closure::Closure};

use super::ConfirmDialog;
use crate::i18n::*;

thread_local! {
    /// Where the person wants to go, while the question stands.
    static WANTED: RefCell<Option<ArcRwSignal<Option<String>>>> = const { RefCell::new(None) };
    /// What is unsaved now, one entry a guarded page.
    static GUARDS: RefCell<Vec<(u32, Signal<bool>)>> = const { RefCell::new(Vec::new()) };
    static COUNT: RefCell<u32> = const { RefCell::new(0) };
    /// The address of the page that is shown: on Back, the browser's has moved already.
    static HERE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Guards the calling page as long as `dirty` says that something is unsaved.
pub fn use_guard(dirty: Signal<bool>) {
    let id = COUNT.with(|count| {
        let mut count = count.borrow_mut();
        *count += 1;
        *count
    });
    GUARDS.with(|guards| guards.borrow_mut().push((id, dirty)));
    on_cleanup(move || GUARDS.with(|guards| guards.borrow_mut().retain(|(other, _)| *other != id)));
    let handle = window_event_listener(ev::beforeunload, move |event| {
        if dirty.try_get_untracked().unwrap_or(false) {
            event.prevent_default();
            // Older browsers ask only when this is set.
            event.set_return_value("unsaved");
        }
    });
    on_cleanup(move || handle.remove());
}

/// Whether leaving now would lose something.
#[must_use]
pub fn unsaved() -> bool {
    GUARDS.with(|guards| {
        guards
            .borrow()
            .iter()
            .any(|(_, dirty)| dirty.try_get_untracked().unwrap_or(false))
    })
}

/// The work is saved or given up: the page may be left without a question, before its signals have caught up.
pub fn unsaved_is_settled() {
    GUARDS.with(|guards| guards.borrow_mut().clear());
}

/// Asks; stands once, inside the router.
#[component]
pub fn GuardDialog() -> impl IntoView {
    let i18n = use_i18n();
    let wanted = WANTED
        .with(|slot| slot.borrow().clone())
        .map_or_else(|| RwSignal::new(None), RwSignal::from);
    let open = super::Bind::new(
        move || wanted.with(Option::is_some),
        move |open| {
            if !open {
                wanted.set(None);
            }
        },
    );
    let location = use_location();
    Effect::new(move |_| {
        let here = format!(
            "{}{}{}",
            location.pathname.get(),
            query(&location.search.get()),
            location.hash.get()
        );
        HERE.with(|slot| *slot.borrow_mut() = here);
    });
    let navigate = use_navigate();
    let leave = move |()| {
        if let Some(to) = wanted.get_untracked() {
            wanted.set(None);
            unsaved_is_settled();
            navigate(&to, leptos_router::NavigateOptions::default());
        }
    };
    view! {
        <ConfirmDialog
            id="unsaved-work"
            open
            title=move || t_string!(i18n, common.guard_title)
            text=move || t_string!(i18n, common.guard_text)
            confirm=move || t_string!(i18n, common.guard_leave)
            cancel=move || t_string!(i18n, common.guard_stay)
            color="danger"
            on_confirm=leave
        />
    }
}

/// Hears clicks and Back for as long as the console lives. To be called before the router is made: a browser calls the listeners for
/// Back in the order in which they came, and the first to hear must be the one that may say stop.
pub fn listen() {
    let wanted = ArcRwSignal::new(None::<String>);
    WANTED.with(|slot| *slot.borrow_mut() = Some(wanted.clone()));
    let asked = wanted.clone();
    let on_click =
        Closure::<dyn Fn(web_sys::MouseEvent)>::new(move |event: web_sys::MouseEvent| {
            if !unsaved()
                || event.button() != 0
                || event.meta_key()
                || event.ctrl_key()
                || event.shift_key()
                || event.alt_key()
            {
                return;
            }
            let link = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                .and_then(|element| element.closest("a[href]").ok().flatten())
                .and_then(|element| element.dyn_into::<web_sys::HtmlAnchorElement>().ok());
            let Some(link) = link else { return };
            let here = window().location();
            let same_origin = here.origin().is_ok_and(|origin| origin == link.origin());
            let same_page = here.pathname().is_ok_and(|path| path == link.pathname());
            let external = !link.target().is_empty()
                || link.has_attribute("download")
                || link.rel().contains("external");
            if same_origin && !same_page && !external {
                event.prevent_default();
                event.stop_propagation();
                asked.set(Some(format!(
                    "{}{}{}",
                    link.pathname(),
                    link.search(),
                    link.hash()
                )));
            }
        });
    let on_back = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        let to = address();
        let here = HERE.with(|slot| slot.borrow().clone());
        if unsaved() && path(&to) != path(&here) {
            event.stop_immediate_propagation();
            // The address has moved already: put it back, and ask.
            if let Ok(history) = window().history() {
                let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&here));
            }
            wanted.set(Some(to));
        }
    });
    let target = window();
    let _ = target.add_event_listener_with_callback_and_bool(
        "click",
        on_click.as_ref().unchecked_ref(),
        true,
    );
    let _ = target.add_event_listener_with_callback_and_bool(
        "popstate",
        on_back.as_ref().unchecked_ref(),
        true,
    );
    on_click.forget();
    on_back.forget();
}

fn address() -> String {
    let location = window().location();
    [location.pathname(), location.search(), location.hash()]
        .into_iter()
        .map(Result::unwrap_or_default)
        .collect()
}

/// The router gives the query without its question mark.
fn query(search: &str) -> String {
    if search.is_empty() {
        String::new()
    } else {
        format!("?{}", search.trim_start_matches('?'))
    }
}

fn path(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}
