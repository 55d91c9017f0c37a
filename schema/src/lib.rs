//! The contract both sides compile.
