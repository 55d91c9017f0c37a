//! Starts the server for tests.
