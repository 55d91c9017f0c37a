//! Hours typed or pasted the way people say them. What is understood is said in words before it is taken in, and so is what was not.
//!
//! A sentence changes the days it names. What was not understood stays in the field with its message, and is not read again until it is
//! changed: away from the rest it may say something else.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use veiviser_schema::hours::Mode;

use super::Grid;
use super::reading::Reading;
use crate::i18n::*;
use crate::ui::{Bind, Button, TextField, announce, focus};

/// How long after a keystroke the text is read, in milliseconds: a screen reader is not to hear every letter.
const PAUSE: u64 = 400;

#[component]
pub fn Sentence(grid: Grid) -> impl IntoView {
    let i18n = use_i18n();
    let base = grid.is_base();
    let text = RwSignal::new(String::new());
    let reading = RwSignal::new(Reading::default());
    // The text is what was left when the rest was taken in.
    let left = StoredValue::new(false);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    on_cleanup(stop);
    let read = move || {
        stop();
        if left.try_get_value() != Some(false) {
            return;
        }
        let now = text.with_untracked(|text| Reading::of(text, &grid.now(), base));
        if reading.try_with_untracked(|before| *before != now) == Some(true) {
            reading.set(now);
        }
    };
    let value = Bind {
        get: text.into(),
        set: Callback::new(move |typed: String| {
            text.set(typed);
            left.set_value(false);
            stop();
            let handle = set_timeout_with_handle(read, Duration::from_millis(PAUSE));
            timer.set_value(handle.ok());
        }),
    };
    let id = grid.at("sentence");
    let field = StoredValue::new(id.clone());
    // A sentence that was pasted into a time is read here instead.
    Effect::new(move |_| {
        if let Some(pasted) = grid.pasted.get() {
            text.set(pasted);
            left.set_value(false);
            read();
            field.with_value(|id| focus(id));
        }
    });
    // What it comes to follows the hours it is said of.
    Effect::new(move |known: Option<()>| {
        grid.rules.get.track();
        if known.is_some() {
            read();
        }
    });
    let error = Signal::derive(move || {
        reading.with(|reading| {
            reading
                .told()
                .map(|parts| t_string!(i18n, hours.not_understood, parts = parts).to_string())
        })
    });
    let understood = Memo::new(move |_| {
        let language = grid.sheet.language.get();
        reading.with(|reading| Some(reading.taken.as_ref()?.words(language)))
    });
    let take = move || {
        read();
        let Some(schedule) =
            reading.with_untracked(|reading| Some(reading.taken.as_ref()?.schedule.clone()))
        else {
            return;
        };
        let words = understood.get_untracked().unwrap_or_default();
        text.set(reading.with_untracked(Reading::left));
        left.set_value(true);
        grid.sheet.set_typing(false);
        reading.update(|reading| reading.taken = None);
        if !base {
            grid.rules.set.run(schedule.weekly);
        } else if schedule.mode == Mode::Scheduled {
            grid.sheet.change(|now| *now = schedule);
        } else {
            grid.sheet.set_mode(schedule.mode);
            super::super::focus_mode(grid.sheet, schedule.mode);
        }
        announce(untrack(|| {
            t_string!(i18n, hours.understood, words = words).to_string()
        }));
    };
    view! {
        <div
            class="hours-sentence"
            on:keydown=move |event| {
                if event.key() == "Enter" && event.target().is_some_and(|target| {
                    use wasm_bindgen::JsCast;
                    target.has_type::<web_sys::HtmlInputElement>()
                }) {
                    event.prevent_default();
                    take();
                }
            }
        >
            <TextField
                id
                optional=true
                label=move || t_string!(i18n, hours.sentence)
                help=move || t_string!(i18n, hours.sentence_help)
                value
                error
            />
            <Button variant="secondary" on_click=move |()| take()>
                {t!(i18n, hours.use_sentence)}
            </Button>
            <p class="hours-understood" role="status">
                {move || {
                    understood
                        .get()
                        .map(|words| t_string!(i18n, hours.understands, words = words).to_string())
                }}
            </p>
        </div>
    }
}
