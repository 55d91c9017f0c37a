//! A banner while the server cannot be reached. Writing goes on; it is kept here until the network is back.

use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;

use crate::api::on_reached;
use crate::i18n::*;
use crate::ui::{Icon, Shape, announce};

#[component]
pub fn OfflineBanner() -> impl IntoView {
    let i18n = use_i18n();
    let offline = RwSignal::new(!window().navigator().on_line());
    // The browser knows its own cable; only a failed call knows the rest of the way.
    on_reached(Rc::new(move |reached| {
        if offline.try_get_untracked() == Some(reached) {
            offline.set(!reached);
        }
    }));
    let lost = window_event_listener(ev::offline, move |_| offline.set(true));
    let found = window_event_listener(ev::online, move |_| offline.set(false));
    on_cleanup(move || {
        lost.remove();
        found.remove();
    });
    Effect::new(move |before: Option<bool>| {
        let now = offline.get();
        if before == Some(true) && !now {
            announce(untrack(|| t_string!(i18n, shell.online_again)));
        }
        now
    });
    view! {
        <div role="status">
            <Show when=move || offline.get()>
                <p class="offline">
                    <Icon shape=Shape::Warning />
                    {t!(i18n, shell.offline)}
                </p>
            </Show>
        </div>
    }
}
