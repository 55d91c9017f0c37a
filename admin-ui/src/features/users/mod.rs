//! Users: who can sign in and what they may do where. Also the model slice of the console: a list with filters and pages in the
//! address, a form, and an object's page with actions.

pub mod api;
mod list_page;
mod new_page;
pub mod role;
mod user_page;

pub use list_page::UsersPage;
pub use new_page::NewUserPage;
pub use user_page::UserPage;
