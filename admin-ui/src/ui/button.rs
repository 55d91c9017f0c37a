//! Buttons are never switched off in silence: they stay enabled, and a second click while the first works is ignored.

use leptos::prelude::*;

/// A button. `variant`: `primary` (default), `secondary`, `tertiary`. `submit` makes it its form's.
#[component]
pub fn Button(
    #[prop(optional, into)] on_click: Option<Callback<()>>,
    /// Shown as working; clicks are ignored meanwhile.
    #[prop(optional, into)]
    busy: Signal<bool>,
    #[prop(default = "primary")] variant: &'static str,
    /// `danger`, `neutral`, …
    #[prop(default = "accent")]
    color: &'static str,
    #[prop(optional)] submit: bool,
    #[prop(default = "md")] size: &'static str,
    /// Further words for those who cannot see what it stands beside.
    #[prop(optional, into)]
    aria_label: Option<TextProp>,
    #[prop(optional, into)] id: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            id=id
            type=if submit { "submit" } else { "button" }
            class="ds-button"
            data-variant=variant
            data-color=color
            data-size=size
            aria-label=aria_label.map(|label| move || label.get())
            aria-busy=move || busy.get().then_some("true")
            on:click=move |event| {
                if busy.get_untracked() {
                    event.prevent_default();
                } else if let Some(on_click) = on_click {
                    on_click.run(());
                }
            }
        >
            {children()}
        </button>
    }
}

/// A link that looks like a button: it goes somewhere, so it is a link.
#[component]
pub fn LinkButton(
    #[prop(into)] href: TextProp,
    #[prop(default = "primary")] variant: &'static str,
    #[prop(default = "md")] size: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="ds-button" data-variant=variant data-size=size href=move || href.get()>
            {children()}
        </a>
    }
}
