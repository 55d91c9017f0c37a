//! What lists with filters have in common: the filters as fields, how many rows they leave, the table and its pages, and a way out when
//! they leave none.

use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::{Bind, Button, Empty, Pagination, Table, UrlState, announce};
use crate::api::fragments::PageInfo;
use crate::i18n::*;

impl UrlState {
    /// The value of a field that filters at once.
    #[must_use]
    pub fn bind(self, key: &'static str) -> Bind<String> {
        Bind::new(
            move || self.text(key),
            move |value: String| self.set(&[(key, Some(&value))]),
        )
    }

    /// A field that filters when its form is sent: the field's text, and what the form does on submit.
    pub fn search(
        self,
        key: &'static str,
    ) -> (RwSignal<String>, impl Fn(SubmitEvent) + Copy + 'static) {
        let text = RwSignal::new(String::new());
        // The Back button changes the address. The field must show what the address says.
        Effect::new(move |_| text.set(self.text(key)));
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            let typed = text.get_untracked();
            self.set(&[(key, Some(typed.trim()))]);
        };
        (text, submit)
    }
}

/// Tells a screen reader how many rows are left after a filter was changed. The first list is not announced: nothing has changed yet.
pub fn announce_found(
    count: impl Fn() -> Option<i32> + 'static,
    words: impl Fn(i32) -> String + 'static,
) {
    Effect::new(move |seen: Option<bool>| {
        let (seen, count) = (seen == Some(true), count());
        if let Some(count) = count.filter(|_| seen) {
            announce(untrack(|| words(count)));
        }
        seen || count.is_some()
    });
}

/// One page of a list: a table of the rows, and the links to the other pages. The children stand in its place when there is nothing to
/// list; with filters on, it is said instead that nothing matches, with a button that clears them.
#[component]
pub fn ListResults(
    url: UrlState,
    /// The keys of the address that narrow the list.
    filters: &'static [&'static str],
    /// Each a `<tr>` of [`Cell`](super::Cell)s.
    rows: Vec<AnyView>,
    info: PageInfo,
    /// Rows on all pages.
    total: i32,
    #[prop(into)] caption: TextProp,
    #[prop(into)] columns: Signal<Vec<String>>,
    #[prop(into)] no_match_title: TextProp,
    #[prop(into)] no_match: TextProp,
    children: Children,
) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <NoneFound url keys=filters title=no_match_title text=no_match>
                {children()}
            </NoneFound>
        }
        .into_any();
    }
    view! {
        <Table caption columns>
            {rows}
        </Table>
        <Pagination info total />
    }
    .into_any()
}

/// The words at the head of a table's columns, in the order of the cells.
pub fn columns<const N: usize>(
    words: impl Fn() -> [&'static str; N] + Send + Sync + 'static,
) -> Signal<Vec<String>> {
    Signal::derive(move || words().map(str::to_owned).to_vec())
}

/// Says that nothing matches the filters, with a button that clears them. Without filters, shows its children, which say why there is nothing.
#[component]
fn NoneFound(
    url: UrlState,
    /// The keys of the address that narrow the list.
    keys: &'static [&'static str],
    #[prop(into)] title: TextProp,
    #[prop(into)] text: TextProp,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    if !untrack(|| url.any(keys)) {
        return children();
    }
    let clear = move |()| {
        let none: Vec<_> = keys.iter().map(|key| (*key, None)).collect();
        url.set(&none);
    };
    view! {
        <Empty title text>
            <Button variant="secondary" on_click=clear>
                {t!(i18n, common.clear_filters)}
            </Button>
        </Empty>
    }
    .into_any()
}
