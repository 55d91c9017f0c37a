//! The opening-hours engine, held against worked cases, an oracle and another engine.

mod cases;
mod differential;
mod oracle;
mod sample;
mod validate;
mod wording;
