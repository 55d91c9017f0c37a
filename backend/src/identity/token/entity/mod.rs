//! The tables `refresh_token` and `signing_key`.

pub mod refresh_token;
pub mod signing_key;
