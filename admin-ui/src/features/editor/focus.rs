//! Leads the person to a field: to its element, or to the nearest thing around it that can take focus.

use std::time::Duration;

use leptos::prelude::set_timeout;
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::diff::diff;

use super::paths::{field_id, lineage};
use crate::ui::{focus_heading, focus_if_there, focus_is_lost};

/// How long a changed form needs to be drawn, in milliseconds.
const DRAWN: u64 = 100;

/// Focuses the field with this path, or what it lies in.
pub fn focus_field(path: &str) {
    for path in lineage(path) {
        if focus_if_there(&field_id(&path)) {
            return;
        }
    }
}

/// Focuses the first field that differs, once it is drawn; the heading where there is none.
pub fn focus_changed(before: &ListingContent, after: &ListingContent) {
    let first = diff(before, after).into_iter().next();
    set_timeout(
        move || {
            if let Some(change) = first {
                focus_field(&change.path);
            }
            if focus_is_lost() {
                focus_heading();
            }
        },
        Duration::from_millis(DRAWN),
    );
}
