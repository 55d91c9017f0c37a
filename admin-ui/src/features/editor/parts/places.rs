//! Where to go. A hidden place is published without its address.

use leptos::prelude::*;
use veiviser_schema::content::limits;

use super::super::fields::{Localized, Number, Text};
use super::super::lens::lens;
use super::super::list::ItemList;
use super::super::paths::field_id;
use super::super::state::use_editor;
use super::schedule::ScheduleField;
use crate::i18n::*;
use crate::ui::{Checkbox, Choice, SelectField};

#[component]
pub fn Places() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <ItemList
            path="places"
            lens=lens!(places)
            item_name=move || t_string!(i18n, editor.place)
            add_label=move || t_string!(i18n, editor.add_place)
            none=move || t_string!(i18n, editor.no_places)
            let:key
        >
            <PlaceFields key />
        </ItemList>
    }
}

#[component]
fn PlaceFields(key: String) -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let at = |field: &str| format!("places[{key}].{field}");
    let named = |field: &str| editor.label(&at(field));
    let municipalities = Signal::derive(move || {
        let mut choices = vec![Choice::new("", t_string!(i18n, editor.not_chosen))];
        editor.known.municipalities.with(|all| {
            let mut all: Vec<_> = all
                .iter()
                .map(|one| Choice::new(&one.number, &one.name))
                .collect();
            all.sort_by(|a, b| a.label.cmp(&b.label));
            choices.extend(all);
        });
        choices
    });
    view! {
        <Localized path=at("name") lens=lens!(places[key].name) limit=limits::LABEL />
        <Checkbox
            id=field_id(&at("hidden"))
            label=named("hidden")
            value=editor.bind(lens!(places[key].hidden))
            help=move || t_string!(i18n, editor.hidden_help)
        />
        <Text path=at("street") label=named("street") value=editor.bind(lens!(places[key].street)) />
        <div class="grid-2">
            <Text
                path=at("postalCode")
                label=named("postalCode")
                inputmode=Some("numeric")
                value=editor.bind(lens!(places[key].postal_code))
            />
            <Text path=at("city") label=named("city") value=editor.bind(lens!(places[key].city)) />
        </div>
        <SelectField
            id=field_id(&at("municipalityNumber"))
            label=named("municipalityNumber")
            value=editor.bind_optional(lens!(places[key].municipality_number))
            choices=municipalities
            error=editor.error(&at("municipalityNumber"))
            optional=true
        />
        <div class="grid-2">
            <Number
                path=at("latitude")
                label=named("latitude")
                inputmode="decimal"
                lens=lens!(places[key].latitude)
                help=Some(TextProp::from(move || t_string!(i18n, editor.point_help)))
            />
            <Number
                path=at("longitude")
                label=named("longitude")
                inputmode="decimal"
                lens=lens!(places[key].longitude)
            />
        </div>
        <Localized path=at("directions") lens=lens!(places[key].directions) limit=limits::NOTE rows=2 />
        <ScheduleField
            path=at("openingHours")
            lens=lens!(places[key].opening_hours)
            source=lens!(places[key].hours_source)
        />
    }
}
