//! Parts of the year with a week of their own, and the year as a whole: which season applies when, and where none does.

use chrono::NaiveDate;
use leptos::prelude::*;
use veiviser_schema::hours::special::reasons::{self, Reason};
use veiviser_schema::hours::special::year::{self, Stretch};
use veiviser_schema::hours::special::{self, typed};
use veiviser_schema::hours::{Schedule, Season, read};
use veiviser_schema::text::{Language, LocalizedText};

use super::super::sheet::use_sheet;
use super::super::week::WeekEditor;
use super::dates::DateField;
use super::item::{At, Item, Part, endless, part};
use super::list::{Kind, List, Rows};
use super::phrase::Phrase;
use super::said;
use crate::i18n::*;
use crate::ui::{Bind, Button, Choice, RadioGroup, announce, locale_of};

pub const SEASONS: Kind = Kind::of::<Season>(fields);

const NAMES: [Reason; 5] = [
    ["Sommer", "Sommar", "Summer"],
    ["Vinter", "Vinter", "Winter"],
    ["Skoleferie", "Skuleferie", "School holidays"],
    ["Fellesferie", "Fellesferie", "General holidays"],
    ["Jul og nyttår", "Jul og nyttår", "Christmas and New Year"],
];

impl Item for Season {
    const PATH: &'static str = "seasons";
    const LIST: Part<Schedule, Vec<Self>> = part!(seasons);
    const PHRASE: Part<Self, LocalizedText> = part!(name);

    fn start(&self) -> &str {
        &self.from
    }

    fn is_over(&self, today: NaiveDate) -> bool {
        year::is_over(self, today)
    }

    fn name(&self, language: Language) -> String {
        let readable = |text: &str| read::date(text).is_ok() || read::month_day(text).is_ok();
        let name = self.name.best(language).map(|(_, name)| name.trim());
        match (readable(&self.from), readable(&self.to), name) {
            (true, true, _) => special::season_name(language, self),
            (_, _, Some(name)) => name.to_owned(),
            (true, false, None) => endless(language, &typed::shown(language, &self.from)),
            (false, _, None) => {
                td_string!(locale_of(language), hours_special.new_season).to_owned()
            }
        }
    }

    fn words(&self, language: Language) -> Option<String> {
        let hours = special::season_hours(language, self);
        Some(special::capital(&hours))
    }
}

fn fields(index: usize) -> AnyView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let today = sheet.today();
    let season = At::<Season>::new(index);
    let item = season.path();
    // What the dates say; as long as they say nothing, what was chosen here.
    let chosen = RwSignal::new(false);
    let dated = Memo::new(move |_| {
        let chosen = chosen.get();
        season.read(year::is_dated).flatten().unwrap_or(chosen)
    });
    let kind = Bind::new(
        move || if dated.get() { "once" } else { "yearly" }.to_owned(),
        move |code: String| {
            let once = code == "once";
            chosen.set(once);
            season.edit(|item| year::set_dated(item, once, today));
        },
    );
    let kinds = Signal::derive(move || {
        vec![
            Choice::new("yearly", t_string!(i18n, hours_special.every_year)),
            Choice::new("once", t_string!(i18n, hours_special.once)),
        ]
    });
    let read = move |text: &str, near: NaiveDate| {
        if dated.get_untracked() {
            typed::day(text, near).map(|day| day.to_string())
        } else {
            typed::month_day(text).map(|(month, day)| format!("{month:02}-{day:02}"))
        }
    };
    let write_from = Callback::new(move |text: String| {
        season.edit(|item| item.from = read(&text, today).unwrap_or(text));
    });
    let write_to = Callback::new(move |text: String| {
        season.edit(|item| {
            let near = item.from.parse().unwrap_or(today);
            item.to = read(&text, near).unwrap_or(text);
        });
    });
    let rules = season.list(part!(rules));
    let every_year = Signal::derive(move || !dated.get());
    let nothing = Memo::new(|_| Vec::new());
    view! {
        <Phrase
            path=format!("{item}.name")
            place=season.slot()
            ready=&NAMES
            label=move || t_string!(i18n, hours_special.season_name)
            none=move || t_string!(i18n, hours_special.no_name)
        />
        <RadioGroup
            id=sheet.field_id(&format!("{item}.kind"))
            label=move || t_string!(i18n, hours_special.how_often)
            value=kind
            choices=kinds
        />
        <div class="special-line">
            <DateField
                path=format!("{item}.from")
                item=item.clone()
                label=move || t_string!(i18n, hours_special.first_day)
                text=season.text(|item| &item.from)
                write=write_from
                every_year
            />
            <DateField
                path=format!("{item}.to")
                item=item.clone()
                label=move || t_string!(i18n, hours_special.last_day)
                text=season.text(|item| &item.to)
                write=write_to
                every_year
            />
        </div>
        <WeekEditor path=format!("{item}.rules") rules />
        {said((move || t_string!(i18n, hours_special.changes)).into(), nothing, sheet.warnings_within(&item))}
    }
    .into_any()
}

/// The list with what adds to it, and the year ahead.
#[component]
pub fn Seasons(list: List) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let add = move |()| {
        // It begins as the week that stands there: what is the same need not be typed again.
        let rules = sheet.get_untracked().weekly;
        list.add(
            |schedule| {
                schedule.seasons.push(Season {
                    rules,
                    ..Season::default()
                });
            },
            Some("name"),
        );
    };
    let add_summer = move |()| {
        let rules = sheet.get_untracked().weekly;
        let summer = Season {
            name: reasons::text(&NAMES[0]),
            from: "06-15".to_owned(),
            to: "08-15".to_owned(),
            rules,
        };
        list.add(|schedule| schedule.seasons.push(summer), Some("from"));
        announce(untrack(|| t_string!(i18n, hours_special.summer_added)));
    };
    view! {
        <p class="field-help">{t!(i18n, hours_special.seasons_help)}</p>
        <Rows list none=move || t_string!(i18n, hours_special.no_seasons) />
        <div class="actions">
            <Button variant="secondary" size="sm" id=list.add_id() on_click=add>
                {t!(i18n, hours_special.add_season)}
            </Button>
            <Button variant="tertiary" size="sm" on_click=add_summer>
                {t!(i18n, hours_special.add_summer)}
            </Button>
        </div>
        <Show when=move || list.len() != 0>
            <YearAhead />
        </Show>
    }
}

/// The year ahead: a bar for the eye, and the same as a list in words.
#[component]
fn YearAhead() -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let today = sheet.today();
    let stretches = Memo::new(move |_| sheet.read(|schedule| year::ahead(schedule, today)));
    let bar = move || {
        let of = |stretch: &Stretch| {
            let days = stretch.days().to_string();
            // Neighbours differ: each season has its pattern, and the gap has none.
            let class = stretch.season.map_or("special-gap".to_owned(), |season| {
                format!("special-season special-season-{}", season % 4)
            });
            view! { <span class=class style:flex-grow=days></span> }
        };
        stretches.with(|stretches| stretches.iter().map(of).collect_view())
    };
    let lines = move || {
        let language = sheet.language.get();
        sheet.read(|schedule| {
            let of = |stretch: &Stretch| {
                let dates = special::range_words(language, stretch.from, stretch.to);
                let said = match stretch.season.and_then(|at| schedule.seasons.get(at)) {
                    Some(season) => {
                        let name = season.name.best(language).map(|(_, name)| name.to_owned());
                        let name = name
                            .unwrap_or_else(|| t_string!(i18n, hours_special.a_season).to_owned());
                        format!("{name}: {}", special::season_hours(language, season))
                    }
                    None => {
                        let hours = special::week_hours(language, &schedule.weekly);
                        t_string!(i18n, hours_special.gap, hours = hours).to_string()
                    }
                };
                let gap = stretch.season.is_none();
                view! {
                    <li class:muted=gap>
                        <strong>{dates}</strong>
                        " – "
                        {said}
                    </li>
                }
            };
            stretches.with(|stretches| stretches.iter().map(of).collect_view())
        })
    };
    view! {
        <div class="special-year">
            <p class="ds-label">{t!(i18n, hours_special.year_ahead)}</p>
            <div class="special-bar" aria-hidden="true">{bar}</div>
            <ol class="special-stretches">{lines}</ol>
        </div>
    }
}
