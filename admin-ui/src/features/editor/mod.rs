//! Writing a listing: one draft, saved by itself, sent to review when its author is content.
//!
//! `state` is the open draft that every field finds in context, `autosave` and `saving` its way to the server, `parts` the form,
//! `submit` the page that tells what would change. `paths`, `sections`, `items`, `clash` and `autosave` are plain logic.

mod api;
mod api_submit;
mod autosave;
mod banner;
mod bar;
mod choices;
mod clash;
mod clash_dialog;
mod copy_hours;
mod facts;
mod fields;
mod focus;
mod form;
mod items;
mod kept;
mod lens;
mod list;
mod outline;
mod page;
mod parts;
mod paths;
mod read;
mod saving;
mod search;
mod sections;
mod state;
mod submit;
mod submit_parts;
mod tongues;

pub use page::EditorPage;
pub use submit::SubmitPage;
