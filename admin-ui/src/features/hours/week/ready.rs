//! Ready-made weeks. They take the place of what stood there; undoing brings it back, so nothing is asked.

use leptos::prelude::*;
use veiviser_schema::hours::Mode;

use super::Grid;
use crate::i18n::*;
use crate::ui::{Button, announce};

#[component]
pub fn ReadyMade(grid: Grid) -> impl IntoView {
    let i18n = use_i18n();
    let said = move || announce(untrack(|| t_string!(i18n, hours.week_replaced)));
    let office = move |start: i32, end: i32| {
        grid.edit(|week| week.office(start, end));
        said();
    };
    let mode = move |mode: Mode| {
        grid.sheet.set_mode(mode);
        // The week goes out of sight, and what had focus with it.
        super::super::focus_mode(grid.sheet, mode);
    };
    let round_the_clock = move |()| {
        if grid.is_base() {
            mode(Mode::Always);
        } else {
            grid.edit(super::Week::round_the_clock);
            said();
        }
    };
    view! {
        <div class="hours-ready" role="group" aria-label=move || t_string!(i18n, hours.ready_made)>
            <span class="ds-label" aria-hidden="true">{t!(i18n, hours.ready_made)}</span>
            <div class="actions">
                <Button variant="secondary" size="sm" on_click=move |()| office(480, 930)>
                    {t!(i18n, hours.office)}
                </Button>
                <Button variant="secondary" size="sm" on_click=move |()| office(540, 960)>
                    {t!(i18n, hours.office_late)}
                </Button>
                <Button variant="secondary" size="sm" on_click=round_the_clock>
                    {t!(i18n, hours.round_the_clock)}
                </Button>
                {grid
                    .is_base()
                    .then(|| {
                        view! {
                            <Button variant="secondary" size="sm" on_click=move |()| mode(Mode::AppointmentOnly)>
                                {t!(i18n, hours.mode_appointment)}
                            </Button>
                        }
                    })}
            </div>
        </div>
    }
}
