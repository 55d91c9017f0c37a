//! Listings as the public reads them: what the published revision says, spread over tables by [`projection`] and read back by [`repo`].

pub mod entity;
pub mod feed;
pub mod graphql;
pub mod model;
mod part;
pub mod projection;
mod published;
pub mod repo;
mod spread;

#[cfg(test)]
mod tests;
