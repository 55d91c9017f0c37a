//! The long texts: what it is, what happens, and what professionals need.

use leptos::prelude::*;
use veiviser_schema::content::limits;

use super::super::fields::Localized;
use super::super::lens::lens;
use crate::i18n::*;

#[component]
pub fn About() -> impl IntoView {
    let i18n = use_i18n();
    let summary_help = TextProp::from(move || t_string!(i18n, editor.summary_help));
    let long_help = TextProp::from(move || t_string!(i18n, editor.description_help));
    view! {
        <Localized path="name" lens=lens!(name) limit=limits::NAME />
        <Localized path="summary" lens=lens!(summary) limit=limits::SUMMARY rows=3 help=Some(summary_help) />
        <Localized path="description" lens=lens!(description) limit=limits::LONG_TEXT rows=8 help=Some(long_help) />
    }
}

#[component]
pub fn Expect() -> impl IntoView {
    let i18n = use_i18n();
    let help = TextProp::from(move || t_string!(i18n, editor.expect_help));
    view! { <Localized path="whatToExpect" lens=lens!(what_to_expect) limit=limits::LONG_TEXT rows=6 help=Some(help) /> }
}

#[component]
pub fn Professionals() -> impl IntoView {
    let i18n = use_i18n();
    let help = TextProp::from(move || t_string!(i18n, editor.professionals_help));
    view! {
        <Localized
            path="guidanceForProfessionals"
            lens=lens!(guidance_for_professionals)
            limit=limits::LONG_TEXT
            rows=6
            help=Some(help)
        />
    }
}
