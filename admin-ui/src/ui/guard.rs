//! Leaving unsaved work asks first: closing the tab (the browser asks), and going to another page (we ask, in a dialog).
//!
//! Some work is kept in this browser until its page is opened again, other work is lost with its page; the question says which. The
//! router has no hook for this, so that the guard hears clicks on links and Back before the router does ([`listen`]).

use std::cell::RefCell;

use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::{JsCast, closure::Closure};

use super::timer::pause;
use super::{ConfirmDialog, keep, place};
use crate::i18n::*;

/// How often, and how many times, a save is looked for that was asked for before signing out.
const LOOK_AGAIN: u32 = 200;
const LOOKS: u32 = 20;

/// Work that this browser keeps until its page is opened again.
#[derive(Clone, Copy)]
pub struct Keeping {
    /// Whether to ask before the page is left.
    pub at_risk: Signal<bool>,
    /// Whether the server lacks something.
    pub unsaved: Signal<bool>,
    /// Keeps it now; false when this browser keeps nothing.
    pub keep: Callback<(), bool>,
    /// Sends it now.
    pub save: Callback<()>,
}

#[derive(Clone)]
enum Work {
    /// Gone with its page.
    Fleeting(Signal<bool>),
    Keeping(Keeping),
}

#[derive(Clone)]
struct Guard {
    id: u32,
    /// What it is, as in “the comment”.
    what: TextProp,
    work: Work,
}

impl Guard {
    fn at_risk(&self) -> bool {
        let at_risk = match &self.work {
            Work::Fleeting(dirty) => *dirty,
            Work::Keeping(keeping) => keeping.at_risk,
        };
        at_risk.try_get_untracked().unwrap_or(false)
    }

    fn unsaved(&self) -> bool {
        let unsaved = match &self.work {
            Work::Fleeting(dirty) => *dirty,
            Work::Keeping(keeping) => keeping.unsaved,
        };
        unsaved.try_get_untracked().unwrap_or(false)
    }

    /// What is lost without its page, if anything.
    fn lost(&self) -> Option<String> {
        let kept = match &self.work {
            Work::Fleeting(_) => false,
            Work::Keeping(keeping) => keeping.keep.try_run(()).unwrap_or(false),
        };
        (!kept).then(|| untrack(|| self.what.get().to_string()))
    }
}

/// Where the person wants to go, and what is lost thereby; empty when this browser keeps everything.
#[derive(Clone, PartialEq, Eq)]
struct Wish {
    to: String,
    lost: Vec<String>,
}

impl Wish {
    fn new(to: String) -> Self {
        let at_risk = guards().into_iter().filter(Guard::at_risk);
        let lost = at_risk.filter_map(|guard| guard.lost()).collect();
        Self { to, lost }
    }
}

thread_local! {
    /// Where the person wants to go, while the question stands.
    static WANTED: RefCell<Option<ArcRwSignal<Option<Wish>>>> = const { RefCell::new(None) };
    /// What may be unsaved now, one entry a guarded piece of work.
    static GUARDS: RefCell<Vec<Guard>> = const { RefCell::new(Vec::new()) };
    static COUNT: RefCell<u32> = const { RefCell::new(0) };
    /// The address of the page that is shown: on Back, the browser's has moved already.
    static HERE: RefCell<String> = const { RefCell::new(String::new()) };
}

fn guards() -> Vec<Guard> {
    GUARDS.with(|guards| guards.borrow().clone())
}

/// Guards work of the calling page that is lost with it, as long as `dirty` says that there is some. `what` names it within a sentence.
pub fn use_guard(what: impl Into<TextProp>, dirty: Signal<bool>) {
    stand(what.into(), Work::Fleeting(dirty));
}

/// Guards work that this browser keeps over the page.
pub fn use_keeping_guard(what: impl Into<TextProp>, keeping: Keeping) {
    stand(what.into(), Work::Keeping(keeping));
}

fn stand(what: TextProp, work: Work) {
    let id = COUNT.with(|count| {
        let mut count = count.borrow_mut();
        *count += 1;
        *count
    });
    let guard = Guard { id, what, work };
    GUARDS.with(|guards| guards.borrow_mut().push(guard.clone()));
    on_cleanup(move || GUARDS.with(|guards| guards.borrow_mut().retain(|other| other.id != id)));
    let handle = window_event_listener(ev::beforeunload, move |event| {
        if guard.at_risk() {
            event.prevent_default();
            // Older browsers ask only when this is set.
            event.set_return_value("unsaved");
        }
    });
    on_cleanup(move || handle.remove());
}

/// Whether leaving now is to be asked about.
#[must_use]
pub fn unsaved() -> bool {
    guards().iter().any(Guard::at_risk)
}

/// Saves what can be saved, and waits for it a while. Gives what would be lost if this browser forgot everything that it does not keep;
/// what it does keep, [`super::keep`] knows.
pub async fn save_all() -> Vec<String> {
    for guard in guards() {
        if let Work::Keeping(keeping) = guard.work {
            keeping.save.try_run(());
        }
    }
    let saving = || {
        let on_its_way = |guard: &Guard| matches!(guard.work, Work::Keeping(_)) && guard.unsaved();
        keep::sending() || guards().iter().any(on_its_way)
    };
    for _ in 0..LOOKS {
        if !saving() {
            break;
        }
        pause(LOOK_AGAIN).await;
    }
    let unsaved = guards().into_iter().filter(Guard::unsaved);
    unsaved.filter_map(|guard| guard.lost()).collect()
}

/// The work is saved or given up: the page may be left without a question, before its signals have caught up.
pub fn unsaved_is_settled() {
    GUARDS.with(|guards| guards.borrow_mut().clear());
}

/// Asks; stands once, inside the router.
#[component]
pub fn GuardDialog() -> impl IntoView {
    let i18n = use_i18n();
    let wanted = WANTED
        .with(|slot| slot.borrow().clone())
        .map_or_else(|| RwSignal::new(None), RwSignal::from);
    let open = super::Bind::new(
        move || wanted.with(Option::is_some),
        move |open| {
            if !open {
                wanted.set(None);
            }
        },
    );
    let location = use_location();
    Effect::new(move |_| {
        let here = format!(
            "{}{}{}",
            location.pathname.get(),
            query(&location.search.get()),
            location.hash.get()
        );
        HERE.with(|slot| *slot.borrow_mut() = here);
    });
    let navigate = use_navigate();
    let leave = move |()| {
        if let Some(wish) = wanted.get_untracked() {
            wanted.set(None);
            unsaved_is_settled();
            navigate(&wish.to, leptos_router::NavigateOptions::default());
        }
    };
    let lost = Memo::new(move |_| {
        wanted
            .with(|wish| wish.as_ref().map(|wish| wish.lost.join(", ")))
            .filter(|lost| !lost.is_empty())
    });
    view! {
        <ConfirmDialog
            id="unsaved-work"
            open
            title=move || t_string!(i18n, common.guard_title)
            text=move || match lost.get() {
                Some(what) => t_string!(i18n, common.guard_lost, what = what).to_string(),
                None => t_string!(i18n, common.guard_kept).to_owned(),
            }
            confirm=move || {
                if lost.with(Option::is_some) { t_string!(i18n, common.guard_leave) } else { t_string!(i18n, common.guard_go) }
            }
            cancel=move || t_string!(i18n, common.guard_stay)
            stay=true
            on_confirm=leave
        />
    }
}

/// Hears clicks and Back for as long as the console lives. To be called before the router is made: a browser calls the listeners for
/// Back in the order in which they came, and the first to hear must be the one that may say stop.
pub fn listen() {
    let wanted = ArcRwSignal::new(None::<Wish>);
    WANTED.with(|slot| *slot.borrow_mut() = Some(wanted.clone()));
    let asked = wanted.clone();
    let on_click =
        Closure::<dyn Fn(web_sys::MouseEvent)>::new(move |event: web_sys::MouseEvent| {
            if !unsaved() {
                return;
            }
            let Some(link) = place::followed_link(&event) else {
                return;
            };
            let same_page = window()
                .location()
                .pathname()
                .is_ok_and(|path| path == link.pathname());
            if !same_page {
                event.prevent_default();
                event.stop_propagation();
                asked.set(Some(Wish::new(format!(
                    "{}{}{}",
                    link.pathname(),
                    link.search(),
                    link.hash()
                ))));
            }
        });
    let on_back = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        let to = address();
        let here = HERE.with(|slot| slot.borrow().clone());
        if unsaved() && path(&to) != path(&here) {
            event.stop_immediate_propagation();
            // The address has moved already: put it back, and ask.
            if let Ok(history) = window().history() {
                let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&here));
            }
            wanted.set(Some(Wish::new(to)));
        }
    });
    let target = window();
    let _ = target.add_event_listener_with_callback_and_bool(
        "click",
        on_click.as_ref().unchecked_ref(),
        true,
    );
    let _ = target.add_event_listener_with_callback_and_bool(
        "popstate",
        on_back.as_ref().unchecked_ref(),
        true,
    );
    on_click.forget();
    on_back.forget();
}

fn address() -> String {
    let location = window().location();
    [location.pathname(), location.search(), location.hash()]
        .into_iter()
        .map(Result::unwrap_or_default)
        .collect()
}

/// The router gives the query without its question mark.
fn query(search: &str) -> String {
    if search.is_empty() {
        String::new()
    } else {
        format!("?{}", search.trim_start_matches('?'))
    }
}

fn path(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}
