//! A banner while the server cannot be reached, be it the network or the server that is gone. Writing goes on; it is kept here meanwhile.

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
    // Whether it is the network, as far as the browser knows; else the server does not answer.
    let network = RwSignal::new(offline.get_untracked());
    // The browser knows its own cable; only a failed call knows the rest of the way.
    on_reached(Rc::new(move |reached| {
        if offline.try_get_untracked() == Some(reached) {
            if !reached {
                network.set(!window().navigator().on_line());
            }
            offline.set(!reached);
        }
    }));
    let lost = window_event_listener(ev::offline, move |_| {
        network.set(true);
        offline.set(true);
    });
    let found = window_event_listener(ev::online, move |_| offline.set(false));
    on_cleanup(move || {
        lost.remove();
        found.remove();
    });
    Effect::new(move |before: Option<bool>| {
        let now = offline.get();
        if before == Some(true) && !now {
            announce(untrack(|| {
                if network.get() {
                    t_string!(i18n, shell.online_again)
                } else {
                    t_string!(i18n, shell.reached_again)
                }
            }));
        }
        now
    });
    view! {
        <div role="status">
            <Show when=move || offline.get()>
                <p class="offline">
                    <Icon shape=Shape::Warning />
                    {move || if network.get() { t_string!(i18n, shell.offline) } else { t_string!(i18n, shell.unreached) }}
                </p>
            </Show>
        </div>
    }
}
