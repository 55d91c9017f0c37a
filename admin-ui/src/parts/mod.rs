//! The console arrives in parts: one that everybody needs at once (the frame, Min side), and one for each field of work,
//! fetched when its first page is opened.
//!
//! `#[wasm_split(part, …)]` marks a function as a door: `cargo xtask console` moves everything that is reachable only through the doors
//! of one part into a file of its own. Code that several parts share, and the first does not, lies in files of its own too.

mod arrival;
mod page;
mod prefetch;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::features::{account, audit, default_hours, editor, history, listings, review, users};

use page::LazyPage;
pub use page::show;
pub use prefetch::listen;

/// `part { NAME: door = Component; }`: a page that comes with a part.
macro_rules! parts {
    ($($part:ident { $($name:ident: $door:ident = $component:path;)+ })+) => {$($(
        pub const $name: LazyPage = {
            #[wasm_split($part, fallible, preload(fetch), wasm_split_path = leptos::wasm_split)]
            fn $door() -> Result<AnyView, SplitLoaderError> {
                Ok($component().into_any())
            }
            LazyPage {
                fetch: || Box::pin(fetch()),
                open: || Box::pin($door()),
            }
        };
    )+)+};
}

parts! {
    listings {
        LISTINGS: listings_page = listings::ListingsPage;
        NEW_LISTING: new_listing_page = listings::NewListingPage;
        LISTING: listing_page = listings::ListingPage;
    }
    editor {
        EDITOR: editor_page = editor::EditorPage;
        SUBMIT: submit_page = editor::SubmitPage;
        CHOOSE_DEFAULT_HOURS: choose_default_hours_page = default_hours::ChooseDefaultHoursPage;
        DEFAULT_HOURS: default_hours_page = default_hours::DefaultHoursPage;
    }
    review {
        QUEUE: queue_page = review::QueuePage;
        REVIEW: review_page = review::ReviewPage;
        HISTORY: history_page = history::HistoryPage;
    }
    people {
        USERS: users_page = users::UsersPage;
        NEW_USER: new_user_page = users::NewUserPage;
        USER: user_page = users::UserPage;
        AUDIT: audit_page = audit::AuditPage;
        ACCOUNT: account_page = account::AccountPage;
    }
}

/// Of an address, the page that is fetched for it; Min side and what is nowhere are here already.
fn at(path: &str) -> Option<LazyPage> {
    let steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
    Some(match *steps.as_slice() {
        ["listings", _, "history"] => HISTORY,
        ["listings", ..] => LISTINGS,
        ["changes", ..] => EDITOR,
        ["default-hours", ..] => DEFAULT_HOURS,
        ["review", ..] => QUEUE,
        ["users", ..] => USERS,
        ["audit", ..] => AUDIT,
        ["account", ..] => ACCOUNT,
        _ => return None,
    })
}
