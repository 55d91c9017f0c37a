//! Why a part did not arrive. The files' names contain a hash of their content, so that after an upgrade the server no longer has those
//! that an open console asks for: then the console is loaded anew, at the address that was wanted.

use gloo_net::http::{Request, Response};
use web_sys::RequestCache;

use crate::api::ErrorKind;
use crate::ui::storage;

/// The version that was loaded anew because it was out of date, so that two servers of different age do not send one back and forth.
const RELOADED: &str = "veiviser.reloaded";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// The server was not reached.
    Offline,
    /// It was reached and runs this very version, and still the part did not come.
    Server,
    /// It runs another version.
    NewVersion,
}

impl Hindrance {
    pub fn kind(self) -> ErrorKind {
        match self {
            Self::Offline => ErrorKind::Offline,
            Self::Server | Self::NewVersion => ErrorKind::Server,
        }
    }
}

/// Finds out; loads the console anew when that is the remedy. Whoever came here has left the page before, so that no work is open.
pub async fn hindrance() -> Hindrance {
    let Some(own) = own_script() else {
        return Hindrance::Server;
    };
    let Some(page) = first_page().await else {
        return Hindrance::Offline;
    };
    match page {
        Ok(page) if !page.contains(&own) => {
            if storage::get(RELOADED).as_deref() != Some(&own) && storage::set(RELOADED, &own) {
                reload();
            }
            Hindrance::NewVersion
        }
        Ok(_) | Err(()) => Hindrance::Server,
    }
}

pub fn reload() {
    // A browser that refuses leaves the words and the button where they are.
    let _ = leptos::prelude::window().location().reload();
}

/// The address of the script that started this console (`boot.js` says it): it contains a hash over everything below it, and the
/// server's page names it.
fn own_script() -> Option<String> {
    leptos::prelude::document()
        .document_element()?
        .get_attribute("data-console")
}

/// The page as the server has it now. `None`: not reached.
async fn first_page() -> Option<Result<String, ()>> {
    let request = Request::get("/")
        .header("accept", "text/html")
        .cache(RequestCache::NoCache)
        .build()
        .ok()?;
    let response: Response = request.send().await.ok()?;
    if !response.ok() {
        return Some(Err(()));
    }
    Some(Ok(response.text().await.ok()?))
}
