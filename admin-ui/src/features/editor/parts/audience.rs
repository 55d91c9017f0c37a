//! Whom it is for: groups, ages, and what cannot be said with either.

use leptos::prelude::*;
use veiviser_schema::content::codes::TargetGroup;
use veiviser_schema::content::limits;

use super::super::choices::AnyOf;
use super::super::fields::{Localized, Number};
use super::super::lens::{Lens, lens};
use super::super::list::ItemList;
use super::super::state::use_editor;
use crate::i18n::*;

#[component]
pub fn AudiencePart() -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let groups: Lens<Vec<TargetGroup>> = lens!(audience.groups);
    view! {
        <AnyOf path="audience.groups" lens=groups />
        <h3 class="ds-heading" data-size="xs">{editor.label("audience.ageBands")}</h3>
        <p class="field-help">{t!(i18n, editor.ages_help)}</p>
        <ItemList
            path="audience.ageBands"
            lens=lens!(audience.age_bands)
            item_name=move || t_string!(i18n, editor.age_band)
            add_label=move || t_string!(i18n, editor.add_age_band)
            none=move || t_string!(i18n, editor.no_age_bands)
            let:key
        >
            <div class="grid-2">
                <Number
                    path=format!("audience.ageBands[{key}].from")
                    label=move || t_string!(i18n, editor.age_from)
                    lens=lens!(audience.age_bands[key].from)
                />
                <Number
                    path=format!("audience.ageBands[{key}].to")
                    label=move || t_string!(i18n, editor.age_to)
                    lens=lens!(audience.age_bands[key].to)
                />
            </div>
        </ItemList>
        <Localized path="audience.note" lens=lens!(audience.note) limit=limits::NOTE rows=3 />
    }
}
