//! The law a service rests on.

use leptos::prelude::*;

use super::super::fields::Text;
use super::super::lens::lens;
use super::super::list::ItemList;
use super::super::state::use_editor;
use crate::i18n::*;

#[component]
pub fn Law() -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    view! {
        <ItemList
            path="legalBases"
            lens=lens!(legal_bases)
            item_name=editor.label("legalBases")
            add_label=move || t_string!(i18n, editor.add_law)
            none=move || t_string!(i18n, editor.no_law)
            let:key
        >
            <div class="grid-2">
                <Text
                    path=format!("legalBases[{key}].law")
                    label=move || t_string!(i18n, editor.law)
                    value=editor.bind(lens!(legal_bases[key].law))
                />
                <Text
                    path=format!("legalBases[{key}].paragraph")
                    label=move || t_string!(i18n, editor.paragraph)
                    value=editor.bind(lens!(legal_bases[key].paragraph))
                />
            </div>
        </ItemList>
    }
}
