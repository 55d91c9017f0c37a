//! Undo and redo, by button and by key.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::sheet::{Sheet, is_text_field, use_sheet};
use crate::i18n::*;
use crate::ui::{Button, focus};

#[component]
pub fn Toolbar() -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let redoable = Memo::new(move |_| sheet.can_redo());
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
            <Button id=undo_id.get_value() variant="tertiary" size="sm" on_click=move |()| sheet.undo()>
                {t!(i18n, hours.undo)}
            </Button>
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

/// The keys of the whole editor. `typing`: something was typed in the text field in use since it got focus; its own undo comes first.
pub fn keys(sheet: Sheet, typing: RwSignal<bool>, event: &web_sys::KeyboardEvent) {
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
    if in_text && typing.get_untracked() {
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
        let lost = document()
            .active_element()
            .is_none_or(|element| element.tag_name() == "BODY");
        if lost {
            focus(&undo);
        }
    });
}
