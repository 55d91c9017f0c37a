//! The console for editors, approvers and coordinators: one wasm program, rendered in the browser.
//!
//! `api` is the way to the server, `ui` the component kit, `features` one folder an entity or task, `shell` what stands around every
//! page, `parts` what is fetched only when it is opened, `app` where all of it meets.

mod api;
mod app;
mod features;
mod parts;
mod shell;
mod ui;

// The typed texts, made by build.rs from `locales/`.
include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));

fn main() {
    leptos::mount::mount_to_body(app::App);
}
