//! The opening-hours engine, held against worked cases, an oracle and another engine.

mod cases;
mod oracle;
mod sample;
mod validate;
mod wording;
