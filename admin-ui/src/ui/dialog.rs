//! Dialogs: the browser's own `<dialog>`, so that focus, Escape and the rest of the page behave as people expect.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{Bind, Button};
use crate::i18n::*;

/// A modal dialog with a heading. Its content is made anew each time it opens. Escape closes it unless `lasting`.
///
/// Focus begins in the field to be filled in, where that is what it begins with, else at the heading: never at a button, which a second
/// Enter would press before anything is read.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    #[prop(into)] open: Bind<bool>,
    #[prop(into)] title: TextProp,
    /// Stays until it is answered.
    #[prop(optional)]
    lasting: bool,
    /// It begins with words of the id `{id}-text`, which are read out with its title.
    #[prop(optional)]
    described: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let heading = StoredValue::new(format!("{id}-title"));
    let description = described.then(|| format!("{id}-text"));
    let title = StoredValue::new(title);
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get.get() {
            if !dialog.open() {
                // Fails only for a dialog that is open already or not in the document; then there is nothing to open.
                let _ = dialog.show_modal();
                if !begin(&dialog) {
                    request_animation_frame(move || {
                        begin(&dialog);
                    });
                }
            }
        } else if dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            class="ds-dialog"
            id=id
            node_ref=node
            aria-labelledby=heading.get_value()
            aria-describedby=description
            on:cancel=move |event: web_sys::Event| if lasting { event.prevent_default() }
            on:close=move |_| if open.get.get_untracked() { open.set.run(false) }
        >
            <Show when=move || open.get.get()>
                <h2 class="ds-heading" data-size="sm" id=heading.get_value() tabindex="-1">
                    {move || title.with_value(TextProp::get)}
                </h2>
                {children()}
            </Show>
        </dialog>
    }
}

/// Moves focus to where one begins; false while the content is not there yet.
fn begin(dialog: &web_sys::HtmlDialogElement) -> bool {
    let find = |selector: &str| dialog.query_selector(selector).ok().flatten();
    let Some(heading) = find("h2") else {
        return false;
    };
    let first = find("input:not([tabindex='-1']), select, textarea, button, a[href]");
    let field = first.filter(|first| !first.matches("button, a").unwrap_or(false));
    if let Ok(target) = field.unwrap_or(heading).dyn_into::<web_sys::HtmlElement>() {
        // Without focus the dialog is still there.
        let _ = target.focus();
    }
    true
}

/// A question with two answers.
#[component]
pub fn ConfirmDialog(
    #[prop(into)] id: String,
    #[prop(into)] open: Bind<bool>,
    #[prop(into)] title: TextProp,
    #[prop(into)] text: TextProp,
    #[prop(into)] confirm: TextProp,
    #[prop(into)] on_confirm: Callback<()>,
    #[prop(optional, into)] cancel: Option<TextProp>,
    #[prop(default = "accent")] color: &'static str,
    #[prop(optional, into)] busy: Signal<bool>,
    /// The answer that changes nothing stands first and is the likelier one.
    #[prop(optional)]
    stay: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let cancel = cancel.unwrap_or_else(|| TextProp::from(move || t_string!(i18n, common.cancel)));
    let [text, confirm, cancel] = [text, confirm, cancel].map(StoredValue::new);
    let text_id = format!("{id}-text");
    view! {
        <Dialog id open title described=true>
            <p class="ds-paragraph" id=text_id.clone()>
                {move || text.with_value(TextProp::get)}
            </p>
            <div class="actions">
                {stay
                    .then(|| {
                        view! {
                            <Button on_click=move |()| open.set.run(false)>{move || cancel.with_value(TextProp::get)}</Button>
                        }
                    })}
                <Button color variant=if stay { "secondary" } else { "primary" } busy on_click=on_confirm>
                    {move || confirm.with_value(TextProp::get)}
                </Button>
                {(!stay)
                    .then(|| {
                        view! {
                            <Button variant="secondary" on_click=move |()| open.set.run(false)>
                                {move || cancel.with_value(TextProp::get)}
                            </Button>
                        }
                    })}
            </div>
        </Dialog>
    }
}
