//! The component kit: small pieces that every page is made of. `admin-ui/README.md` lists them with their use.

mod announce;
mod button;
mod choice;
mod dialog;
mod field;
mod filters;
mod focus;
pub mod format;
mod forms;
pub mod guard;
mod icon;
pub mod keep;
mod language;
mod language_choice;
mod page;
mod pagination;
pub mod place;
pub mod pointer;
mod problems;
mod remote;
mod role;
mod state;
mod status;
pub mod storage;
mod table;
mod task;
mod time;
mod timer;
mod url_state;

pub use announce::{Announcer, announce, announce_assertive};
pub use button::{Button, LinkButton};
pub use choice::{Checkbox, CheckboxGroup, Choice, RadioGroup, SelectField};
pub use dialog::{ConfirmDialog, Dialog};
pub use field::{FieldError, FieldFrame, PasswordOwner, TextArea, TextField};
pub use filters::{NoneFound, announce_found};
pub use focus::{
    focus, focus_at_each, focus_heading, focus_if_there, focus_is_lost, focus_soon,
};
pub use forms::{Bind, ErrorSummary, Errors, FormErrors, path_id};
pub use icon::{Icon, Shape};
pub use language::{locale_of, remember_language, remembered_language, use_language};
pub use language_choice::LanguageChoice;
pub use page::{Breadcrumb, Page};
pub use pagination::{PageGone, Pagination, paging};
pub use problems::{ProblemLine, Problems};
pub use remote::{Load, Remote, use_remote};
pub use role::role_name;
pub use state::{Alert, Allowed, Empty, ErrorPanel, Loading};
pub use status::{Status, Tone};
pub use table::{Cell, Table};
pub use task::{Task, use_task};
pub use time::{DateTime, Day};
pub use timer::Timer;
pub use url_state::{UrlState, use_url_state};
