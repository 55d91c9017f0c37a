//! Tables and national facts.
