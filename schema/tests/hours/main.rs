//! The opening-hours engine, held against worked cases, an oracle and another engine.

mod cases;
mod copy;
mod differential;
mod oracle;
mod sample;
mod tell;
mod validate;
mod wording;
