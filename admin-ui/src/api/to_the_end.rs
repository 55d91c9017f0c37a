//! Work that must be finished once it was begun, also when the person leaves the page that began it.
//!
//! A page's own work stops when the person leaves the page (see [`crate::ui::Task`]). A change on its way to the server must not stop
//! there: it runs by itself, and the page only waits for the answer.

use std::future::{self, Future};

use futures_channel::oneshot;

/// Begins the work now and finishes it. Gives the result to whoever still waits for it then.
///
/// The work must read nothing that belongs to a page (signals, stored values, callbacks): the page may be gone, and reading what is gone
/// stops the whole console. Setting a signal of a page that is gone does nothing, and is fine.
pub fn to_the_end<T: 'static>(
    work: impl Future<Output = T> + 'static,
) -> impl Future<Output = T> + 'static {
    let (work, answer) = apart(work);
    leptos::task::spawn_local(work);
    answer
}

/// The work, and the wait for its result: two things, so that one can be dropped without the other.
fn apart<T>(work: impl Future<Output = T>) -> (impl Future<Output = ()>, impl Future<Output = T>) {
    let (tell, told) = oneshot::channel();
    let work = async move {
        // Nobody may wait any more.
        let _ = tell.send(work.await);
    };
    let answer = async move {
        match told.await {
            Ok(answer) => answer,
            // The work was dropped unfinished: the tab is being closed.
            Err(oneshot::Canceled) => future::pending().await,
        }
    };
    (work, answer)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::pin::pin;
    use std::rc::Rc;
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn poll<F: Future>(future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn the_work_is_finished_although_nobody_waits_for_it() {
        let done = Rc::new(Cell::new(false));
        let (go, wait) = oneshot::channel::<()>();
        let (work, answer) = apart({
            let done = done.clone();
            async move {
                wait.await.expect("a word");
                done.set(true);
            }
        });
        let mut work = pin!(work);
        assert!(poll(work.as_mut()).is_pending());
        drop(answer);
        go.send(()).expect("the work waits");
        assert!(poll(work).is_ready());
        assert!(done.get());
    }

    #[test]
    fn whoever_waits_is_given_the_result() {
        let (work, answer) = apart(async { 7 });
        let mut answer = pin!(answer);
        assert!(poll(answer.as_mut()).is_pending());
        assert!(poll(pin!(work)).is_ready());
        assert_eq!(poll(answer), Poll::Ready(7));
    }
}
