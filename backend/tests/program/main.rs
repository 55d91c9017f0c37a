//! The program itself, as somebody who runs a machine meets it: commands, words, exit codes, signals, and a killed process.

mod commands;
mod keys;
mod killed;
mod machine;
mod outbox;
mod restoring;
mod serving;
