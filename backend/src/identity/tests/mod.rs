//! The slice as a whole, on a database.

mod account;
mod commands;
mod manage;
mod reading;
mod session;
mod token;
