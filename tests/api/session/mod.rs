//! Signing in and out with a browser's cookie.

mod sign_in;
mod sign_out;
mod somebody_else;
