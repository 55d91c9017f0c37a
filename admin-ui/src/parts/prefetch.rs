//! A part is fetched when somebody is about to open a page of it: when the pointer comes over a link, a finger touches it, or focus
//! reaches it. That is a few hundred milliseconds ahead, and nothing is fetched that nobody looks at.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlAnchorElement};

/// Listens for as long as the console lives.
pub fn listen() {
    let near = Closure::<dyn Fn(Event)>::new(|event: Event| {
        if let Some(page) = linked(&event).as_deref().and_then(super::at) {
            page.prefetch();
        }
    });
    for kind in ["pointerover", "touchstart", "focusin"] {
        // Without it, a page comes when it is opened.
        let _ = document().add_event_listener_with_callback(kind, near.as_ref().unchecked_ref());
    }
    near.forget();
}

/// The path of the console's own that the link leads to.
fn linked(event: &Event) -> Option<String> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = element.closest("a[href]").ok()??.dyn_into().ok()?;
    let same_origin = window()
        .location()
        .origin()
        .is_ok_and(|own| own == link.origin());
    same_origin.then(|| link.pathname())
}
