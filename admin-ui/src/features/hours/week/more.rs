//! What few need: certain weeks, certain days of the month, by appointment in part of a day, and a remark for the public. Behind one
//! button a line.

use leptos::prelude::*;
use veiviser_schema::hours::{RuleState, WeekParity};
use veiviser_schema::text::Language;

use super::super::sheet::use_sheet;
use super::super::spans::Place;
use super::super::typed::Line;
use crate::i18n::*;
use crate::ui::{Bind, Checkbox, CheckboxGroup, Choice, SelectField, TextField};

/// First to fifth, and the last.
const NTH: [i32; 6] = [1, 2, 3, 4, 5, -1];

#[component]
pub fn MoreChoices(
    id: String,
    name: TextProp,
    line: Memo<Line>,
    write: Callback<Line>,
    place: Signal<Option<Place>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let wanted = RwSignal::new(false);
    let wrong = Memo::new(move |_| {
        place.get().is_some_and(|place| {
            ["note", "nth", "weeks"].iter().any(|field| {
                sheet
                    .error_below(&format!("{}.{field}", place.path))
                    .is_some()
            })
        })
    });
    // What is wrong in here must be seen.
    let open = Memo::new(move |_| wanted.get() || wrong.get());
    let panel = format!("{id}-more");
    let controls = panel.clone();
    let name = StoredValue::new(name);
    let id = StoredValue::new(id);
    view! {
        <button
            type="button"
            class="ds-button hours-more-button"
            data-variant="tertiary"
            data-size="sm"
            aria-expanded=move || open.get().to_string()
            aria-controls=controls
            on:click=move |_| wanted.update(|wanted| *wanted = !*wanted)
        >
            {t!(i18n, hours.more)}
            <span class="visually-hidden">{move || format!(": {}", name.with_value(|name| name.get().to_string()))}</span>
        </button>
        <div id=panel class="hours-more" hidden=move || !open.get()>
            {move || open.get().then(|| view! { <Panel id=id.get_value() line write place /> })}
        </div>
    }
}

#[component]
fn Panel(
    id: String,
    line: Memo<Line>,
    write: Callback<Line>,
    place: Signal<Option<Place>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let edit = move |change: &dyn Fn(&mut Line)| {
        let mut next = line.get_untracked();
        change(&mut next);
        write.run(next);
    };
    // What is ticked. The hours keep their last choice while nothing is: none ticked would mean every week.
    let ticked = RwSignal::new(line.with_untracked(|line| line.nth.clone()));
    let written = Memo::new(move |_| line.with(|line| line.nth.clone()));
    Effect::new(move |before: Option<Vec<i32>>| {
        let now = written.get();
        if before.is_some_and(|before| before != now) {
            ticked.set(now.clone());
        }
        now
    });
    let weeks = Bind::new(
        move || {
            line.with(|line| match line.weeks {
                _ if !line.nth.is_empty() => "nth",
                WeekParity::Every => "every",
                WeekParity::Odd => "odd",
                WeekParity::Even => "even",
            })
            .to_owned()
        },
        move |chosen: String| {
            edit(&|line| {
                line.nth.clear();
                line.weeks = match chosen.as_str() {
                    "odd" => WeekParity::Odd,
                    "even" => WeekParity::Even,
                    _ => WeekParity::Every,
                };
                if chosen == "nth" {
                    line.nth.push(1);
                }
            });
        },
    );
    let nth = Bind::new(
        move || ticked.with(|ticked| ticked.iter().map(i32::to_string).collect::<Vec<_>>()),
        move |chosen: Vec<String>| {
            let chosen: Vec<i32> = NTH
                .into_iter()
                .filter(|nth| chosen.contains(&nth.to_string()))
                .collect();
            ticked.set(chosen.clone());
            if chosen.is_empty() {
                return;
            }
            edit(&|line| {
                line.nth.clone_from(&chosen);
                line.weeks = WeekParity::Every;
            });
        },
    );
    let appointment = Bind::new(
        move || line.with(|line| line.state == RuleState::Appointment),
        move |on| {
            edit(&|line| {
                line.state = if on {
                    RuleState::Appointment
                } else {
                    RuleState::Open
                };
            });
        },
    );
    let week_choices = Signal::derive(move || {
        vec![
            Choice::new("every", t_string!(i18n, hours.every_week)),
            Choice::new("odd", t_string!(i18n, hours.odd_weeks)),
            Choice::new("even", t_string!(i18n, hours.even_weeks)),
            Choice::new("nth", t_string!(i18n, hours.nth_weeks)),
        ]
    });
    let nth_choices = Signal::derive(move || {
        vec![
            Choice::new("1", t_string!(i18n, hours.nth_1)),
            Choice::new("2", t_string!(i18n, hours.nth_2)),
            Choice::new("3", t_string!(i18n, hours.nth_3)),
            Choice::new("4", t_string!(i18n, hours.nth_4)),
            Choice::new("5", t_string!(i18n, hours.nth_5)),
            Choice::new("-1", t_string!(i18n, hours.nth_last)),
        ]
    });
    let monthly = Memo::new(move |_| line.with(|line| !line.nth.is_empty()));
    let nth_error = Signal::derive(move || {
        if monthly.get() && ticked.with(Vec::is_empty) {
            return Some(t_string!(i18n, hours.nth_none).to_owned());
        }
        place
            .get()
            .and_then(|place| sheet.error_below(&format!("{}.nth", place.path)))
    });
    let anchor = move |field: &str| {
        let field = field.to_owned();
        move || {
            place
                .get()
                .filter(|place| place.leads)
                .map(|place| sheet.field_id(&format!("{}.{field}", place.path)))
        }
    };
    let notes = Language::ALL
        .into_iter()
        .map(|language| {
            let field = format!("note.{}", language.tag());
            let error_field = field.clone();
            let error = Signal::derive(move || {
                place
                    .get()
                    .and_then(|place| sheet.error_now(&format!("{}.{error_field}", place.path)))
            });
            let value = Bind::new(
                move || {
                    line.with(|line| {
                        let note = &line.note;
                        match language {
                            Language::Nb => note.nb.clone(),
                            Language::Nn => note.nn.clone(),
                            Language::En => note.en.clone(),
                        }
                    })
                    .unwrap_or_default()
                },
                move |text: String| {
                    edit(&|line| {
                        line.note
                            .set(language, (!text.is_empty()).then(|| text.clone()));
                    });
                },
            );
            view! {
                <div id=anchor(&field)>
                    <TextField
                        id=format!("{id}-note-{}", language.tag())
                        label=own_name(language)
                        value
                        error
                        optional=true
                        lang=language.tag()
                    />
                </div>
            }
            .into_any()
        })
        .collect_view();
    let nth_id = format!("{id}-nth");
    view! {
        <p class="field-help">{t!(i18n, hours.more_help)}</p>
        <div id=anchor("weeks")>
            <SelectField
                id=format!("{id}-weeks")
                label=move || t_string!(i18n, hours.which_weeks)
                value=weeks
                choices=week_choices
            />
        </div>
        <div class="columns" id=anchor("nth")>
            {move || {
                let id = nth_id.clone();
                monthly
                    .get()
                    .then(|| {
                        view! {
                            <CheckboxGroup
                                id
                                label=move || t_string!(i18n, hours.which_of_month)
                                value=nth
                                choices=nth_choices
                                error=nth_error
                            />
                        }
                    })
            }}
        </div>
        <Checkbox
            id=format!("{id}-appointment")
            label=move || t_string!(i18n, hours.appointment)
            value=appointment
        />
        <fieldset class="ds-fieldset" id=anchor("note")>
            <legend class="ds-label">{t!(i18n, hours.note)}</legend>
            <p class="field-help">{t!(i18n, hours.note_help)}</p>
            <div class="localized-columns">{notes}</div>
        </fieldset>
    }
}

/// A language by its own name.
const fn own_name(language: Language) -> &'static str {
    match language {
        Language::Nb => "Bokmål",
        Language::Nn => "Nynorsk",
        Language::En => "English",
    }
}
