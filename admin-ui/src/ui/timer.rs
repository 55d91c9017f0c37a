//! A wait that starts over each time it is started, and ends with its page.

use std::time::Duration;

use js_sys::{Function, Promise};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Waits so many milliseconds.
pub async fn pause(milliseconds: u32) {
    let wait = Duration::from_millis(u64::from(milliseconds));
    let over: Promise = Promise::new(&mut |resolve: Function, _| {
        // Resolving a promise of our own cannot throw.
        let resolve = move || drop(resolve.call0(&JsValue::NULL));
        set_timeout(resolve, wait);
    });
    // It is never rejected.
    let _ = JsFuture::from(over).await;
}

#[derive(Debug, Clone, Copy)]
pub struct Timer(StoredValue<Option<TimeoutHandle>>);

impl Timer {
    /// A timer that belongs to the calling component.
    pub fn new() -> Self {
        let timer = Self(StoredValue::new(None));
        on_cleanup(move || timer.stop());
        timer
    }

    /// Waits, then acts once; drops an earlier wait.
    pub fn start(self, milliseconds: u32, act: impl FnOnce() + 'static) {
        self.stop();
        let wait = Duration::from_millis(u64::from(milliseconds));
        let handle = set_timeout_with_handle(
            move || {
                self.0.try_update_value(Option::take);
                act();
            },
            wait,
        );
        // A browser without timers saves on leaving a field all the same.
        self.0.try_update_value(|slot| *slot = handle.ok());
    }

    pub fn stop(self) {
        if let Some(handle) = self.0.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }
}
