//! One folder an entity or a task: `api.rs` holds its typed operations, the other files its pages.

pub mod account;
pub mod audit;
#[expect(
    clippy::allow_attributes,
    reason = "expecting dead code counts it as used"
)]
#[allow(
    dead_code,
    unused_imports,
    reason = "the pages that show it are being written"
)]
pub mod diff;
pub mod editor;
pub mod history;
pub mod listings;
pub mod my_page;
pub mod places;
pub mod review;
pub mod sign_in;
pub mod users;
