//! All differences of two documents, gathered under the things they belong to.

use leptos::prelude::*;
use veiviser_schema::content::ListingContent;

use super::api::{ChangeKind, Difference, Risk};
use super::field::FieldDifference;
use super::mode::DiffMode;
use super::names::use_names;
use super::sections::{Item, ItemKind, Section, sections};
use crate::i18n::*;
use crate::ui::{Status, Tone, use_language};

/// Only what differs. Stands below an `h2`. `content`, the document after the change, tells things by name whose names did not change.
#[component]
pub fn Differences(
    differences: Vec<Difference>,
    #[prop(into)] mode: Signal<DiffMode>,
    #[prop(optional)] content: Option<ListingContent>,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let names = use_names(&differences);
    move || {
        let found =
            names.with(|names| sections(&differences, content.as_ref(), names, language.get()));
        if found.is_empty() {
            return view! { <p class="ds-paragraph">{t!(i18n, diff.nothing)}</p> }.into_any();
        }
        let all = found
            .into_iter()
            .map(|section| view! { <OneSection section mode /> })
            .collect_view();
        view! { <div class="differences">{all}</div> }.into_any()
    }
}

#[component]
fn OneSection(section: Section, mode: Signal<DiffMode>) -> impl IntoView {
    let Section { item, fields } = section;
    let inside = item.is_some();
    let fields = fields
        .into_iter()
        .map(|field| view! { <FieldDifference field mode inside /> })
        .collect_view();
    match item {
        None => fields.into_any(),
        Some(item) => view! {
            <section class="difference-item">
                <ItemHeading item />
                {fields}
            </section>
        }
        .into_any(),
    }
}

#[component]
fn ItemHeading(item: Item) -> impl IntoView {
    let i18n = use_i18n();
    let Item { kind, name, fate } = item;
    let what = move || match kind {
        ItemKind::ContactPoint => t_string!(i18n, diff.contact_point),
        ItemKind::Place => t_string!(i18n, diff.place),
        ItemKind::Announcement => t_string!(i18n, diff.announcement),
        ItemKind::Other => t_string!(i18n, diff.thing),
    };
    let named = (!name.is_empty()).then(|| format!(": {name}"));
    view! {
        <div class="difference-head">
            <h3 class="ds-heading" data-size="xs">{what}{named}</h3>
            <FateStatus fate />
        </div>
    }
}

/// A thing that came or went; one that only changed needs no word.
#[component]
fn FateStatus(fate: ChangeKind) -> impl IntoView {
    let i18n = use_i18n();
    match fate {
        ChangeKind::Added => {
            Some(view! { <Status tone=Tone::Success>{t!(i18n, diff.is_added)}</Status> }.into_any())
        }
        ChangeKind::Removed => Some(
            view! { <Status tone=Tone::Danger>{t!(i18n, diff.is_removed)}</Status> }.into_any(),
        ),
        ChangeKind::Changed => None,
    }
}

/// The risk of a change or of a field, in words with an icon.
#[component]
pub fn RiskStatus(risk: Risk) -> impl IntoView {
    let i18n = use_i18n();
    match risk {
        Risk::High => {
            view! { <Status tone=Tone::Warning>{t!(i18n, diff.risk_high)}</Status> }.into_any()
        }
        Risk::Low => {
            view! { <Status tone=Tone::Neutral>{t!(i18n, diff.risk_low)}</Status> }.into_any()
        }
    }
}
