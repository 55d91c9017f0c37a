//! Every rule a listing must meet before it can be submitted, and what is worth a second look. All problems come back at once, each
//! at its path, in three languages. The same lines run in the editor and before anything is stored.

mod about;
mod contact;
mod found;
mod hidden;
mod hours;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use self::about::{audience, coverage, ending, image, texts};
use self::contact::{languages, reachability};
use self::found::Found;
pub use self::hours::hours_problems;
use super::{DefaultHours, ListingContent};
use crate::problem::Problem;

/// How long and how many. Counted in characters as people see them on a form, not in bytes.
pub mod limits {
    pub const NAME: usize = 120;
    pub const SUMMARY: usize = 300;
    pub const LONG_TEXT: usize = 6000;
    pub const NOTE: usize = 500;
    pub const LABEL: usize = 120;
    pub const ITEMS: usize = 30;
    pub const SERVICE_AREA: usize = 357;
}

/// What the rules need to know beyond the document.
pub struct Facts<'a> {
    /// Today in Norway.
    pub today: NaiveDate,
    /// Whether people in crisis depend on this type of service.
    pub crisis_service: bool,
    /// Whether a municipality with this number exists.
    pub municipality_exists: &'a dyn Fn(&str) -> bool,
    /// Whether an organisation with this node id exists.
    pub organisation_exists: &'a dyn Fn(&str) -> bool,
    /// The default hours of the listing's own municipality.
    pub default_hours: DefaultHours<'a>,
}

/// Every problem of a document, errors and warnings, in reading order of the fields.
#[must_use]
pub fn validate(content: &ListingContent, facts: &Facts<'_>) -> Vec<Problem> {
    let mut found = Found::default();
    texts(content, &mut found);
    found.announcements(&content.announcements);
    found.contact_points(&content.contact_points, facts);
    found.places(&content.places, facts);
    hidden::addresses(content, &mut found);
    reachability(content, facts, &mut found);
    languages(content, &mut found);
    audience(content, &mut found);
    ending(content, facts, &mut found);
    coverage(content, facts, &mut found);
    image(content, &mut found);
    found.0
}
