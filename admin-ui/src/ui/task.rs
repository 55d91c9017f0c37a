//! What a button starts and what takes time. One at a time, so that a second click never does a thing twice.
//!
//! A task belongs to the part of the page that made it. When the person leaves, that part is taken down with its signals, and reading one
//! of them would stop the whole console. So a task goes on after an `await` only while its part of the page is there: the page's reaction
//! is dropped, and nobody is taken away from where they have gone meanwhile. A change that was sent is not dropped: `mutate` runs to its
//! end by itself. Where more than that must be finished, wrap it in [`to_the_end`](crate::api::to_the_end).

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use leptos::prelude::*;

type Work = Pin<Box<dyn Future<Output = ()>>>;

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

    /// Starts the work unless it is under way. What follows an `await` is run only while the calling component is there.
    pub fn run(self, work: impl Future<Output = ()> + 'static) {
        self.start(Box::pin(work));
    }

    /// Not generic, so that it is there once.
    fn start(self, work: Work) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            while_here(move || !self.busy.is_disposed(), work).await;
            self.busy.try_set(false);
        });
    }
}

/// Begins the work, and after each wait goes on only if `here` says so.
fn while_here(here: impl Fn() -> bool, mut work: Work) -> impl Future<Output = ()> {
    let mut begun = false;
    poll_fn(move |context| {
        if begun && !here() {
            return Poll::Ready(());
        }
        begun = true;
        work.as_mut().poll(context)
    })
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::pin::pin;
    use std::rc::Rc;
    use std::task::{Context, Waker};

    use super::*;

    /// Runs work that waits once. `leaves`: whether the page is left during the wait. Gives what was done.
    fn run(leaves: bool) -> Vec<&'static str> {
        let done = Rc::new(RefCell::new(Vec::new()));
        let (here, answered) = (Cell::new(true), Rc::new(Cell::new(false)));
        let work: Work = Box::pin({
            let (done, answered) = (done.clone(), answered.clone());
            async move {
                done.borrow_mut().push("asked");
                poll_fn(|_| match answered.get() {
                    true => Poll::Ready(()),
                    false => Poll::Pending,
                })
                .await;
                done.borrow_mut().push("reacted");
            }
        });
        let mut task = pin!(while_here(|| here.get(), work));
        let mut context = Context::from_waker(Waker::noop());
        assert!(task.as_mut().poll(&mut context).is_pending());
        here.set(!leaves);
        answered.set(true);
        assert!(task.as_mut().poll(&mut context).is_ready());
        done.take()
    }

    #[test]
    fn a_page_that_was_left_does_not_react() {
        assert_eq!(run(true), ["asked"]);
    }

    #[test]
    fn a_page_that_is_there_reacts() {
        assert_eq!(run(false), ["asked", "reacted"]);
    }

    #[test]
    fn what_was_asked_for_is_begun_although_the_page_is_gone_already() {
        let begun = Rc::new(Cell::new(false));
        let work: Work = Box::pin({
            let begun = begun.clone();
            async move { begun.set(true) }
        });
        let task = pin!(while_here(|| false, work));
        assert!(
            task.poll(&mut Context::from_waker(Waker::noop()))
                .is_ready()
        );
        assert!(begun.get());
    }
}
