//! Pages of a list: links, by cursor, in the address.

use leptos::prelude::*;

use super::{Alert, Remote, UrlState, announce, format, place, use_language, use_url_state};
use crate::api::ErrorKind;
use crate::api::fragments::{PageInfo, Paging};
use crate::i18n::*;

/// What says which page of a list is shown.
pub(super) const PAGE_KEYS: [&str; 2] = ["after", "before"];

/// Rows a page.
const PAGE_SIZE: i32 = 25;

/// What the address asks of a list.
#[must_use]
pub fn paging(url: UrlState) -> Paging {
    match (url.get("before"), url.get("after")) {
        (Some(before), _) => Paging {
            last: Some(PAGE_SIZE),
            before: Some(before),
            ..Paging::default()
        },
        (None, after) => Paging {
            first: Some(PAGE_SIZE),
            after,
            ..Paging::default()
        },
    }
}

/// Stands before a list. A page that the server does not know, since the link to it is old or was cut off, gives way to the first one,
/// and it is said.
#[component]
pub fn PageGone<T: Send + Sync + 'static>(remote: Remote<T>) -> impl IntoView {
    page_gone(Signal::derive(move || {
        remote.failed() == Some(ErrorKind::Invalid)
    }))
}

/// Not generic, so that it is there once.
fn page_gone(refused: Signal<bool>) -> AnyView {
    let i18n = use_i18n();
    let url = use_url_state();
    let on_a_page = move || PAGE_KEYS.iter().any(|key| url.get(key).is_some());
    let told = RwSignal::new(false);
    Effect::new(move |_| {
        if on_a_page() {
            if refused.get() {
                told.set(true);
                announce(untrack(|| t_string!(i18n, common.page_gone)));
                url.replace(&[]);
            } else {
                told.set(false);
            }
        }
    });
    view! {
        <Show when=move || told.get()>
            <Alert>{t!(i18n, common.page_gone)}</Alert>
        </Show>
    }
    .into_any()
}

/// The person goes to another page of the list in this tab.
fn turns(event: &web_sys::MouseEvent) {
    if place::followed_link(event).is_some() {
        place::to_heading();
    }
}

/// Previous, next, and how many in all. Focus goes to the heading: the link that was followed may be gone on the next page.
#[component]
pub fn Pagination(info: PageInfo, total: i32) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let url = use_url_state();
    let previous = info.start_cursor.filter(|_| info.has_previous_page);
    let next = info.end_cursor.filter(|_| info.has_next_page);
    let several = previous.is_some() || next.is_some();
    let count = move || {
        t_string!(
            i18n,
            common.page_total,
            count = format::number(total, language.get())
        )
        .to_string()
    };
    view! {
        <div class="pagination">
            <p class="ds-paragraph" data-size="sm">{count}</p>
            {several
                .then(|| {
                    view! {
                        <nav aria-label=move || t_string!(i18n, common.page_navigation)>
                            <ul>
                                {previous
                                    .map(|cursor| {
                                        view! {
                                            <li>
                                                <a
                                                    class="ds-button"
                                                    data-variant="secondary"
                                                    data-size="sm"
                                                    rel="prev"
                                                    on:click=|event| turns(&event)
                                                    href=move || url.href(&[("before", Some(&cursor))])
                                                >
                                                    {t!(i18n, common.page_previous)}
                                                </a>
                                            </li>
                                        }
                                    })}
                                {next
                                    .map(|cursor| {
                                        view! {
                                            <li>
                                                <a
                                                    class="ds-button"
                                                    data-variant="secondary"
                                                    data-size="sm"
                                                    rel="next"
                                                    on:click=|event| turns(&event)
                                                    href=move || url.href(&[("after", Some(&cursor))])
                                                >
                                                    {t!(i18n, common.page_next)}
                                                </a>
                                            </li>
                                        }
                                    })}
                            </ul>
                        </nav>
                    }
                })}
        </div>
    }
}
