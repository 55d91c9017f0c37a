//! Hours typed or pasted the way people say them. What is understood is said in words before it is taken in, and so is what was not.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use veiviser_schema::hours::{
    HolidayRule, Mode, Parsed, Schedule, WeeklyRule, parse_text, regular_hours,
};

use super::Grid;
use crate::i18n::*;
use crate::ui::{Bind, Button, TextField, announce};

/// How long after a keystroke the text is read, in milliseconds: a screen reader is not to hear every letter.
const PAUSE: u64 = 400;

/// What a text comes to in this week.
#[derive(Debug, Clone, Default, PartialEq)]
struct Reading {
    schedule: Option<Schedule>,
    strange: Vec<String>,
}

impl Reading {
    /// `base`: the base week takes the mode and holidays too; a season has neither.
    fn of(text: &str, base: bool) -> Self {
        let Parsed {
            mut schedule,
            understood,
            not_understood: mut strange,
        } = parse_text(text);
        if !base {
            // Holidays are the whole year's, and are told as not for here.
            let about_holidays = |part: &&String| {
                let alone = parse_text(part).schedule;
                alone.mode == Mode::Scheduled && alone.weekly.is_empty()
            };
            if !schedule.weekly.is_empty() {
                strange.extend(understood.iter().filter(about_holidays).cloned());
            }
            schedule = match schedule.mode {
                Mode::Always => Schedule::of_week(vec![WeeklyRule {
                    days: veiviser_schema::hours::Weekday::ALL.to_vec(),
                    start: "00:00".to_owned(),
                    duration_minutes: 1440,
                    ..WeeklyRule::default()
                }]),
                _ => Schedule::of_week(schedule.weekly),
            };
        }
        let some = !understood.is_empty()
            && (base || !schedule.weekly.is_empty())
            && schedule.mode != Mode::NotStated;
        if !some {
            // Understood, but of no use here.
            strange.splice(0..0, understood);
        }
        Self {
            schedule: some.then_some(schedule),
            strange,
        }
    }
}

/// Takes what was read into a schedule that is being edited. Holidays that were not mentioned stay as they are.
fn take_holidays(into: &mut Schedule, read: &Schedule) {
    if read.holidays.rule != HolidayRule::default() {
        into.holidays.rule = read.holidays.rule;
    }
    for holiday in &read.holidays.overrides {
        into.holidays
            .overrides
            .retain(|known| known.key != holiday.key);
        into.holidays.overrides.push(holiday.clone());
    }
}

#[component]
pub fn Sentence(grid: Grid) -> impl IntoView {
    let i18n = use_i18n();
    let base = grid.is_base();
    let text = RwSignal::new(String::new());
    let reading = RwSignal::new(Reading::default());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    on_cleanup(stop);
    let read = move || {
        stop();
        let now = text.with_untracked(|text| {
            if text.trim().is_empty() {
                Reading::default()
            } else {
                Reading::of(text, base)
            }
        });
        if reading.try_with_untracked(|before| *before != now) == Some(true) {
            reading.set(now);
        }
    };
    let value = Bind {
        get: text.into(),
        set: Callback::new(move |typed: String| {
            text.set(typed);
            stop();
            let handle = set_timeout_with_handle(read, Duration::from_millis(PAUSE));
            timer.set_value(handle.ok());
        }),
    };
    let error = Signal::derive(move || {
        reading.with(|reading| {
            (!reading.strange.is_empty()).then(|| {
                let parts = format!("«{}»", reading.strange.join("», «"));
                t_string!(i18n, hours.not_understood, parts = parts).to_string()
            })
        })
    });
    let understood = Memo::new(move |_| {
        let language = grid.sheet.language.get();
        reading.with(|reading| {
            let schedule = reading.schedule.as_ref()?;
            if schedule.mode == Mode::Scheduled && schedule.weekly.is_empty() {
                return Some(String::new());
            }
            Some(regular_hours(schedule, language))
        })
    });
    let take = move || {
        read();
        let Some(schedule) = reading.with_untracked(|reading| reading.schedule.clone()) else {
            return;
        };
        let words = understood.get_untracked().unwrap_or_default();
        text.set(String::new());
        grid.sheet.set_typing(false);
        reading.update(|reading| reading.schedule = None);
        if !base {
            grid.rules.set.run(schedule.weekly);
        } else if schedule.mode == Mode::Scheduled {
            grid.sheet.change(|now| {
                if !schedule.weekly.is_empty() {
                    now.weekly.clone_from(&schedule.weekly);
                }
                take_holidays(now, &schedule);
            });
        } else {
            grid.sheet.set_mode(schedule.mode);
            super::super::focus_mode(grid.sheet, schedule.mode);
        }
        announce(untrack(|| {
            t_string!(i18n, hours.understood, words = words).to_string()
        }));
    };
    let id = grid.at("sentence");
    view! {
        <div
            class="hours-sentence"
            on:keydown=move |event| {
                if event.key() == "Enter" && event.target().is_some_and(|target| {
                    use wasm_bindgen::JsCast;
                    target.has_type::<web_sys::HtmlInputElement>()
                }) {
                    event.prevent_default();
                    take();
                }
            }
        >
            <TextField
                id
                optional=true
                label=move || t_string!(i18n, hours.sentence)
                help=move || t_string!(i18n, hours.sentence_help)
                value
                error
            />
            <Button variant="secondary" on_click=move |()| take()>
                {t!(i18n, hours.use_sentence)}
            </Button>
            <p class="hours-understood" role="status">
                {move || {
                    understood
                        .get()
                        .map(|words| t_string!(i18n, hours.understands, words = words).to_string())
                }}
            </p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::hours::{HolidayChoice, HolidayKey};

    #[test]
    fn a_week_is_read_and_what_was_strange_is_told() {
        let reading = Reading::of("hverdager 8–15.30, tors til 18, ring først", true);
        assert_eq!(reading.schedule.expect("a week").weekly.len(), 2);
        assert_eq!(reading.strange, ["ring først"]);
        let nothing = Reading::of("ring oss", true);
        assert_eq!((nothing.schedule, nothing.strange.len()), (None, 1));
    }

    #[test]
    fn a_season_takes_neither_mode_nor_holidays() {
        let always = Reading::of("døgnåpent", false).schedule.expect("a week");
        assert_eq!(
            (always.weekly.len(), always.weekly[0].duration_minutes),
            (1, 1440)
        );
        assert!(Reading::of("kun etter avtale", false).schedule.is_none());
        let holidays = Reading::of("julaften stengt", false);
        assert!(holidays.schedule.is_none() && !holidays.strange.is_empty());
        let both = Reading::of("hverdager 8-15, julaften stengt", false);
        assert_eq!(both.strange, ["julaften stengt"]);
        assert_eq!(
            both.schedule.map(|week| week.holidays.overrides),
            Some(Vec::new())
        );
    }

    #[test]
    fn holidays_in_a_sentence_are_taken_and_others_stay() {
        let read = Reading::of("julaften 10-12, helligdager som søndag", true)
            .schedule
            .expect("holidays");
        let mut schedule = Schedule {
            mode: Mode::Scheduled,
            ..Reading::of("julaften stengt, nyttårsaften stengt", true)
                .schedule
                .expect("holidays")
        };
        take_holidays(&mut schedule, &read);
        assert_eq!(schedule.holidays.rule, HolidayRule::AsSunday);
        let choice = |key| {
            let found = schedule
                .holidays
                .overrides
                .iter()
                .find(|one| one.key == key);
            found.map(|one| one.choice)
        };
        assert_eq!(choice(HolidayKey::ChristmasEve), Some(HolidayChoice::Hours));
        assert_eq!(choice(HolidayKey::NewYearsEve), Some(HolidayChoice::Closed));
    }
}
