//! The history of a listing: its revisions, any two compared, and an old one made the proposal again.

mod api;
mod fate;
mod history_page;
mod pair;
mod restore;

pub use history_page::HistoryPage;
