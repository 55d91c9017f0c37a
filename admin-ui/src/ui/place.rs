//! Where the person was on a page: Back leads to the same spot of a list, with focus on the link that was followed.
//!
//! The browser cannot do that here: when it goes back, the list is not there yet. So each entry of its history has an id, this tab
//! remembers the place under it, and the place is looked up once what the page asks for has come ([`quiet`](super::remote::quiet)).

use std::cell::Cell;
use std::time::Duration;

use js_sys::{Object, Reflect};
use leptos::ev;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::focus::{focus_heading, focus_is_lost};
use super::remote::quiet;
use super::storage::{self, Area};

/// Where this tab remembers.
const KEY: &str = "veiviser.places";
/// The name of the id in an entry's state.
const ID: &str = "place";
/// How many places are remembered.
const MOST: usize = 50;
/// How often it is looked whether a page has come, in milliseconds, how many times, and how often in a row it must have.
const LOOK_AGAIN: u64 = 50;
const LOOKS: u32 = 200;
const SURE: u32 = 2;

/// A place on a page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Place {
    scroll: f64,
    /// The `href` of the link that was followed from here.
    link: Option<String>,
}

/// Places by the id of their entry, the newest last.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Places(Vec<(String, Place)>);

impl Places {
    fn put(&mut self, id: String, place: Place) {
        self.0.retain(|(other, _)| *other != id);
        self.0.push((id, place));
        let too_many = self.0.len().saturating_sub(MOST);
        self.0.drain(..too_many);
    }

    fn get(&self, id: &str) -> Option<&Place> {
        self.0
            .iter()
            .find(|(other, _)| other == id)
            .map(|(_, place)| place)
    }

    fn read() -> Self {
        storage::get_in(Area::Tab, KEY)
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }

    fn write(&self) {
        // A browser that keeps nothing leads back to the top of the page.
        let _ = serde_json::to_string(self).map(|text| storage::set_in(Area::Tab, KEY, &text));
    }
}

/// What is done once the page has come.
enum Arrival {
    /// Back: where one was. `focus`: and to the link one followed.
    Back { place: Option<Place>, focus: bool },
    /// Another page of the same list begins at its heading.
    Heading,
}

thread_local! {
    /// The arrival that is waited for; nothing when the person went on by themselves.
    static WAITING: Cell<Option<u32>> = const { Cell::new(None) };
    static TURN: Cell<u32> = const { Cell::new(0) };
}

/// Whether the person is on the way back to a place, so that nothing else may take focus.
#[must_use]
pub fn returning() -> bool {
    WAITING.get().is_some()
}

/// The link that a click follows within the console, if it does: no other button, no new tab, nothing of another program.
pub fn followed_link(event: &web_sys::MouseEvent) -> Option<web_sys::HtmlAnchorElement> {
    let modified = event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key();
    if event.button() != 0 || modified || event.default_prevented() {
        return None;
    }
    let link = event
        .target()?
        .dyn_into::<web_sys::Element>()
        .ok()?
        .closest("a[href]")
        .ok()??
        .dyn_into::<web_sys::HtmlAnchorElement>()
        .ok()?;
    let same_origin = window().location().origin().ok()? == link.origin();
    let external = !link.target().is_empty()
        || link.has_attribute("download")
        || link.rel().contains("external");
    (same_origin && !external).then_some(link)
}

/// Hears where people go for as long as the console lives. To be called after the guard's: what that stops is no way back.
pub fn listen() {
    if let Ok(history) = window().history() {
        // The browser's own attempt comes too early, and would move the page twice.
        let _ = Reflect::set(&history, &"scrollRestoration".into(), &"manual".into());
    }
    let followed = Closure::<dyn Fn(web_sys::MouseEvent)>::new(|event: web_sys::MouseEvent| {
        if let Some(link) = followed_link(&event) {
            WAITING.set(None);
            remember(link.get_attribute("href"));
        }
    });
    // Caught on the way down, before the router acts on it; a failure costs only the way back.
    let _ = window().add_event_listener_with_callback_and_bool(
        "click",
        followed.as_ref().unchecked_ref(),
        true,
    );
    followed.forget();
    // They live as long as the console, and are never taken away.
    let _ = window_event_listener(ev::popstate, |_| {
        let place = here();
        wait_for(Arrival::Back { place, focus: true });
    });
    // A page that is being hidden can no longer give its entry an id, so the entry gets it before.
    let _ = window_event_listener(ev::beforeunload, |_| remember(None));
    let _ = window_event_listener(ev::pagehide, |_| remember(None));
    // Whoever goes on by themselves is not pulled back.
    let _ = window_event_listener(ev::keydown, |_| WAITING.set(None));
    let _ = window_event_listener(ev::pointerdown, |_| WAITING.set(None));
    let _ = window_event_listener(ev::wheel, |_| WAITING.set(None));
    // The page was loaded again.
    let _ = id().or_else(give_id);
    let place = here();
    if place.is_some() {
        let focus = false;
        wait_for(Arrival::Back { place, focus });
    }
}

/// Remembers this spot before the address changes otherwise than by a link.
pub fn leave_mark() {
    remember(None);
}

/// Another page of the same list is on its way: focus goes to the heading when it has come.
pub fn to_heading() {
    wait_for(Arrival::Heading);
}

/// Forgets where the person was.
pub fn forget_all() {
    storage::remove_in(Area::Tab, KEY);
}

fn remember(link: Option<String>) {
    let Some(id) = id().or_else(give_id) else {
        return;
    };
    let mut places = Places::read();
    let scroll = window().scroll_y().unwrap_or_default();
    // Unless another link is followed, the last one stays the one to come back to.
    let link = link.or_else(|| places.get(&id).and_then(|place| place.link.clone()));
    places.put(id, Place { scroll, link });
    places.write();
}

/// The place remembered for the entry that the browser is at.
fn here() -> Option<Place> {
    Places::read().get(&id()?).cloned()
}

fn id() -> Option<String> {
    let state = window().history().ok()?.state().ok()?;
    Reflect::get(&state, &ID.into()).ok()?.as_string()
}

/// Gives the entry that the browser is at an id.
fn give_id() -> Option<String> {
    let history = window().history().ok()?;
    let id = uuid::Uuid::new_v4().to_string();
    let state = history.state().ok().filter(JsValue::is_object);
    let state = state.unwrap_or_else(|| Object::new().into());
    Reflect::set(&state, &ID.into(), &JsValue::from_str(&id)).ok()?;
    history.replace_state_with_url(&state, "", None).ok()?;
    Some(id)
}

fn wait_for(arrival: Arrival) {
    let turn = TURN.get().wrapping_add(1);
    TURN.set(turn);
    WAITING.set(Some(turn));
    look(turn, arrival, LOOKS, 0);
}

fn look(turn: u32, arrival: Arrival, looks: u32, settled: u32) {
    let next = move || {
        if WAITING.get() != Some(turn) {
            return;
        }
        let settled = if has_come() { settled + 1 } else { 0 };
        if settled >= SURE || looks == 0 {
            WAITING.set(None);
            arrive(&arrival);
        } else {
            look(turn, arrival, looks - 1, settled);
        }
    };
    set_timeout(next, Duration::from_millis(LOOK_AGAIN));
}

/// Whether the page shows what it is for.
fn has_come() -> bool {
    let there = |selector| matches!(document().query_selector(selector), Ok(Some(_)));
    quiet() && there("main h1") && !there("main .loading")
}

fn arrive(arrival: &Arrival) {
    match arrival {
        Arrival::Heading => focus_heading(),
        Arrival::Back { place, focus } => {
            if *focus {
                let link = place.as_ref().and_then(|place| place.link.as_deref());
                if let Some(link) = link.and_then(find) {
                    // Without focus the link is still there.
                    let _ = link.focus();
                }
                if focus_is_lost() {
                    focus_heading();
                }
            }
            if let Some(place) = place {
                window().scroll_to_with_x_and_y(0.0, place.scroll);
            }
        }
    }
}

/// The link with this `href`, in the page rather than around it.
fn find(href: &str) -> Option<web_sys::HtmlElement> {
    let quoted = href.replace('\\', "\\\\").replace('"', "\\\"");
    let link = document()
        .query_selector(&format!("main a[href=\"{quoted}\"]"))
        .ok()??;
    link.dyn_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(scroll: f64) -> Place {
        Place {
            scroll,
            link: Some(format!("/listings/{scroll}")),
        }
    }

    #[test]
    fn the_newest_place_of_an_entry_counts() {
        let mut places = Places::default();
        places.put("a".to_owned(), place(10.0));
        places.put("b".to_owned(), place(20.0));
        places.put("a".to_owned(), place(30.0));
        assert_eq!(places.get("a"), Some(&place(30.0)));
        assert_eq!(places.get("b"), Some(&place(20.0)));
        assert_eq!(places.get("c"), None);
        assert_eq!(places.0.len(), 2);
    }

    #[test]
    fn only_so_many_places_are_remembered_and_the_oldest_go() {
        let mut places = Places::default();
        for index in 0..MOST + 3 {
            places.put(index.to_string(), Place::default());
        }
        assert_eq!(places.0.len(), MOST);
        assert_eq!(places.get("2"), None);
        assert!(places.get("3").is_some());
    }

    #[test]
    fn places_read_back() {
        let mut places = Places::default();
        places.put("a".to_owned(), place(10.5));
        let text = serde_json::to_string(&places).expect("plain data");
        let back: Places = serde_json::from_str(&text).expect("what was written");
        assert_eq!(back.get("a"), Some(&place(10.5)));
    }
}
