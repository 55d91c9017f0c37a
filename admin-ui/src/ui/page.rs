//! A page: its title in the tab, its heading, and focus moved there when one has come from another page.

use std::cell::Cell;

use leptos::html;
use leptos::prelude::*;

use super::place;
use crate::i18n::*;

thread_local! {
    /// The first page leaves focus where the browser put it, so that the skip link is still the first stop.
    static ARRIVED: Cell<bool> = const { Cell::new(false) };
}

/// Sets the document's title. The heading takes focus on a change of page, and is read out thereby; on the way back, what one left has it.
#[component]
pub fn Page(
    #[prop(into)] title: TextProp,
    /// Beside the heading: the page's main action.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// A page with much in it uses the whole width.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let heading = NodeRef::<html::H1>::new();
    let in_tab = title.clone();
    Effect::new(move |_| {
        document().set_title(&format!(
            "{} – {}",
            in_tab.get(),
            t_string!(i18n, common.product)
        ));
    });
    Effect::new(move |_| {
        if let Some(heading) = heading.get()
            && ARRIVED.replace(true)
            && !place::returning()
        {
            // Without focus the page is still there.
            let _ = heading.focus();
        }
    });
    view! {
        <article class="page" class:page-wide=wide>
            <div class="page-head">
                <h1 class="ds-heading" data-size="lg" tabindex="-1" node_ref=heading>{move || title.get()}</h1>
                {actions.map(|actions| view! { <div class="actions">{move || actions.run()}</div> })}
            </div>
            {children()}
        </article>
    }
}

/// Where one is, for pages below another: links upwards.
#[component]
pub fn Breadcrumb(#[prop(into)] href: TextProp, #[prop(into)] label: TextProp) -> impl IntoView {
    view! {
        <p class="breadcrumb">
            <a class="ds-link" href=move || href.get()>
                <span aria-hidden="true">"← "</span>
                {move || label.get()}
            </a>
        </p>
    }
}
