//! A municipality's default opening hours: the page on which they are set, and what others need to know of them.

mod api;

pub use api::stated_hours;
