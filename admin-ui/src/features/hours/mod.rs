//! The opening hours of one place or contact point: what kind, the week, what differs from it, and the sentence that the public will
//! read.
//!
//! [`sheet::Sheet`] holds the schedule while it is edited; each part of the editor is a folder or file of its own and finds it in context.

mod preview;
mod sheet;
mod spans;
mod special;
mod told;
mod toolbar;
mod typed;
mod week;

use leptos::context::Provider;
use leptos::prelude::*;
use veiviser_schema::hours::{Mode, Schedule};
use veiviser_schema::problem::Problem;
use wasm_bindgen::JsCast;

use self::preview::Preview;
use self::sheet::{Sheet, use_sheet};
use self::special::Special;
use self::told::Told;
use self::toolbar::{Toolbar, keys};
use self::week::WeekEditor;
use crate::i18n::*;
use crate::ui::{Bind, Choice, RadioGroup, focus_soon};

const MODES: [(&str, Mode); 4] = [
    ("scheduled", Mode::Scheduled),
    ("always", Mode::Always),
    ("appointment", Mode::AppointmentOnly),
    ("unknown", Mode::NotStated),
];

/// A choice of a closed list as the value of a radio group.
fn coded<T: Copy + PartialEq + Send + Sync + 'static>(
    codes: &'static [(&'static str, T)],
    get: impl Fn() -> T + Send + Sync + 'static,
    set: impl Fn(T) + Send + Sync + 'static,
) -> Bind<String> {
    Bind::new(
        move || {
            let now = get();
            codes
                .iter()
                .find(|(_, value)| *value == now)
                .map_or_else(String::new, |(code, _)| (*code).to_owned())
        },
        move |code: String| {
            if let Some((_, value)) = codes.iter().find(|(name, _)| *name == code) {
                set(*value);
            }
        },
    )
}

/// Moves focus to the choice of a mode, after the page has taken it in.
fn focus_mode(sheet: Sheet, mode: Mode) {
    if let Some((code, _)) = MODES.iter().find(|(_, value)| *value == mode) {
        focus_soon(format!("{}-{code}", sheet.field_id("mode")));
    }
}

/// Edits a schedule in place. `id` is the id of the schedule's own field; `problems` are those below this schedule, their paths cut to
/// it.
#[component]
pub fn HoursEditor(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    schedule: Bind<Schedule>,
    #[prop(into)] problems: Signal<Vec<Problem>>,
) -> impl IntoView {
    let sheet = Sheet::new(id, schedule, problems);
    let typed = move |event: web_sys::Event| {
        let text = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|target| sheet::is_text_field(&target));
        if text {
            sheet.set_typing(true);
        }
    };
    let came = move |_| sheet.set_typing(false);
    let went = move |_| sheet.leave_field();
    view! {
        <Provider value=sheet>
            <fieldset
                class="ds-fieldset hours"
                on:keydown=move |event| keys(sheet, &event)
                on:input=typed
                on:focusin=came
                on:focusout=went
            >
                <legend class="ds-label">{move || label.get()}</legend>
                <Parts />
            </fieldset>
        </Provider>
    }
}

/// The parts of the editor, from top to bottom.
#[component]
fn Parts() -> impl IntoView {
    let sheet = use_sheet();
    let mode = Memo::new(move |_| sheet.read(|schedule| schedule.mode));
    let base_week = sheet.bind(
        |schedule| schedule.weekly.clone(),
        |schedule, rules| schedule.weekly = rules,
    );
    view! {
        <Toolbar />
        <ModeChoice />
        <Show when=move || mode.get() == Mode::Scheduled>
            <WeekEditor path="weekly" rules=base_week />
        </Show>
        <Special />
        <Told />
        <Preview />
    }
}

/// What kind of hours.
#[component]
fn ModeChoice() -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let mode = coded(
        &MODES,
        move || sheet.read(|schedule| schedule.mode),
        move |mode| sheet.set_mode(mode),
    );
    let modes = Signal::derive(move || {
        vec![
            Choice::new("scheduled", t_string!(i18n, hours.mode_scheduled)),
            Choice::new("always", t_string!(i18n, hours.mode_always)),
            Choice::new("appointment", t_string!(i18n, hours.mode_appointment)),
            Choice::new("unknown", t_string!(i18n, hours.mode_unknown)),
        ]
    });
    view! {
        <RadioGroup id=sheet.field_id("mode") label=move || t_string!(i18n, hours.mode) value=mode choices=modes />
        <p class="field-help" role="status">
            {move || sheet.has_aside().then(|| t_string!(i18n, hours.put_aside))}
        </p>
    }
}
