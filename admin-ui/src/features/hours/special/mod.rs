//! What differs from the week: holidays and eves, dates with hours of their own, closures, and seasons.
//!
//! Each is a fold that says in its title what is in it. What is wrong opens the fold it is in, so that the summary's links lead somewhere.
//! Which of them a schedule has depends on its mode: a line that is always open has no holidays, but it has outages.

mod closures;
mod dates;
mod exceptions;
mod holiday_row;
mod holidays;
mod item;
mod keys;
mod list;
mod phrase;
mod seasons;
mod typed_field;

use leptos::prelude::*;
use veiviser_schema::hours::Mode;
use veiviser_schema::hours::special::holiday_table;
use wasm_bindgen::JsCast;

use self::closures::{CLOSURES, Closures};
use self::exceptions::{EXCEPTIONS, Exceptions};
use self::holidays::{HolidayRuleChoice, HolidayYears};
use self::list::List;
use self::seasons::{SEASONS, Seasons};
use super::sheet::use_sheet;
use crate::i18n::*;

/// What the parts know of each other: a holiday may be given hours for one year alone, which is an exception.
#[derive(Clone, Copy)]
pub struct Desk {
    exceptions: List,
    exceptions_open: RwSignal<bool>,
}

/// Departures from the week.
#[component]
pub fn Special() -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let mode = Memo::new(move |_| sheet.read(|schedule| schedule.mode));
    let desk = Desk {
        exceptions: List::new(sheet, EXCEPTIONS),
        exceptions_open: RwSignal::new(false),
    };
    let (closures, seasons) = (List::new(sheet, CLOSURES), List::new(sheet, SEASONS));
    let (holidays_open, closures_open, seasons_open) = (
        RwSignal::new(false),
        RwSignal::new(false),
        RwSignal::new(false),
    );
    opened_by_errors(EXCEPTIONS.path, desk.exceptions_open);
    opened_by_errors(CLOSURES.path, closures_open);
    opened_by_errors(SEASONS.path, seasons_open);
    opened_by_errors("holidays", holidays_open);

    let today = sheet.today();
    let due = Memo::new(move |_| {
        sheet.read(|schedule| {
            let near = |day: &holiday_table::HolidayDay| day.due();
            holiday_table::table(schedule, today)
                .iter()
                .filter(|day| near(day))
                .count()
        })
    });
    let holidays_title = Signal::derive(move || match due.get() {
        0 => t_string!(i18n, hours_special.holidays).to_owned(),
        count => t_string!(i18n, hours_special.holidays_due, count).to_string(),
    });
    let exceptions_title = Signal::derive(move || {
        t_string!(
            i18n,
            hours_special.exceptions,
            count = desk.exceptions.len()
        )
        .to_string()
    });
    let closures_title = Signal::derive(move || {
        t_string!(i18n, hours_special.closures, count = closures.len()).to_string()
    });
    let seasons_title = Signal::derive(move || {
        t_string!(i18n, hours_special.seasons, count = seasons.len()).to_string()
    });
    let scheduled = Memo::new(move |_| mode.get() == Mode::Scheduled);
    // What nobody reads is only shown to be taken away.
    let dated = Memo::new(move |_| {
        mode.get() != Mode::NotStated || desk.exceptions.len() + closures.len() > 0
    });
    let part = move |path: &'static str, open, title, content: fn(Desk, List, List) -> AnyView| {
        let content = Callback::new(move |()| content(desk, closures, seasons));
        view! { <Fold id=sheet.field_id(path) open title content /> }.into_any()
    };
    let heading = sheet.field_id("special");
    view! {
        <Show when=move || scheduled.get()>
            <HolidayRuleChoice />
        </Show>
        <Show when=move || dated.get()>
            <div class="special" role="group" aria-labelledby=heading.clone()>
                <p class="ds-label" id=heading.clone()>{t!(i18n, hours_special.title)}</p>
                <Show when=move || mode.get() == Mode::NotStated>
                    <p class="field-help">{t!(i18n, hours_special.not_read)}</p>
                </Show>
                <div>
                    {move || {
                        scheduled
                            .get()
                            .then(|| {
                                part("holidays", holidays_open, holidays_title, |desk, _, _| {
                                    view! { <HolidayYears desk /> }.into_any()
                                })
                            })
                    }}
                    {part("exceptions", desk.exceptions_open, exceptions_title, |desk, _, _| {
                        view! { <Exceptions list=desk.exceptions /> }.into_any()
                    })}
                    {part("closures", closures_open, closures_title, |_, closures, _| {
                        view! { <Closures list=closures /> }.into_any()
                    })}
                    {move || {
                        scheduled
                            .get()
                            .then(|| {
                                part("seasons", seasons_open, seasons_title, |_, _, seasons| {
                                    view! { <Seasons list=seasons /> }.into_any()
                                })
                            })
                    }}
                </div>
            </div>
        </Show>
    }
}

/// Opens a fold when something in it is wrong.
fn opened_by_errors(path: &str, open: RwSignal<bool>) {
    let wrong = use_sheet().error_within(path);
    Effect::new(move |_| {
        if wrong.with(Option::is_some) {
            open.set(true);
        }
    });
}

/// A fold whose content is made when it is opened. Its summary bears the id, so that a link to what is not drawn yet leads to it.
#[component]
fn Fold(
    id: String,
    open: RwSignal<bool>,
    title: Signal<String>,
    content: Callback<(), AnyView>,
) -> impl IntoView {
    let toggled = move |event: web_sys::Event| {
        let now = event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|details| details.has_attribute("open"));
        if open.get_untracked() != now {
            open.set(now);
        }
    };
    view! {
        <details class="ds-details" data-variant="default" prop:open=move || open.get() on:toggle=toggled>
            <summary id=id tabindex="0">{title}</summary>
            <div class="special-part">
                {move || open.get().then(|| untrack(|| content.run(())))}
            </div>
        </details>
    }
}

/// What something changes, and what is worth a look.
fn said(label: TextProp, changes: Memo<Vec<String>>, warnings: Signal<Vec<String>>) -> AnyView {
    let line = |text: String| view! { <li>{text}</li> };
    let warning = |text: String| {
        view! {
            <p class="special-warning">
                <crate::ui::Icon shape=crate::ui::Shape::Warning />
                <span>{text}</span>
            </p>
        }
    };
    let label = StoredValue::new(label);
    view! {
        {move || {
            changes
                .with(|changes| !changes.is_empty())
                .then(|| {
                    view! {
                        <div>
                            <p class="ds-label">{move || label.with_value(|label| label.get().to_string())}</p>
                            <ul class="ds-list">{changes.get().into_iter().map(line).collect_view()}</ul>
                        </div>
                    }
                })
        }}
        {move || warnings.get().into_iter().map(warning).collect_view()}
    }
    .into_any()
}
