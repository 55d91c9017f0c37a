//! Leads the person to a field: to its element, or to the nearest thing around it that can take focus.

use super::paths::{field_id, lineage};
use crate::ui::focus_if_there;

/// Focuses the field with this path, or what it lies in.
pub fn focus_field(path: &str) {
    for path in lineage(path) {
        if focus_if_there(&field_id(&path)) {
            return;
        }
    }
}
