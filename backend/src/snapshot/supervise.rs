//! A task that must run as long as the server does is begun again when it ends.
//!
//! A panic ends only the task it happens in. If that task keeps the catalogue current, everything else goes on as if nothing had
//! happened, and the server shows telephone numbers that were put right hours ago.

use std::time::Duration;

use tokio::task::JoinSet;

/// Between an end and the next beginning: a task that ends at once must not fill the log or the processor.
const PAUSE: Duration = Duration::from_secs(1);

/// Runs the task that `begin` makes, and makes another whenever it ends. Never ends by itself; dropping it ends the task too.
pub async fn supervise<F>(name: &'static str, mut begin: impl FnMut() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let mut running = JoinSet::new();
    loop {
        running.spawn(begin());
        let ended = running.join_next().await;
        let panicked = matches!(&ended, Some(Err(error)) if error.is_panic());
        tracing::error!(
            event = "task.ended",
            name,
            panicked,
            "a task that must always run has ended; it begins again"
        );
        tokio::time::sleep(PAUSE).await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

    use tokio::sync::Notify;

    use super::*;

    #[tokio::test]
    async fn a_task_that_panics_is_begun_again() {
        let begun = Arc::new(AtomicU32::new(0));
        let lives = Arc::new(Notify::new());
        let (count, told) = (Arc::clone(&begun), Arc::clone(&lives));
        let supervisor = tokio::spawn(supervise("test", move || {
            let (count, told) = (Arc::clone(&count), Arc::clone(&told));
            async move {
                assert!(count.fetch_add(1, Relaxed) > 0, "the first one panics");
                told.notify_one();
                std::future::pending().await
            }
        }));
        tokio::time::timeout(Duration::from_secs(30), lives.notified())
            .await
            .expect("begun again");
        assert_eq!(begun.load(Relaxed), 2);
        supervisor.abort();
    }

    #[tokio::test]
    async fn the_task_ends_with_its_supervisor() {
        let alive = Arc::new(());
        let held = Arc::clone(&alive);
        let supervisor = tokio::spawn(supervise("test", move || {
            let held = Arc::clone(&held);
            async move {
                let _held = held;
                std::future::pending().await
            }
        }));
        while Arc::strong_count(&alive) < 3 {
            tokio::task::yield_now().await;
        }
        supervisor.abort();
        let gone = async {
            while Arc::strong_count(&alive) > 1 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), gone)
            .await
            .expect("nothing runs any more");
    }
}
