//! One polite live region for the whole console, and one assertive for lost saves: what changed without the eye moving there.

use std::cell::RefCell;

use leptos::prelude::*;

thread_local! {
    static POLITE: RefCell<Option<ArcRwSignal<String>>> = const { RefCell::new(None) };
    static ASSERTIVE: RefCell<Option<ArcRwSignal<String>>> = const { RefCell::new(None) };
}

/// Says something to those who listen rather than look.
pub fn announce(text: impl Into<String>) {
    POLITE.with(|slot| say(slot.borrow().as_ref(), text.into()));
}

/// Interrupts. Only for work that may be lost.
pub fn announce_assertive(text: impl Into<String>) {
    ASSERTIVE.with(|slot| say(slot.borrow().as_ref(), text.into()));
}

fn say(region: Option<&ArcRwSignal<String>>, mut text: String) {
    let Some(region) = region else { return };
    // The same words twice would be no change, and nothing would be read.
    if region.with_untracked(|before| *before == text) {
        text.push('\u{a0}');
    }
    region.set(text);
}

/// The regions themselves; stands once, in the composition root.
#[component]
pub fn Announcer() -> impl IntoView {
    let polite = ArcRwSignal::new(String::new());
    let assertive = ArcRwSignal::new(String::new());
    POLITE.with(|slot| *slot.borrow_mut() = Some(polite.clone()));
    ASSERTIVE.with(|slot| *slot.borrow_mut() = Some(assertive.clone()));
    view! {
        <div class="visually-hidden" role="status" aria-live="polite">{move || polite.get()}</div>
        <div class="visually-hidden" role="alert" aria-live="assertive">{move || assertive.get()}</div>
    }
}
