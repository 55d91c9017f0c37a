//! Who owns, runs and pays for services.

mod list;
