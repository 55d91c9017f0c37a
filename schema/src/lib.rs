//! The contract both sides compile: what a listing says, who may do what, what can be wrong.
//!
//! Pure by rule: no I/O, no clock, no randomness. The server and the console (as wasm) run the very same lines,
//! so that an editor sees a problem at the field before the server would refuse it.

pub mod authz;
pub mod characters;
pub mod content;
pub mod hours;
pub mod ids;
pub mod numbers;
pub mod outcome;
pub mod problem;
pub mod text;
pub mod words;
