//! Tables: real ones. On a narrow screen each row becomes a card, its cells led by the words of their column.

use leptos::prelude::*;

/// A table with a caption that is heard, columns, and rows as children (`<tr>` of [`Cell`]s).
#[component]
pub fn Table(
    #[prop(into)] caption: TextProp,
    #[prop(into)] columns: Signal<Vec<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <table class="ds-table stacking" data-color="neutral">
            <caption class="visually-hidden">{move || caption.get()}</caption>
            <thead>
                <tr>
                    {move || columns.get().into_iter().map(|column| view! { <th scope="col">{column}</th> }).collect_view()}
                </tr>
            </thead>
            <tbody>{children()}</tbody>
        </table>
    }
}

/// A cell. `head` makes it the row's name. `column` is what leads it where the columns are not in sight.
#[component]
pub fn Cell(
    #[prop(optional, into)] column: Option<TextProp>,
    #[prop(optional)] head: bool,
    children: Children,
) -> impl IntoView {
    let label = column.map(|column| move || column.get());
    if head {
        view! { <th scope="row" data-label=label>{children()}</th> }.into_any()
    } else {
        view! { <td data-label=label>{children()}</td> }.into_any()
    }
}
