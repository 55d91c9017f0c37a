//! Tables and national facts.

pub mod facts;
