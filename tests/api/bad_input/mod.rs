//! What nobody should send, and somebody will: a clear error with a stable code, nothing half-written, the process alive.

mod body;
mod document;
mod full_disk;
mod ids;
mod token;
