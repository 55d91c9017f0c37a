//! The opening hours of a place or contact point, within the listing's form: its own, or the municipality's.

use leptos::prelude::*;
use veiviser_schema::authz::Action;
use veiviser_schema::content::codes::HoursSource;
use veiviser_schema::content::label::path_label;
use veiviser_schema::hours::{Mode, Schedule, summary};

use super::super::copy_hours::CopyHours;
use super::super::facts::Inheritable;
use super::super::lens::Lens;
use super::super::paths::{cut, field_id};
use super::super::state::use_editor;
use crate::api::session::use_viewer;
use crate::features::hours::HoursEditor;
use crate::i18n::*;
use crate::ui::{Alert, Bind, Button, Choice, RadioGroup, announce};

/// The hours at a path, and whose they are. What is wrong with them is found with the rest of the document.
#[component]
pub fn ScheduleField(
    #[prop(into)] path: String,
    lens: Lens<Schedule>,
    source: Lens<HoursSource>,
) -> impl IntoView {
    let editor = use_editor();
    let schedule = editor.bind(lens);
    let source = editor.bind(source);
    let own = path.clone();
    let problems = Memo::new(move |_| editor.problems.with(|problems| cut(problems, &own)));
    let id = StoredValue::new(field_id(&path));
    let source_path = StoredValue::new(path.replace(".openingHours", ".hoursSource"));
    let label = move || source_path.with_value(|path| path_label(path, editor.language.get()));
    let chosen = Bind::new(
        move || source.get.get().code().to_owned(),
        move |code: String| {
            if let Some(next) = HoursSource::from_code(&code) {
                source.set.run(next);
            }
        },
    );
    let choices = Signal::derive(move || {
        let language = editor.language.get();
        HoursSource::ALL
            .iter()
            .rev()
            .map(|source| Choice::new(source.code(), source.label(language)))
            .collect()
    });
    view! {
        <div id=id.get_value() tabindex="-1">
            <RadioGroup
                id=source_path.with_value(|path| field_id(path))
                label
                value=chosen
                choices
                error=source_path.with_value(|path| editor.error(path))
            />
            <Show
                when=move || source.get.get() == HoursSource::Own
                fallback=move || view! { <Inherited path=source_path schedule source /> }
            >
                <HoursEditor
                    id=id.get_value()
                    label=editor.label(&path)
                    schedule
                    problems
                />
                <CopyHours path=path.clone() />
            </Show>
        </div>
    }
}

/// The municipality's hours in words, what is worth knowing about them, and the way to own ones that begin as a copy.
#[component]
fn Inherited(
    path: StoredValue<String>,
    schedule: Bind<Schedule>,
    source: Bind<HoursSource>,
) -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let default = editor.known.default_hours;
    let worth_a_look = move || {
        let language = editor.language.get();
        let told = editor.problems.with(|problems| {
            problems
                .iter()
                .find(|problem| {
                    !problem.is_error() && path.with_value(|path| problem.path == *path)
                })
                .map(|problem| problem.message(language).to_owned())
        });
        told.map(|text| view! { <Alert color="warning"><p class="ds-paragraph">{text}</p></Alert> })
    };
    let copy = move |()| {
        if let Inheritable::Read(Some(stated)) = default.get_untracked() {
            schedule.set.run(stated);
            source.set.run(HoursSource::Own);
            announce(untrack(|| t_string!(i18n, default_hours.copied)));
        }
    };
    let copy = StoredValue::new(Callback::new(copy));
    let hours = move || match default.get() {
        Inheritable::Reading => {
            view! { <p class="ds-paragraph muted">{t!(i18n, default_hours.reading)}</p> }.into_any()
        }
        Inheritable::Unread => {
            view! { <p class="ds-paragraph muted">{t!(i18n, default_hours.unread)}</p> }.into_any()
        }
        Inheritable::Read(None) => ().into_any(),
        Inheritable::Read(Some(stated)) => view! {
            <div class="hours-preview">
                <p class="muted">{t!(i18n, default_hours.public_reads)}</p>
                <p class="ds-paragraph">{move || summary(&stated, editor.language.get())}</p>
            </div>
            <Button variant="secondary" size="sm" on_click=copy.get_value()>
                {t!(i18n, default_hours.copy)}
            </Button>
        }
        .into_any(),
    };
    let kept = move || schedule.get.with(|own| own.mode != Mode::NotStated);
    view! {
        <div class="stack" aria-live="polite">
            {worth_a_look}
            {hours}
            <Show when=kept>
                <p class="ds-paragraph muted">{t!(i18n, default_hours.kept)}</p>
            </Show>
            <ToDefaults />
        </div>
    }
}

/// For those who may set them.
#[component]
fn ToDefaults() -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let viewer = use_viewer();
    let number = editor
        .listing
        .with_value(|listing| listing.municipality.number.clone());
    let number = StoredValue::new(number);
    let may = move || {
        viewer.with(|viewer| {
            number.with_value(|number| viewer.may_in(Action::SetDefaultHours, number, false))
        })
    };
    view! {
        <Show when=may>
            <p class="ds-paragraph">
                <a class="ds-link" href=format!("/default-hours/{}", number.get_value())>
                    {t!(i18n, default_hours.change)}
                </a>
            </p>
        </Show>
    }
}
