//! A page whose code is not here yet: a skeleton while it comes, words and a way on when it does not.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use super::arrival::{self, Hindrance};
use crate::api::ApiError;
use crate::i18n::*;
use crate::ui::{Button, ErrorPanel, Loading, Page};

type Coming<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

/// How to fetch a page's part, and how to make the page once that is here.
#[derive(Clone, Copy)]
pub struct LazyPage {
    pub(super) fetch: fn() -> Coming<()>,
    pub(super) open: fn() -> Coming<AnyView>,
}

impl LazyPage {
    /// Fetches the part ahead of its use. That it fails is said when it is used.
    pub(super) fn prefetch(self) {
        leptos::task::spawn_local(async move {
            let _ = (self.fetch)().await;
        });
    }

    /// The page itself; its part is here.
    fn view(self) -> Option<AnyView> {
        let opening = pin!((self.open)());
        match untrack(|| opening.poll(&mut Context::from_waker(Waker::noop()))) {
            Poll::Ready(Ok(view)) => Some(view),
            Poll::Ready(Err(_)) | Poll::Pending => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Coming,
    Here,
    Failed(Hindrance),
}

/// For a route: `view=show(parts::LISTINGS)`.
pub fn show(page: LazyPage) -> impl Fn() -> AnyView + Clone + Send + 'static {
    move || view! { <Arriving page /> }.into_any()
}

#[component]
fn Arriving(page: LazyPage) -> impl IntoView {
    let stage = RwSignal::new(Stage::Coming);
    let fetch = Callback::new(move |()| {
        stage.set(Stage::Coming);
        leptos::task::spawn_local(async move {
            let next = match (page.fetch)().await {
                Ok(()) => Stage::Here,
                Err(_) => Stage::Failed(arrival::hindrance().await),
            };
            // The person may have gone elsewhere meanwhile.
            stage.try_set(next);
        });
    });
    fetch.run(());
    move || match stage.get() {
        Stage::Coming => view! { <Loading /> }.into_any(),
        Stage::Here => page
            .view()
            .unwrap_or_else(|| failed(Hindrance::Server, fetch)),
        Stage::Failed(hindrance) => failed(hindrance, fetch),
    }
}

fn failed(hindrance: Hindrance, fetch: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    match hindrance {
        Hindrance::NewVersion => view! {
            <Page title=move || t_string!(i18n, shell.new_version_title)>
                <p class="ds-paragraph">{t!(i18n, shell.new_version)}</p>
                <div class="actions">
                    <Button on_click=|()| arrival::reload()>{t!(i18n, shell.reload)}</Button>
                </div>
            </Page>
        }
        .into_any(),
        Hindrance::Offline | Hindrance::Server => view! {
            <Page title=move || t_string!(i18n, shell.page_failed_title)>
                <ErrorPanel error=ApiError::new(hindrance.kind()) on_retry=fetch />
            </Page>
        }
        .into_any(),
    }
}
