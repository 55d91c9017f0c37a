//! OpenStreetMap's `opening_hours` notation, as an import and export format.
//!
//! It is never the storage: the notation has no word for "not stated", a night belongs to whatever
//! engine reads it, and blank text means always open to some of them. What is lost on the way out
//! is named; what is not understood on the way in is handed back.

mod export;
mod import;
mod rule;
#[cfg(test)]
mod tests;

pub use export::{OsmExport, OsmLoss, export};
pub use import::import;

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
