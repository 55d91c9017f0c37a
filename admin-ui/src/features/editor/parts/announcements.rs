//! Messages that expire by themselves.

use leptos::prelude::*;
use veiviser_schema::content::{Announcement, limits};

use super::super::fields::Localized;
use super::super::lens::lens;
use super::super::list::ItemList;
use super::super::state::use_editor;
use super::DateField;
use crate::i18n::*;
use crate::ui::format;

#[component]
pub fn Announcements() -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    view! {
        <p class="field-help">{t!(i18n, editor.announcements_help)}</p>
        <ItemList
            path="announcements"
            lens=lens!(announcements)
            item_name=move || t_string!(i18n, editor.announcement)
            add_label=move || t_string!(i18n, editor.add_announcement)
            none=move || t_string!(i18n, editor.no_announcements)
            prepare=Some(starts_today)
            let:key
        >
            <Localized
                path=format!("announcements[{key}].text")
                lens=lens!(announcements[key].text)
                limit=limits::NOTE
                rows=3
            />
            <div class="grid-2">
                <DateField path=format!("announcements[{key}].from") value=editor.bind(lens!(announcements[key].from)) />
                <DateField path=format!("announcements[{key}].until") value=editor.bind(lens!(announcements[key].until)) />
            </div>
        </ItemList>
    }
}

/// Most messages hold from the day they are written.
fn starts_today(announcement: &mut Announcement) {
    announcement.from = format::oslo(format::now()).date().to_string();
}
