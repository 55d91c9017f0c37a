//! Both directions.

mod export;
mod import;
