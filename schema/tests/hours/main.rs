//! The opening-hours engine, held against worked cases, an oracle and another engine.

mod cases;
mod copy;
mod differential;
mod oracle;
mod osm;
mod sample;
mod schema_org;
mod tell;
mod validate;
mod wording;
