//! What lists with filters have in common: the filters as fields, how many they leave, and a way out when that is none.

use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::{Bind, Button, Empty, UrlState, announce};
use crate::i18n::*;

impl UrlState {
    /// A filter that takes effect at once, as a field's value.
    #[must_use]
    pub fn bind(self, key: &'static str) -> Bind<String> {
        Bind::new(
            move || self.text(key),
            move |value: String| self.set(&[(key, Some(&value))]),
        )
    }

    /// A filter that is typed, and takes effect when its form is sent: the field's text, and what the form then does.
    pub fn search(
        self,
        key: &'static str,
    ) -> (RwSignal<String>, impl Fn(SubmitEvent) + Copy + 'static) {
        let text = RwSignal::new(String::new());
        // Back changes the address; the field follows.
        Effect::new(move |_| text.set(self.text(key)));
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            let typed = text.get_untracked();
            self.set(&[(key, Some(typed.trim()))]);
        };
        (text, submit)
    }
}

/// Says how many a changed filter leaves. The first list is what the page is, and is not announced.
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

/// A list with nothing in it. With filters on, they can be taken away; without, the children say why.
#[component]
pub fn NoneFound(
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
