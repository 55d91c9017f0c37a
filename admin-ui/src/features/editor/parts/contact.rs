//! How to make contact: in words, and the telephones, addresses and pages themselves.

use leptos::prelude::*;
use veiviser_schema::content::codes::{ContactKind, ContactParty};
use veiviser_schema::content::limits;

use super::super::choices::{AnyOf, OneOfList};
use super::super::fields::{Localized, Text};
use super::super::lens::{Lens, lens};
use super::super::list::ItemList;
use super::super::state::use_editor;
use super::schedule::ScheduleField;
use crate::i18n::*;

#[component]
pub fn Contact() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Localized path="howToContact" lens=lens!(how_to_contact) limit=limits::LONG_TEXT rows=5 />
        <h3 class="ds-heading" data-size="xs">{t!(i18n, editor.contact_points)}</h3>
        <ItemList
            path="contactPoints"
            lens=lens!(contact_points)
            item_name=move || t_string!(i18n, editor.contact_point)
            add_label=move || t_string!(i18n, editor.add_contact_point)
            none=move || t_string!(i18n, editor.no_contact_points)
            let:key
        >
            <Point key />
        </ItemList>
    }
}

#[component]
fn Point(key: String) -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let kind_lens: Lens<ContactKind> = lens!(contact_points[key].kind);
    let kind = editor.bind(kind_lens.clone()).get;
    let value_path = format!("contactPoints[{key}].value");
    let help = move || match kind.get() {
        ContactKind::Phone | ContactKind::Sms => t_string!(i18n, editor.phone_help),
        ContactKind::Email => t_string!(i18n, editor.email_help),
        ContactKind::Web | ContactKind::Chat | ContactKind::Video => {
            t_string!(i18n, editor.web_help)
        }
    };
    let parties: Lens<Vec<ContactParty>> = lens!(contact_points[key].for_whom);
    view! {
        <div class="grid-2">
            <OneOfList path=format!("contactPoints[{key}].kind") lens=kind_lens />
            <Text
                label=editor.label(&value_path)
                path=value_path
                value=editor.bind(lens!(contact_points[key].value))
                help=Some(TextProp::from(help))
            />
        </div>
        <Localized path=format!("contactPoints[{key}].label") lens=lens!(contact_points[key].label) limit=limits::LABEL />
        <AnyOf path=format!("contactPoints[{key}].forWhom") lens=parties />
        <ScheduleField
            path=format!("contactPoints[{key}].openingHours")
            lens=lens!(contact_points[key].opening_hours)
            source=lens!(contact_points[key].hours_source)
        />
    }
}
