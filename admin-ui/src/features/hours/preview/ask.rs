//! "What does the public meet at …?": a date and a time, or one of the ready-made instants; the answer says the state, what decided it
//! and what comes next.

use leptos::prelude::*;
use veiviser_schema::hours::tell;
use veiviser_schema::text::Language;

use super::moments::{Moment, next_holiday, read, written};
use super::shown::{Good, Shown};
use super::state_mark;
use crate::i18n::*;
use crate::ui::{Button, TextField, Timer, announce, format, use_language};

/// After the last keystroke in a field, before the answer is said aloud.
const SAY_PAUSE: u32 = 1000;

#[component]
pub fn Ask(id: String, shown: RwSignal<Shown>) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    // The clock on the wall where the schedule is kept.
    let now = move || {
        shown.with_untracked(|shown| match &shown.good {
            Some(good) => good.compiled.local_time(format::now()),
            None => format::oslo(format::now()),
        })
    };
    let (first_date, first_time) = written(now());
    let (date, time) = (RwSignal::new(first_date), RwSignal::new(first_time));
    let asked = Memo::new(move |_| read(&date.get(), &time.get()));
    let answer = move |language: Language| {
        let local = asked.get()?;
        shown.with(|shown| {
            shown
                .good
                .as_deref()
                .map(|good| Answer::of(good, local, language))
        })
    };
    let say = Timer::new();
    let speak = move || {
        if let Some(answer) = untrack(|| answer(language.get())) {
            announce(answer.said());
        }
    };
    // Said for a question, not for a change of the hours: that has news of its own.
    Effect::new(move |before: Option<()>| {
        asked.track();
        if before.is_some() {
            say.start(SAY_PAUSE, speak);
        }
    });
    let moments = Moment::ALL
        .map(|moment| {
            let pick = move |()| {
                let (day, hour) = written(moment.after(now()));
                let same = date.get_untracked() == day && time.get_untracked() == hour;
                date.set(day);
                time.set(hour);
                // The same question again deserves an answer too.
                if same {
                    speak();
                }
            };
            let words = move || match moment {
                Moment::Now => t_string!(i18n, hours_preview.now).to_owned(),
                Moment::Tonight => t_string!(i18n, hours_preview.tonight).to_owned(),
                Moment::Sunday => t_string!(i18n, hours_preview.sunday).to_owned(),
                Moment::ChristmasEve => t_string!(i18n, hours_preview.christmas_eve).to_owned(),
                Moment::Holiday => {
                    let key = next_holiday(now().date())
                        .map(|(_, key)| key)
                        .unwrap_or_default();
                    let day = tell::holiday(language.get(), key);
                    t_string!(i18n, hours_preview.next_holiday, day = day).to_string()
                }
            };
            view! {
                <Button variant="secondary" size="sm" on_click=pick>
                    {words}
                </Button>
            }
            .into_any()
        })
        .collect_view();
    let view = move || match answer(language.get()) {
        Some(answer) => answer.view(language.get()),
        None => view! { <p class="ds-paragraph muted">{t!(i18n, hours_preview.ask_when)}</p> }
            .into_any(),
    };
    view! {
        <div class="hours-ask">
            <div class="actions" role="group" aria-label=move || t_string!(i18n, hours_preview.ready_made)>
                {moments}
            </div>
            <div class="hours-ask-fields">
                <TextField id=format!("{id}-ask-date") label=move || t_string!(i18n, hours_preview.date) kind="date" value=date />
                <TextField id=format!("{id}-ask-time") label=move || t_string!(i18n, hours_preview.time) kind="time" value=time />
            </div>
            <div class="hours-answer" id=format!("{id}-answer")>{view}</div>
        </div>
    }
    .into_any()
}

/// The answer at an instant, in words.
struct Answer {
    state: veiviser_schema::hours::State,
    words: &'static str,
    when: String,
    reason: String,
    next: String,
}

impl Answer {
    fn of(good: &Good, local: chrono::NaiveDateTime, language: Language) -> Self {
        let Good { schedule, compiled } = good;
        let at = compiled.instant_at(local);
        let answer = compiled.state_at(at);
        Self {
            state: answer.state,
            words: tell::state(language, answer.state),
            when: tell::date(language, local.date()),
            reason: answer.reason.describe(schedule, language),
            next: compiled.next_change_in_words(at, language),
        }
    }

    /// All of it as one text.
    fn said(&self) -> String {
        format!(
            "{}: {}. {}. {}",
            self.when, self.words, self.reason, self.next
        )
    }

    fn view(self, language: Language) -> AnyView {
        let i18n = use_i18n();
        view! {
            <p class="ds-paragraph">
                <span>{self.when}": "</span>
                <strong>{state_mark(self.state, language)}</strong>
            </p>
            <dl class="facts">
                <dt>{t!(i18n, hours_preview.reason)}</dt>
                <dd>{self.reason}</dd>
                <dt>{t!(i18n, hours_preview.next)}</dt>
                <dd>{self.next}</dd>
            </dl>
        }
        .into_any()
    }
}
