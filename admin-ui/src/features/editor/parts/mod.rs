//! The parts of the form, one file each, in the order the public reads them.

mod about;
mod access;
mod announcements;
mod area;
mod audience;
mod contact;
mod image;
mod languages;
mod law;
mod organisations;
mod places;
mod schedule;

use leptos::prelude::*;

use super::sections::Section;
use super::state::use_editor;
use crate::i18n::*;

/// A part's heading.
pub fn title(section: Section, i18n: leptos_i18n::I18nContext<Locale>) -> &'static str {
    match section {
        Section::About => t_string!(i18n, editor.section_about),
        Section::Announcements => t_string!(i18n, editor.section_announcements),
        Section::Contact => t_string!(i18n, editor.section_contact),
        Section::Places => t_string!(i18n, editor.section_places),
        Section::Expect => t_string!(i18n, editor.section_expect),
        Section::Audience => t_string!(i18n, editor.section_audience),
        Section::Access => t_string!(i18n, editor.section_access),
        Section::Cost => t_string!(i18n, editor.section_cost),
        Section::Privacy => t_string!(i18n, editor.section_privacy),
        Section::Languages => t_string!(i18n, editor.section_languages),
        Section::Accessibility => t_string!(i18n, editor.section_accessibility),
        Section::Duration => t_string!(i18n, editor.section_duration),
        Section::Area => t_string!(i18n, editor.section_area),
        Section::Organisations => t_string!(i18n, editor.section_organisations),
        Section::Law => t_string!(i18n, editor.section_law),
        Section::Professionals => t_string!(i18n, editor.section_professionals),
        Section::Image => t_string!(i18n, editor.section_image),
    }
}

/// The fields of a part.
fn fields(section: Section) -> AnyView {
    match section {
        Section::About => view! { <about::About /> }.into_any(),
        Section::Announcements => view! { <announcements::Announcements /> }.into_any(),
        Section::Contact => view! { <contact::Contact /> }.into_any(),
        Section::Places => view! { <places::Places /> }.into_any(),
        Section::Expect => view! { <about::Expect /> }.into_any(),
        Section::Audience => view! { <audience::AudiencePart /> }.into_any(),
        Section::Access => view! { <access::AccessPart /> }.into_any(),
        Section::Cost => view! { <access::CostPart /> }.into_any(),
        Section::Privacy => view! { <access::PrivacyPart /> }.into_any(),
        Section::Languages => view! { <languages::Languages /> }.into_any(),
        Section::Accessibility => view! { <languages::AccessibilityPart /> }.into_any(),
        Section::Duration => view! { <area::Duration /> }.into_any(),
        Section::Area => view! { <area::Area /> }.into_any(),
        Section::Organisations => view! { <organisations::Organisations /> }.into_any(),
        Section::Law => view! { <law::Law /> }.into_any(),
        Section::Professionals => view! { <about::Professionals /> }.into_any(),
        Section::Image => view! { <image::ImagePart /> }.into_any(),
    }
}

/// All parts.
#[component]
pub fn Parts() -> impl IntoView {
    let i18n = use_i18n();
    Section::ALL
        .iter()
        .map(|&section| {
            view! {
                <section class="part" id=section.slug() aria-labelledby=format!("{}-title", section.slug()) tabindex="-1">
                    <h2 class="ds-heading" data-size="sm" id=format!("{}-title", section.slug())>{move || title(section, i18n)}</h2>
                    {fields(section)}
                </section>
            }
        })
        .collect_view()
}

/// A calendar date in the browser's own field; `path` is where the document keeps it.
#[component]
fn DateField(
    #[prop(into)] path: String,
    value: crate::ui::Bind<String>,
    #[prop(into, default = None)] help: Option<TextProp>,
) -> impl IntoView {
    let editor = use_editor();
    view! { <super::fields::Text label=editor.label(&path) path kind="date" value help /> }
}
