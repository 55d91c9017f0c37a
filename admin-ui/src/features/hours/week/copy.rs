//! "Kopier til …": the hours of one day on any others, chosen in a small dialog.

use leptos::prelude::*;

use super::{Grid, day_name, day_words};
use crate::i18n::*;
use crate::ui::{Bind, Button, CheckboxGroup, Choice, Dialog, announce, focus, use_language};

/// What is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The hours of a day.
    Day(usize),
    /// A rule that names no day yet.
    Dayless(usize),
}

impl Source {
    fn may_go_to(self, day: usize) -> bool {
        self != Self::Day(day)
    }
}

#[component]
pub fn CopyDialog(grid: Grid) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let open = Bind::new(
        move || grid.copying.with(Option::is_some),
        move |open| {
            if !open {
                grid.copying.set(None);
            }
        },
    );
    let title = move || match grid.copying.get() {
        Some(Source::Day(day)) => {
            let day = day_name(day, language.get());
            t_string!(i18n, hours.copy_title, day = day).to_string()
        }
        _ => t_string!(i18n, hours.choose_days).to_owned(),
    };
    view! {
        <Dialog id=grid.at("copy") open title>
            <Targets grid />
        </Dialog>
    }
}

#[component]
fn Targets(grid: Grid) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let source = grid.copying.get_untracked().unwrap_or(Source::Day(0));
    let chosen = RwSignal::new(Vec::<String>::new());
    let missing = RwSignal::new(false);
    let choices = Signal::derive(move || {
        (0..7)
            .filter(|day| source.may_go_to(*day))
            .map(|day| Choice::new(day.to_string(), day_name(day, language.get())))
            .collect::<Vec<_>>()
    });
    let choose = move |days: std::ops::Range<usize>| {
        missing.set(false);
        chosen.set(
            days.filter(|day| source.may_go_to(*day))
                .map(|day| day.to_string())
                .collect(),
        );
    };
    let error = Signal::derive(move || {
        (missing.get() && chosen.with(Vec::is_empty))
            .then(|| t_string!(i18n, hours.choose_a_day).to_owned())
    });
    let copy = move |()| {
        let days: Vec<usize> = chosen
            .with_untracked(|chosen| chosen.iter().filter_map(|day| day.parse().ok()).collect());
        if days.is_empty() {
            missing.set(true);
            focus(&grid.at("copy-days"));
            return;
        }
        grid.copying.set(None);
        grid.edit(|week| match source {
            Source::Day(day) => week.copy(day, &days),
            Source::Dayless(index) => week.place_dayless(index, &days),
        });
        let days = day_words(&days, grid);
        announce(untrack(|| {
            t_string!(i18n, hours.copied, days = days).to_string()
        }));
    };
    view! {
        <div class="actions" role="group" aria-label=move || t_string!(i18n, hours.quick_choice)>
            <Button variant="secondary" size="sm" on_click=move |()| choose(0..5)>
                {t!(i18n, hours.weekdays)}
            </Button>
            <Button variant="secondary" size="sm" on_click=move |()| choose(0..7)>
                {t!(i18n, hours.all_days)}
            </Button>
        </div>
        <CheckboxGroup id=grid.at("copy-days") label=move || t_string!(i18n, hours.to_days) value=chosen choices error />
        <div class="actions">
            <Button on_click=copy>{t!(i18n, hours.copy)}</Button>
            <Button variant="secondary" on_click=move |()| grid.copying.set(None)>
                {t!(i18n, common.cancel)}
            </Button>
        </div>
    }
}
