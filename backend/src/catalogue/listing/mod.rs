//! Listings as the public reads them: what the published revision says, spread over tables by [`projection`].

pub mod entity;
pub mod projection;
pub mod published;
pub mod spread;
