//! What was published before, and what differs.

mod differences;
