//! One's own account.

mod change_password;
mod my_page;
mod update;
