//! What the public will meet, while the hours are written: the sentence they read, the next two weeks, and the answer at any instant.
//! One engine, the server's own, works it out here.
//!
//! `shown` and `moments` are plain logic, `strip` and `ask` what is seen of it.

mod ask;
mod moments;
mod shown;
mod strip;

use chrono::NaiveDate;
use leptos::prelude::*;
use veiviser_schema::hours::{Mode, Schedule, State, summary_on, tell};
use veiviser_schema::text::Language;

use self::ask::Ask;
use self::shown::{Good, Shown, news};
use self::strip::Strip;
use super::sheet::use_sheet;
use crate::i18n::*;
use crate::ui::{Icon, Shape, Status, Timer, Tone, announce};

/// After a keystroke, before the preview follows, in milliseconds.
const LOOK_PAUSE: u32 = 200;
/// After the last keystroke, before anything is said aloud.
const SAY_PAUSE: u32 = 1500;

/// The preview of the hours being written.
#[component]
pub fn Preview() -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let (id, language, today) = (sheet.field_id("preview"), sheet.language, sheet.today());
    let shown = RwSignal::new(Shown::of(sheet.get_untracked()));
    let said = StoredValue::new(sheet.get_untracked());
    let (look, say) = (Timer::new(), Timer::new());
    Effect::new(move |before: Option<()>| {
        let now = sheet.read(Schedule::clone);
        if before.is_none() {
            return;
        }
        look.start(LOOK_PAUSE, move || {
            shown.try_update(|shown| shown.take(now));
        });
        say.start(SAY_PAUSE, move || {
            let Some(good) = shown
                .try_with_untracked(|shown| shown.good.clone())
                .flatten()
            else {
                return;
            };
            let language = language.get_untracked();
            let words = said
                .try_with_value(|said| news(said, &good.schedule, language, today))
                .flatten();
            if let Some(words) = words {
                announce(words);
                said.set_value(good.schedule.clone());
            }
        });
    });
    let good = move || shown.with(|shown| shown.good.clone());
    let heading = format!("{id}-title");
    let labelled = heading.clone();
    let waiting = move || {
        shown.with(|shown| shown.waiting).then(|| {
            let kept = shown.with(|shown| shown.good.is_some());
            view! {
                <div class="hours-waiting">
                    <Status tone=Tone::Warning>{t!(i18n, hours_preview.waiting)}</Status>
                    <p class="ds-paragraph">
                        {move || if kept {
                            t_string!(i18n, hours_preview.waiting_kept)
                        } else {
                            t_string!(i18n, hours_preview.waiting_none)
                        }}
                    </p>
                </div>
            }
        })
    };
    view! {
        <div class="hours-preview" role="group" aria-labelledby=labelled data-waiting=move || shown.with(|s| s.waiting).then_some("true")>
            <p class="ds-label" id=heading>{t!(i18n, hours_preview.title)}</p>
            {waiting}
            {move || good().map(|good| sentences(&good, language.get(), today))}
            <Folded label=move || t_string!(i18n, hours_preview.strip) open=shown.with_untracked(varied)>
                {move || good().map(|good| view! { <Strip good today /> })}
            </Folded>
            <Folded label=move || t_string!(i18n, hours_preview.ask)>
                <Ask id=id.clone() shown />
            </Folded>
        </div>
    }
}

/// Whether the dates differ, so that they are worth showing at once.
fn varied(shown: &Shown) -> bool {
    shown
        .good
        .as_ref()
        .is_some_and(|good| good.schedule.mode == Mode::Scheduled)
}

/// The sentence that the public will read, the reader's language first.
fn sentences(good: &Good, language: Language, today: NaiveDate) -> AnyView {
    let i18n = use_i18n();
    let others = language
        .preference()
        .into_iter()
        .filter(|other| *other != language)
        .map(|other| {
            let text = summary_on(&good.schedule, other, today);
            view! {
                <dt>{move || tongue(i18n, other)}</dt>
                <dd lang=other.tag()>{text}</dd>
            }
        })
        .collect_view();
    view! {
        <p class="ds-paragraph hours-said" lang=language.tag()>{summary_on(&good.schedule, language, today)}</p>
        <details class="hours-fold">
            <summary>{t!(i18n, hours_preview.others)}</summary>
            <dl class="facts">{others}</dl>
        </details>
    }
    .into_any()
}

fn tongue(i18n: leptos_i18n::I18nContext<Locale>, language: Language) -> &'static str {
    match language {
        Language::Nb => t_string!(i18n, hours_preview.nb),
        Language::Nn => t_string!(i18n, hours_preview.nn),
        Language::En => t_string!(i18n, hours_preview.en),
    }
}

/// Something that can be folded away; made only while it is open.
#[component]
fn Folded(
    #[prop(into)] label: TextProp,
    #[prop(optional)] open: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let shown = RwSignal::new(open);
    view! {
        <details
            class="hours-fold"
            open=open
            on:toggle=move |event| {
                let details: web_sys::Element = event_target(&event);
                shown.set(details.has_attribute("open"));
            }
        >
            <summary>{move || label.get()}</summary>
            <Show when=move || shown.get()>{children()}</Show>
        </details>
    }
    .into_any()
}

/// A state as the style sheet knows it, and its icon.
fn look_of(state: State) -> (&'static str, Shape) {
    match state {
        State::Open => ("open", Shape::Check),
        State::Closed => ("closed", Shape::Cross),
        State::Appointment => ("appointment", Shape::Clock),
        State::Unknown => ("unknown", Shape::Question),
    }
}

/// A state by icon, pattern and words; the colour only helps.
fn state_mark(state: State, language: Language) -> AnyView {
    let (look, shape) = look_of(state);
    view! {
        <span class="hours-state" data-state=look>
            <Icon shape />
            {tell::state(language, state)}
        </span>
    }
    .into_any()
}
