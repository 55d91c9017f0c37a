//! Where the keyboard is. Whoever cannot see the page change is led to what came of it; focus is never left on what is gone.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

const FOCUSABLE: &str = "input, select, textarea, button, a[href], [tabindex]";

/// Focuses the element with this id, or the first thing in it that can take focus.
pub fn focus(id: &str) {
    focus_if_there(id);
}

/// The same; false when there is nothing to focus.
pub fn focus_if_there(id: &str) -> bool {
    let Some(element) = document().get_element_by_id(id) else {
        return false;
    };
    let target = if element.matches(FOCUSABLE).unwrap_or(false) {
        Some(element)
    } else {
        element.query_selector(FOCUSABLE).ok().flatten()
    };
    let Some(target) = target.and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return false;
    };
    let focused = target.focus().is_ok();
    // As the Tab key does: what is typed next replaces what stands there.
    if let Some(input) = target.dyn_ref::<web_sys::HtmlInputElement>() {
        input.select();
    }
    focused
}

/// The same, once what is being shown now stands in the document: for after a change that took away what had focus.
pub fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || {
        let there = focus_if_there(&id);
        // It may not be drawn before the next frame, or be drawn anew in it.
        request_animation_frame(move || {
            if !there || focus_is_lost() {
                focus(&id);
            }
        });
    });
}

/// Focuses the page's heading: where reading begins.
pub fn focus_heading() {
    let heading = document().query_selector("main h1").ok().flatten();
    if let Some(heading) =
        heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // Without focus the page is still there.
        let _ = heading.focus();
    }
}

/// Whether nothing has focus: what had it is gone.
pub fn focus_is_lost() -> bool {
    document()
        .active_element()
        .is_none_or(|element| element.tag_name() == "BODY")
}

/// Focuses a list of what is wrong at each attempt, the same list again as well.
pub fn focus_at_each(node: NodeRef<html::Div>, attempts: impl Fn() -> u32 + 'static) {
    Effect::new(move |before: Option<u32>| {
        let now = attempts();
        if before.is_some_and(|before| before != now) {
            // After this turn, when the list stands in the document.
            request_animation_frame(move || {
                if let Some(node) = node.get_untracked() {
                    // An element that cannot take focus only costs the focus.
                    let _ = node.focus();
                }
            });
        }
        now
    });
}
