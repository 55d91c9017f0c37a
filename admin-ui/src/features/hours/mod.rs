//! The opening hours of one place or contact point: what kind, seven rows for the week, what public holidays do, and at once the
//! sentence that the public will read.

mod rows;
mod week;

use leptos::prelude::*;
use veiviser_schema::hours::{HolidayRule, Mode, Schedule, entry, summary};
use veiviser_schema::problem::Problem;

use self::rows::WeekRows;
use self::week::Week;
use crate::i18n::*;
use crate::ui::{Alert, Bind, Button, Choice, RadioGroup, TextField, announce, use_language};

const MODES: [(&str, Mode); 4] = [
    ("scheduled", Mode::Scheduled),
    ("always", Mode::Always),
    ("appointment", Mode::AppointmentOnly),
    ("unknown", Mode::NotStated),
];
const HOLIDAYS: [(&str, HolidayRule); 3] = [
    ("closed", HolidayRule::Closed),
    ("normal", HolidayRule::Normal),
    ("sunday", HolidayRule::AsSunday),
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

/// Edits a schedule in place. `problems` are those below this schedule, their paths cut to it.
#[component]
pub fn HoursEditor(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    schedule: Bind<Schedule>,
    #[prop(into)] problems: Signal<Vec<Problem>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let change = move |edit: &dyn Fn(&mut Schedule)| {
        let mut now = schedule.get.get_untracked();
        edit(&mut now);
        schedule.set.run(now);
    };
    let mode = coded(
        &MODES,
        move || schedule.get.with(|schedule| schedule.mode),
        move |mode| {
            change(&|schedule| {
                schedule.mode = mode;
                if mode != Mode::Scheduled {
                    schedule.weekly.clear();
                    schedule.seasons.clear();
                }
            });
        },
    );
    let holidays = coded(
        &HOLIDAYS,
        move || schedule.get.with(|schedule| schedule.holidays.rule),
        move |rule| change(&|schedule| schedule.holidays.rule = rule),
    );
    let modes = Signal::derive(move || {
        vec![
            Choice::new("scheduled", t_string!(i18n, hours.mode_scheduled)),
            Choice::new("always", t_string!(i18n, hours.mode_always)),
            Choice::new("appointment", t_string!(i18n, hours.mode_appointment)),
            Choice::new("unknown", t_string!(i18n, hours.mode_unknown)),
        ]
    });
    let holiday_rules = Signal::derive(move || {
        vec![
            Choice::new("closed", t_string!(i18n, hours.holiday_closed)),
            Choice::new("normal", t_string!(i18n, hours.holiday_normal)),
            Choice::new("sunday", t_string!(i18n, hours.holiday_sunday)),
        ]
    });
    let scheduled = Memo::new(move |_| {
        schedule
            .get
            .with(|schedule| schedule.mode == Mode::Scheduled)
    });
    let has_week = id.clone();
    view! {
        <fieldset class="ds-fieldset hours">
            <legend class="ds-label">{move || label.get()}</legend>
            <RadioGroup id=format!("{id}-mode") label=move || t_string!(i18n, hours.mode) value=mode choices=modes />
            <Show when=move || scheduled.get()>
                <WeekPart id=has_week.clone() schedule />
            </Show>
            <Show when=move || scheduled.get()>
                <RadioGroup
                    id=format!("{id}-holidays")
                    label=move || t_string!(i18n, hours.holidays)
                    value=holidays
                    choices=holiday_rules
                />
            </Show>
            <Told problems />
            <Preview schedule=schedule.get />
        </fieldset>
    }
}

/// The week: ready-made ones, hours typed as a sentence, and the rows.
#[component]
fn WeekPart(id: String, schedule: Bind<Schedule>) -> impl IntoView {
    let i18n = use_i18n();
    let week = RwSignal::new(schedule.get.with_untracked(Week::of));
    // Another hand changed the schedule (a clash was settled, a text was read): the rows follow.
    Effect::new(move |_| {
        let rules = schedule.get.with(|schedule| schedule.weekly.clone());
        if week.with_untracked(Week::rules) != rules {
            week.set(schedule.get.with_untracked(Week::of));
        }
    });
    let edit = Callback::new(move |next: Week| {
        let rules = next.rules();
        week.set(next);
        let mut now = schedule.get.get_untracked();
        now.weekly = rules;
        schedule.set.run(now);
    });
    let preset = move |start: i32, end: i32| {
        let mut next = week.get_untracked();
        next.preset(start, end);
        edit.run(next);
    };
    view! {
        <div class="actions" role="group" aria-label=move || t_string!(i18n, hours.ready_made)>
            <Button variant="secondary" size="sm" on_click=move |()| preset(480, 930)>
                {t!(i18n, hours.office)}
            </Button>
            <Button variant="secondary" size="sm" on_click=move |()| preset(540, 960)>
                {t!(i18n, hours.office_late)}
            </Button>
        </div>
        <Sentence id=format!("{id}-sentence") schedule />
        <WeekRows id week edit />
    }
}

/// Hours typed the way people say them.
#[component]
fn Sentence(id: String, schedule: Bind<Schedule>) -> impl IntoView {
    let i18n = use_i18n();
    let text = RwSignal::new(String::new());
    let strange = RwSignal::new(Vec::<String>::new());
    let error = Signal::derive(move || {
        let parts = strange.get();
        (!parts.is_empty()).then(|| {
            t_string!(
                i18n,
                hours.not_understood,
                parts = format!("«{}»", parts.join("», «"))
            )
            .to_string()
        })
    });
    let read = move |()| {
        let parsed = text.with_untracked(|text| entry::parse_text(text));
        strange.set(parsed.not_understood);
        if parsed.understood.is_empty() {
            return;
        }
        let mut now = schedule.get.get_untracked();
        now.mode = parsed.schedule.mode;
        now.weekly = parsed.schedule.weekly;
        schedule.set.run(now);
        announce(untrack(|| t_string!(i18n, hours.understood).to_owned()));
    };
    view! {
        <div class="hours-sentence">
            <TextField
                id
                optional=true
                label=move || t_string!(i18n, hours.sentence)
                help=move || t_string!(i18n, hours.sentence_help)
                value=text
                error
            />
            <Button variant="secondary" on_click=read>
                {t!(i18n, hours.use_sentence)}
            </Button>
        </div>
    }
}

/// What is wrong, or worth a look.
#[component]
fn Told(problems: Signal<Vec<Problem>>) -> impl IntoView {
    let language = use_language();
    let lines = move |errors: bool| {
        let language = language.get();
        problems
            .get()
            .into_iter()
            .filter(|problem| problem.is_error() == errors)
            .map(|problem| view! { <p>{problem.message(language).to_owned()}</p> })
            .collect::<Vec<_>>()
    };
    let shown = move |errors: bool, color: &'static str| {
        let lines = lines(errors);
        (!lines.is_empty()).then(|| view! { <Alert color>{lines}</Alert> })
    };
    view! {
        {move || shown(true, "danger")}
        {move || shown(false, "warning")}
    }
}

/// The sentence that the public will read, in the reader's language.
#[component]
fn Preview(schedule: Signal<Schedule>) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let said = Memo::new(move |_| schedule.with(|schedule| summary(schedule, language.get())));
    view! {
        <div class="hours-preview" aria-live="polite">
            <p class="muted">{t!(i18n, hours.public_reads)}</p>
            <p class="ds-paragraph">{said}</p>
        </div>
    }
}
