//! A press of the pointer, from going down to the click that follows.
//!
//! A press takes focus from the field one was in, and what the field then says (an error, a question) would move the button under the
//! pointer: the click would hit nothing. So messages wait until the press is over.

use leptos::ev;
use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Pressed(RwSignal<bool>);

/// Starts to follow the pointer. Once, for the whole app.
pub fn listen() {
    let pressed = RwSignal::new(false);
    provide_context(Pressed(pressed));
    let set = move |down: bool| {
        if pressed.get_untracked() != down {
            pressed.set(down);
        }
    };
    let _ = window_event_listener(ev::pointerdown, move |_| set(true));
    // The click comes right after the pointer has gone up.
    let _ = window_event_listener(ev::pointerup, move |_| {
        set_timeout(move || set(false), std::time::Duration::ZERO);
    });
    // A press that becomes a scroll or a drag ends in no click; and whoever types presses nothing.
    let _ = window_event_listener(ev::pointercancel, move |_| set(false));
    let _ = window_event_listener(ev::dragend, move |_| set(false));
    let _ = window_event_listener(ev::keydown, move |_| set(false));
}

/// A value that does not change while the pointer is down.
pub fn held<T>(now: Signal<T>) -> Memo<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let pressed = use_context::<Pressed>();
    Memo::new(move |before: Option<&T>| match before {
        Some(before) if pressed.is_some_and(|pressed| pressed.0.get()) => before.clone(),
        _ => now.get(),
    })
}
