//! The engine's answers as GraphQL types, and the queries about any schedule.

mod answer;
mod bounds;
mod day;
mod import;
mod osm;
mod preview;
mod problem;

pub use answer::{OpenState, OpeningHoursChange, OpeningHoursState};
pub use bounds::{days_cost, export_work, instant, search_work, text_work};
pub use day::OpeningHoursDay;
pub use osm::OpeningHoursOsm;
pub use preview::HoursQuery;
