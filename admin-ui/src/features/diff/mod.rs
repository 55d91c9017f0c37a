//! What differs between two documents, shown the same way wherever it is shown: before sending, in review, and in a listing's history.
//!
//! `words` compares texts, `sections` decides what there is to show, the other files show it.

mod api;
mod differences;
mod field;
mod hours;
mod mode;
mod names;
mod phrase;
mod sections;
mod words;

pub use api::{Difference, Risk, Road};
pub use differences::{Differences, RiskStatus};
pub use mode::{DiffMode, ModeSwitch};
pub use phrase::phrase;
