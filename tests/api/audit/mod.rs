//! Who did what.

mod list;
