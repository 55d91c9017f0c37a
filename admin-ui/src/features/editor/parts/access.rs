//! How one gets in, what it costs, and who gets to know.

use leptos::prelude::*;
use veiviser_schema::content::codes::{
    Anonymity, Answer, ContactParty, CostKind, Referral, Referrer,
};
use veiviser_schema::content::limits;

use super::super::choices::{AnyOf, OneOf};
use super::super::fields::Localized;
use super::super::lens::{Lens, lens};
use crate::i18n::*;

#[component]
pub fn AccessPart() -> impl IntoView {
    let who: Lens<Vec<ContactParty>> = lens!(access.who_may_contact);
    let referrers: Lens<Vec<Referrer>> = lens!(access.who_may_refer);
    let referral: Lens<Referral> = lens!(access.referral);
    let drop_in: Lens<Answer> = lens!(access.drop_in);
    view! {
        <AnyOf path="access.whoMayContact" lens=who />
        <OneOf path="access.referral" lens=referral />
        <AnyOf path="access.whoMayRefer" lens=referrers />
        <OneOf path="access.dropIn" lens=drop_in />
        <Localized path="access.waitingTime" lens=lens!(access.waiting_time) limit=limits::NOTE rows=2 />
    }
}

#[component]
pub fn CostPart() -> impl IntoView {
    let kind: Lens<CostKind> = lens!(cost.kind);
    view! {
        <OneOf path="cost.kind" lens=kind />
        <Localized path="cost.note" lens=lens!(cost.note) limit=limits::NOTE rows=2 />
    }
}

#[component]
pub fn PrivacyPart() -> impl IntoView {
    let i18n = use_i18n();
    let residents: Lens<Anonymity> = lens!(privacy.anonymity_for_residents);
    let professionals: Lens<Anonymity> = lens!(privacy.anonymity_for_professionals);
    let help = TextProp::from(move || t_string!(i18n, editor.confidentiality_help));
    view! {
        <OneOf path="privacy.anonymityForResidents" lens=residents />
        <OneOf path="privacy.anonymityForProfessionals" lens=professionals />
        <Localized
            path="privacy.confidentiality"
            lens=lens!(privacy.confidentiality)
            limit=limits::NOTE
            rows=3
            help=Some(help)
        />
    }
}
