//! Pages of a list: links, by cursor, in the address.

use leptos::prelude::*;

use super::{UrlState, format, use_language, use_url_state};
use crate::api::fragments::{PageInfo, Paging};
use crate::i18n::*;

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

/// Previous, next, and how many in all.
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
