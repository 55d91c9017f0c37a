//! The form: the hours editor, and the steps from there to saved and public hours.

use leptos::prelude::*;
use veiviser_schema::content::hours_problems;
use veiviser_schema::hours::ValidationContext;
use veiviser_schema::outcome::ErrorCode;

use super::api::{self, Outcome, Record, SetDefaultOpeningHoursInput};
use super::conflict::Conflict;
use super::hours_page::About;
use super::review::ReviewDialog;
use crate::api::ApiError;
use crate::features::hours::HoursEditor;
use crate::i18n::*;
use crate::ui::guard::use_guard;
use crate::ui::{
    Alert, Button, ErrorPanel, announce, announce_assertive, focus_soon, format, use_task,
};

/// The id of the schedule's field. Focus goes there when something in it is wrong.
const HOURS: &str = "default-hours";

/// The id of the messages beside the button. The page is long: at its top nobody would see them.
const OUTCOME: &str = "default-hours-outcome";

#[component]
pub fn HoursForm(record: Record) -> impl IntoView {
    let i18n = use_i18n();
    let schedule = RwSignal::new(record.schedule());
    // The hours as the server last had them, as far as this page knows.
    let base = RwSignal::new(record);
    let clash = RwSignal::new(None::<Record>);
    let refused = RwSignal::new(Vec::<String>::new());
    let failure = RwSignal::new(None::<ApiError>);
    // How many listings follow the hours that were just saved.
    let saved = RwSignal::new(None::<i32>);
    let reviewing = RwSignal::new(false);
    let task = use_task();
    let dirty = Memo::new(move |_| {
        schedule.with(|schedule| base.with(|base| *schedule != base.schedule()))
    });
    use_guard(move || t_string!(i18n, default_hours.guard), dirty.into());
    let problems = Memo::new(move |_| {
        let context = ValidationContext {
            today: format::oslo(format::now()).date(),
            crisis_line: false,
        };
        schedule.with(|schedule| hours_problems("", schedule, context))
    });
    // Why the dialog does not open.
    let obstacle = RwSignal::new(None::<&'static str>);
    Effect::new(move |_| {
        schedule.track();
        obstacle.set(None);
    });
    let review = move |()| {
        let wrong = problems.with_untracked(|all| all.iter().any(|problem| problem.is_error()));
        let why = untrack(|| {
            if wrong {
                Some(t_string!(i18n, default_hours.to_mend))
            } else if !dirty.get() {
                Some(t_string!(i18n, default_hours.nothing))
            } else {
                None
            }
        });
        obstacle.set(why);
        saved.set(None);
        match why {
            Some(why) => announce(why),
            None => reviewing.set(true),
        }
        if wrong {
            focus_soon(HOURS);
        }
    };
    let settle = move |answer: Result<Outcome, ApiError>| {
        reviewing.set(false);
        match answer {
            Err(error) => failure.set(Some(error)),
            Ok(Outcome {
                default_hours_record,
                user_errors,
            }) => {
                let conflict = user_errors
                    .iter()
                    .any(|error| error.code == ErrorCode::Conflict);
                match default_hours_record {
                    Some(current) if user_errors.is_empty() => {
                        let count = current.inheriting_listings;
                        schedule.set(current.schedule());
                        base.set(current);
                        saved.set(Some(count));
                        announce(untrack(|| {
                            t_string!(i18n, default_hours.saved, count = count).to_string()
                        }));
                    }
                    Some(current) if conflict => {
                        clash.set(Some(current));
                        announce_assertive(untrack(|| {
                            t_string!(i18n, default_hours.conflict_title).to_owned()
                        }));
                    }
                    _ => refused.set(user_errors.into_iter().map(|error| error.message).collect()),
                }
            }
        }
        focus_soon(OUTCOME);
    };
    let save = move |()| {
        failure.set(None);
        refused.set(Vec::new());
        clash.set(None);
        let input = base.with_untracked(|base| SetDefaultOpeningHoursInput {
            municipality_number: base.municipality.number.clone(),
            schedule: schedule.get_untracked(),
            expected_version: base.version,
        });
        task.run(async move { settle(api::set(input).await) });
    };
    let keep_mine = move |current: Record| {
        base.set(current);
        clash.set(None);
        focus_soon(HOURS);
    };
    let take_theirs = move |current: Record| {
        schedule.set(current.schedule());
        keep_mine(current);
    };
    view! {
        <About record=base />
        <div id=HOURS tabindex="-1">
            <HoursEditor
                id=HOURS
                label=move || t_string!(i18n, default_hours.label)
                schedule=schedule.into()
                problems
            />
        </div>
        <div class="stack" id=OUTCOME tabindex="-1">
            <Conflict clash on_keep=keep_mine on_take=take_theirs />
            {move || failure.get().map(|error| view! { <ErrorPanel error work_open=true /> })}
            {move || refusals(refused.get())}
            {move || saved.get().filter(|_| !dirty.get()).map(|count| view! { <Saved count /> })}
            {move || obstacle.get().map(|why| view! { <Alert color="warning"><p class="ds-paragraph">{why}</p></Alert> })}
        </div>
        <div class="actions">
            <Button on_click=review>{t!(i18n, default_hours.review)}</Button>
            <Show when=move || dirty.get()>
                <Button variant="tertiary" on_click=move |()| schedule.set(base.with_untracked(Record::schedule))>
                    {t!(i18n, default_hours.start_over)}
                </Button>
            </Show>
        </div>
        <ReviewDialog open=reviewing base schedule busy=task.busy() on_confirm=save />
    }
}

/// Says that the hours are saved and public, and how many listings follow them.
#[component]
fn Saved(count: i32) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Alert color="success">
            <p class="ds-paragraph">{t!(i18n, default_hours.saved, count = count)}</p>
        </Alert>
    }
}

/// Why the server refused the hours, in its words.
fn refusals(messages: Vec<String>) -> Option<impl IntoView> {
    (!messages.is_empty()).then(|| {
        let lines = messages
            .into_iter()
            .map(|message| view! { <p class="ds-paragraph">{message}</p> })
            .collect_view();
        view! { <Alert color="danger">{lines}</Alert> }
    })
}
