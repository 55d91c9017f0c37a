//! Undo and redo, by button and by key.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::sheet::{Sheet, is_text_field, use_sheet};
use crate::i18n::*;
use crate::ui::{Button, focus, focus_is_lost};

#[component]
pub fn Toolbar() -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let redoable = Memo::new(move |_| sheet.can_redo());
    let undoable = Memo::new(move |_| sheet.can_undo());
    let redo_id = sheet.field_id("redo");
    let undo_id = StoredValue::new(sheet.field_id("undo"));
    let redo = move |()| {
        sheet.redo();
        // The button may be gone with the last step.
        if !redoable.get_untracked() {
            undo_id.with_value(|id| focus(id));
        }
    };
    view! {
        <div class="actions hours-toolbar" role="group" aria-label=move || t_string!(i18n, hours.steps)>
            <button
                type="button"
                class="ds-button"
                id=undo_id.get_value()
                data-variant="tertiary"
                data-size="sm"
                aria-disabled=move || (!undoable.get()).then_some("true")
                on:click=move |_| sheet.undo()
            >
                {t!(i18n, hours.undo)}
            </button>
            {move || {
                let id = redo_id.clone();
                redoable
                    .get()
                    .then(|| {
                        view! {
                            <Button id variant="tertiary" size="sm" on_click=redo>
                                {t!(i18n, hours.redo)}
                            </Button>
                        }
                    })
            }}
        </div>
    }
}

/// The keys of the whole editor. A text field with half-typed text in it keeps its own undo.
pub fn keys(sheet: Sheet, event: &web_sys::KeyboardEvent) {
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
        return;
    }
    let back = match event.key().to_lowercase().as_str() {
        "z" => !event.shift_key(),
        "y" if !event.shift_key() => false,
        _ => return,
    };
    let in_text = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|target| is_text_field(&target));
    if in_text && sheet.is_typing() {
        return;
    }
    event.prevent_default();
    if back {
        sheet.undo();
    } else {
        sheet.redo();
    }
    // What had focus may be gone with the step.
    let undo = sheet.field_id("undo");
    request_animation_frame(move || {
        if focus_is_lost() {
            focus(&undo);
        }
    });
}
