//! Fields that the published listing changed too: what stands there now, by whom, and what is proposed. Of a change that is public
//! already: fields that were changed again, with what reverting would put back.

use leptos::prelude::*;

use super::api::Conflict;
use crate::i18n::*;
use crate::ui::{Alert, Cell, Table};

#[component]
pub fn Conflicts(conflicts: Vec<Conflict>, public: bool) -> impl IntoView {
    let i18n = use_i18n();
    if conflicts.is_empty() {
        return ().into_any();
    }
    let title = move || {
        if public {
            t_string!(i18n, review.changed_again)
        } else {
            t_string!(i18n, review.conflicts)
        }
    };
    let last = move || {
        if public {
            t_string!(i18n, review.put_back)
        } else {
            t_string!(i18n, review.proposed)
        }
    };
    let columns = Signal::derive(move || {
        [
            t_string!(i18n, review.field),
            t_string!(i18n, review.live),
            t_string!(i18n, review.live_by),
            last(),
        ]
        .map(str::to_owned)
        .to_vec()
    });
    let rows = conflicts
        .into_iter()
        .map(
            |Conflict {
                 label,
                 live_text,
                 proposed_text,
                 changed_by,
                 ..
             }| {
                view! {
                    <tr>
                        <Cell head=true>{label}</Cell>
                        <Cell column=move || t_string!(i18n, review.live)>{said(live_text)}</Cell>
                        <Cell column=move || t_string!(i18n, review.live_by)>{changed_by.map(|by| by.name)}</Cell>
                        <Cell column=last>{said(proposed_text)}</Cell>
                    </tr>
                }
            },
        )
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="conflicts">
            <h2 class="ds-heading" data-size="sm" id="conflicts">{title}</h2>
            <Alert color="warning">
                <p class="ds-paragraph">
                    {move || {
                        if public { t_string!(i18n, review.changed_again_text) } else { t_string!(i18n, review.conflicts_text) }
                    }}
                </p>
            </Alert>
            <Table caption=title columns>
                {rows}
            </Table>
        </section>
    }
    .into_any()
}

fn said(text: Option<String>) -> AnyView {
    let i18n = use_i18n();
    match text.filter(|text| !text.is_empty()) {
        Some(text) => text.into_any(),
        None => view! { <span class="muted">{t!(i18n, review.empty)}</span> }.into_any(),
    }
}
