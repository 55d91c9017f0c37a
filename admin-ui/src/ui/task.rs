//! Something a button does that takes time: one at a time, so that a second click never does a thing twice.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;

/// Whether it is at work, and a way to start it.
#[derive(Debug, Clone, Copy)]
pub struct Task {
    busy: RwSignal<bool>,
}

/// A task that belongs to the calling component.
#[must_use]
pub fn use_task() -> Task {
    Task {
        busy: RwSignal::new(false),
    }
}

impl Task {
    #[must_use]
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Starts the work unless it is under way.
    pub fn run(self, work: impl Future<Output = ()> + 'static) {
        self.start(Box::pin(work));
    }

    /// Not generic, so that it is there once.
    fn start(self, work: Pin<Box<dyn Future<Output = ()>>>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            work.await;
            // The page may be gone by now.
            self.busy.try_set(false);
        });
    }
}
