//! A picture, the words for those who do not see it, and its credit.

use leptos::prelude::*;
use veiviser_schema::content::{Image, limits};

use super::super::fields::{Localized, Text};
use super::super::lens::{Lens, lens};
use super::super::paths::field_id;
use super::super::state::use_editor;
use crate::i18n::*;
use crate::ui::{Button, focus_soon};

/// A field of the picture, where there is one.
macro_rules! of_image {
    ($field:ident) => {
        Lens::new(
            |content| content.image.as_ref().map(|image| &image.$field),
            |content| content.image.as_mut().map(|image| &mut image.$field),
        )
    };
}

#[component]
pub fn ImagePart() -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let image = editor.bind(lens!(image));
    let there = Memo::new(move |_| image.get.with(Option::is_some));
    let add = move |()| {
        image.set.run(Some(Image::default()));
        focus_soon(field_id("image.url"));
    };
    let remove = move |()| {
        image.set.run(None);
        focus_soon("image-add".to_owned());
    };
    view! {
        <Show
            when=move || there.get()
            fallback=move || {
                view! {
                    <p class="ds-paragraph muted">{t!(i18n, editor.no_image)}</p>
                    <div class="actions">
                        <Button variant="secondary" id="image-add" on_click=add>{t!(i18n, editor.add_image)}</Button>
                    </div>
                }
            }
        >
            <Text
                path="image.url"
                label=move || t_string!(i18n, editor.image_url)
                kind="url"
                value=editor.bind(of_image!(url))
                help=Some(TextProp::from(move || t_string!(i18n, editor.web_help)))
            />
            <Localized
                path="image.alternativeText"
                lens=of_image!(alternative_text)
                limit=limits::NOTE
                rows=2
                help=Some(TextProp::from(move || t_string!(i18n, editor.alternative_help)))
            />
            <Text path="image.credit" label=editor.label("image.credit") value=editor.bind(of_image!(credit)) />
            <div class="actions">
                <Button variant="tertiary" color="danger" on_click=remove>{t!(i18n, editor.remove_image)}</Button>
            </div>
        </Show>
    }
}
