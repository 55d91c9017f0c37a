//! The road of a change, end to end on a database: what each verb does, what it refuses, and what it leaves behind.

mod access;
mod merging;
mod my_page;
mod plans;
mod publish_first;
mod reads;
mod road;
mod rules;
mod world;
