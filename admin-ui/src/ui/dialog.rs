//! Dialogs: the browser's own `<dialog>`, so that focus, Escape and the rest of the page behave as people expect.

use leptos::html;
use leptos::prelude::*;

use super::{Bind, Button};
use crate::i18n::*;

/// A modal dialog with a heading. Its content is made anew each time it opens. Escape closes it unless `lasting`.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    #[prop(into)] open: Bind<bool>,
    #[prop(into)] title: TextProp,
    /// Stays until it is answered.
    #[prop(optional)]
    lasting: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let heading = StoredValue::new(format!("{id}-title"));
    let title = StoredValue::new(title);
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get.get() {
            if !dialog.open() {
                // Fails only for a dialog that is open already or not in the document; then there is nothing to open.
                let _ = dialog.show_modal();
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
            on:cancel=move |event: web_sys::Event| if lasting { event.prevent_default() }
            on:close=move |_| if open.get.get_untracked() { open.set.run(false) }
        >
            <Show when=move || open.get.get()>
                <h2 class="ds-heading" data-size="sm" id=heading.get_value()>
                    {move || title.with_value(TextProp::get)}
                </h2>
                {children()}
            </Show>
        </dialog>
    }
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
) -> impl IntoView {
    let i18n = use_i18n();
    let cancel = cancel.unwrap_or_else(|| TextProp::from(move || t_string!(i18n, common.cancel)));
    let [text, confirm, cancel] = [text, confirm, cancel].map(StoredValue::new);
    view! {
        <Dialog id open title>
            <p class="ds-paragraph">
                {move || text.with_value(TextProp::get)}
            </p>
            <div class="actions">
                <Button color busy on_click=on_confirm>
                    {move || confirm.with_value(TextProp::get)}
                </Button>
                <Button variant="secondary" on_click=move |()| open.set.run(false)>
                    {move || cancel.with_value(TextProp::get)}
                </Button>
            </div>
        </Dialog>
    }
}
