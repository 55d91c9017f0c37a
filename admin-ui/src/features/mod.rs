//! One folder an entity or a task: `api.rs` holds its typed operations, the other files its pages.

pub mod account;
pub mod audit;
pub mod default_hours;
pub mod diff;
pub mod discussion;
pub mod editor;
pub mod history;
pub mod hours;
pub mod listings;
pub mod my_page;
pub mod places;
pub mod review;
pub mod users;
