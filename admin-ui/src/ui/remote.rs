//! Something the server has: loading, ready, or failed. Asked for again when what it depends on changes.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;

use super::{ErrorPanel, Loading};
use crate::api::{ApiError, ErrorKind};

/// The answer to a query, and a way to ask again.
#[derive(Debug)]
pub struct Remote<T: Send + Sync + 'static> {
    answer: RwSignal<Option<Result<T, ApiError>>>,
    busy: RwSignal<bool>,
    asked: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Remote<T> {}

/// Asks now, and again whenever a signal changes that `fetch` reads before its first `await`. What was there stays in sight meanwhile.
pub fn use_remote<T, F, Fut>(fetch: F) -> Remote<T>
where
    T: Send + Sync + 'static,
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Result<T, ApiError>> + 'static,
{
    let remote = Remote {
        answer: RwSignal::new(None),
        busy: RwSignal::new(true),
        asked: RwSignal::new(0),
    };
    let answer = remote.answer;
    let ask = move || -> Coming {
        let fetching = fetch();
        Box::pin(async move {
            let value = fetching.await;
            Box::new(move || answer.set(Some(value))) as Arrived
        })
    };
    follow(remote.asked, remote.busy, Box::new(ask));
    remote
}

thread_local! {
    /// How many answers are on their way.
    static COMING: Cell<usize> = const { Cell::new(0) };
}

/// Whether everything that was asked for has come.
#[must_use]
pub fn quiet() -> bool {
    COMING.get() == 0
}

/// Puts an answer where it is seen.
type Arrived = Box<dyn FnOnce()>;
type Coming = Pin<Box<dyn Future<Output = Arrived>>>;

/// What does not depend on the kind of answer; each query would carry its own copy otherwise.
fn follow(asked: RwSignal<u32>, busy: RwSignal<bool>, ask: Box<dyn Fn() -> Coming>) {
    let newest = StoredValue::new(0_u32);
    Effect::new(move |_| {
        asked.track();
        let turn = newest.get_value() + 1;
        newest.set_value(turn);
        busy.set(true);
        let coming = ask();
        COMING.set(COMING.get() + 1);
        leptos::task::spawn_local(async move {
            let arrived = coming.await;
            COMING.set(COMING.get() - 1);
            // An answer that was overtaken, or whose page is gone, is dropped.
            if newest.try_get_value() == Some(turn) {
                arrived();
                busy.set(false);
            }
        });
    });
}

impl<T: Send + Sync + 'static> Remote<T> {
    /// Asks again.
    pub fn reload(self) {
        self.asked.update(|count| *count += 1);
    }

    /// Whether an answer is on its way.
    #[must_use]
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// What kind of failure the last answer was. Tracked.
    #[must_use]
    pub fn failed(self) -> Option<ErrorKind> {
        self.answer.with(|answer| match answer {
            Some(Err(error)) => Some(error.kind),
            _ => None,
        })
    }

    /// Puts an object that a mutation answered in place of what was read.
    pub fn replace(self, value: T) {
        self.answer.set(Some(Ok(value)));
    }
}

impl<T: Clone + Send + Sync + 'static> Remote<T> {
    /// What is there, if it is there.
    #[must_use]
    pub fn get(self) -> Option<T> {
        self.answer.with(|answer| {
            answer
                .as_ref()
                .and_then(|answer| answer.as_ref().ok())
                .cloned()
        })
    }
}

/// Shows a [`Remote`]: a skeleton, the error with a way to try again, or the content. `<Load remote let:value>…</Load>`
#[component]
pub fn Load<T, F, V>(
    remote: Remote<T>,
    #[prop(default = 3)] lines: usize,
    children: F,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Fn(T) -> V + Send + 'static,
    V: IntoView + 'static,
{
    let retry = Callback::new(move |()| remote.reload());
    move || match remote.answer.get() {
        None => waiting(lines),
        Some(Err(error)) => failed(error, retry, remote.busy()),
        Some(Ok(value)) => children(value).into_any(),
    }
}

fn waiting(lines: usize) -> AnyView {
    view! { <Loading lines /> }.into_any()
}

fn failed(error: ApiError, retry: Callback<()>, busy: Signal<bool>) -> AnyView {
    view! { <ErrorPanel error on_retry=retry busy /> }.into_any()
}
