//! A municipality's default opening hours: the town hall's, said once, which its listings may inherit.

pub mod entity;
pub mod model;
pub mod repo;
