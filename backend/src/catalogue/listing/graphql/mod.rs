//! Published listings as the API shows them.

mod contact;
mod hours;
mod listing;
mod place;
mod query;
#[cfg(test)]
mod tests;

pub use contact::ContactPoint;
pub use hours::OpeningHours;
pub use listing::{Listing, ListingTexts};
pub use place::Place;
pub use query::{ListingFilter, ListingOrder, ListingQuery};
