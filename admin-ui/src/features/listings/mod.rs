//! Listings: the list, one listing, and how a new one begins. Read `list_page.rs` first.

pub mod api;
mod ending;
mod list_page;
mod listing_page;
mod new_page;
mod state;

pub use list_page::ListingsPage;
pub use listing_page::ListingPage;
pub use new_page::NewListingPage;
