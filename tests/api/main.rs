//! The API as a client meets it. One folder an entity, one file an operation; each test runs on SQLite and on PostgreSQL unless it is about
//! one of them, or about nothing that a database could change.

mod ask;
mod audit;
mod bad_input;
mod change;
mod county;
mod health;
mod http;
mod listing;
mod listing_record;
mod municipality;
mod national_contact_point;
mod node;
mod opening_hours;
mod organisation;
mod pages;
mod revision;
mod service_type;
mod session;
mod token;
mod user;
mod viewer;
