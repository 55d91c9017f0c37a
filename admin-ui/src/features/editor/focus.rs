//! Leads the person to a field: to its element, or to the nearest thing around it that can take focus.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::paths::{field_id, lineage};

const FOCUSABLE: &str = "input, select, textarea, button, a[href], [tabindex]";

/// Focuses the field with this path, or what it lies in.
pub fn focus_field(path: &str) {
    for path in lineage(path) {
        if focus_id(&field_id(&path)) {
            return;
        }
    }
}

/// Focuses the element with this id, or the first thing in it that can take focus.
pub fn focus_id(id: &str) -> bool {
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
    target.focus().is_ok()
}

/// The same after the page has taken in what just changed.
pub fn focus_soon(id: String) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            focus_id(&id);
        });
    });
}
