//! One's own account.

mod change_password;
mod update;
