//! Editing spans of hours: two texts each, what they mean in words, and the questions they raise. One line serves the rows of a week,
//! a holiday's own hours and a dated exception's alike.

use leptos::prelude::*;
use veiviser_schema::hours::{RuleState, Span};
use wasm_bindgen::JsCast;

use super::sheet::use_sheet;
use super::typed::{Edge, Line, Typed, moved, shown};
use crate::i18n::*;
use crate::ui::pointer::held;
use crate::ui::{Bind, Button, FieldError, announce, focus, focus_soon};

/// Where a line stands in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// `weekly[2]`, `exceptions[0].spans[1]`.
    pub path: String,
    /// Of several lines that share one rule, the one that problems lead to and questions are asked at.
    pub leads: bool,
    /// What its start is told overlaps on another day of the same rule.
    pub elsewhere: bool,
}

/// One span. `id` begins the ids of its elements, and is its own.
#[component]
pub fn SpanLine(
    id: String,
    /// What it belongs to, for those who hear the fields one by one: "Mandag".
    #[prop(into)]
    name: TextProp,
    #[prop(into)] line: Signal<Line>,
    write: Callback<Line>,
    remove: Callback<()>,
    #[prop(into)] place: Signal<Option<Place>>,
    /// What Enter does, after the time was taken.
    #[prop(optional)]
    enter: Option<Callback<Edge>>,
    /// More to say about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let typed = Memo::new(move |_| line.with(|line| line.typed.clone()));
    let set = Callback::new(move |next: Typed| {
        let line = line.get_untracked();
        write.run(Line {
            typed: next,
            ..line
        });
    });
    let end_id = StoredValue::new(format!("{id}-end"));
    let anchor = move |field: &'static str| {
        place
            .get()
            .filter(|place| place.leads)
            .map(|place| sheet.field_id(&(place.path + field)))
    };
    let asks = held(Signal::derive(move || typed.with(Typed::asks)));
    let night = held(Signal::derive(move || {
        let language = sheet.language.get();
        typed.with(|typed| typed.overnight().then(|| shown(language, &typed.end)))
    }));
    // The end on the same day that may have been meant.
    let sooner = Memo::new(move |_| typed.with(Typed::sooner));
    let unconfirmed = Memo::new(move |_| {
        night.with(Option::is_some)
            && place
                .get()
                .is_some_and(|place| place.leads && !sheet.night_confirmed(&place.path))
    });
    let confirm = move || {
        if let Some(place) = place.get_untracked() {
            sheet.confirm_night(&place.path);
        }
    };
    let meant = move |()| {
        confirm();
        announce(untrack(|| t_string!(i18n, hours.night_confirmed)));
        end_id.with_value(|id| focus(id));
    };
    let whole_day = move |()| {
        set.run(typed.get_untracked().round_the_clock());
        confirm();
        announce(untrack(|| t_string!(i18n, hours.is_24_hours)));
        end_id.with_value(|id| focus(id));
    };
    let same_day = move |()| {
        if let Some(end) = sooner.get_untracked() {
            set.run(typed.get_untracked().with(Edge::End, &end));
        }
        end_id.with_value(|id| focus(id));
    };
    let mend = move |()| end_id.with_value(|id| focus(id));
    let times = [Edge::Start, Edge::End]
        .map(|edge| {
            view! { <TimeField id=id.clone() name=name.clone() edge typed set place enter /> }
                .into_any()
        })
        .collect_view();
    let label = StoredValue::new(name);
    let named = move || label.with_value(|name| name.get().to_string());
    view! {
        <div class="hours-span" id=move || anchor("") on:focusout=move |event| left(&event, move || sheet.set_fresh(None))>
            <div class="hours-times">
                {times}
                <Button
                    variant="tertiary"
                    size="sm"
                    color="danger"
                    aria_label=move || t_string!(i18n, hours.remove_label, day = named()).to_string()
                    on_click=remove
                >
                    {t!(i18n, hours.remove)}
                </Button>
            </div>
            {move || {
                asks.get()
                    .then(|| {
                        view! {
                            <div class="actions hours-question">
                                <Button variant="secondary" size="sm" on_click=whole_day>
                                    {t!(i18n, hours.yes_24_hours)}
                                </Button>
                                <Button variant="tertiary" size="sm" on_click=mend>
                                    {t!(i18n, hours.no_mend)}
                                </Button>
                            </div>
                        }
                    })
            }}
            {move || {
                night
                    .get()
                    .map(|time| {
                        let words = move || {
                            if typed.with(Typed::is_round_the_clock) {
                                t_string!(i18n, hours.whole_day, time = time.clone()).to_string()
                            } else {
                                t_string!(i18n, hours.next_day, time = time.clone()).to_string()
                            }
                        };
                        view! { <span class="hours-night">{words}</span> }
                    })
            }}
            {move || {
                unconfirmed
                    .get()
                    .then(|| {
                        view! {
                            <div class="actions hours-question">
                                <Button variant="secondary" size="sm" on_click=meant>
                                    {t!(i18n, hours.night_meant)}
                                    <span class="visually-hidden">" – "{named}</span>
                                </Button>
                                {move || {
                                    let language = sheet.language.get();
                                    sooner
                                        .get()
                                        .map(|end| {
                                            let time = shown(language, &end);
                                            view! {
                                                <Button variant="tertiary" size="sm" on_click=same_day>
                                                    {t!(i18n, hours.no_same_day, time = time.clone())}
                                                    <span class="visually-hidden">" – "{named}</span>
                                                </Button>
                                            }
                                        })
                                }}
                            </div>
                        }
                    })
            }}
            {children.map(|children| children())}
        </div>
    }
}

/// Acts when focus goes out of the element the event was caught at.
fn left(event: &web_sys::FocusEvent, act: impl FnOnce()) {
    let own = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let next = event
        .related_target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    if !own.is_some_and(|own| own.contains(next.as_ref())) {
        act();
    }
}

/// One end of a span. What was typed is taken when the field is left, on Enter and by the arrows; half-typed text stays.
#[component]
fn TimeField(
    id: String,
    name: TextProp,
    edge: Edge,
    typed: Memo<Typed>,
    set: Callback<Typed>,
    place: Signal<Option<Place>>,
    enter: Option<Callback<Edge>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let own = format!("{id}-{}", if edge == Edge::Start { "start" } else { "end" });
    let text = Memo::new(move |_| {
        let language = sheet.language.get();
        typed.with(|typed| shown(language, typed.text(edge)))
    });
    let error = held(Signal::derive(move || {
        let place = place.get();
        if place
            .as_ref()
            .is_some_and(|place| sheet.is_fresh(&place.path))
        {
            return None;
        }
        let typed = typed.get();
        if typed.unread(edge) {
            let text = typed.text(edge).to_owned();
            return Some(if text.is_empty() {
                t_string!(i18n, hours.time_missing).to_owned()
            } else {
                t_string!(i18n, hours.time_unread, text = text).to_string()
            });
        }
        if typed.asks() {
            return (edge == Edge::End).then(|| t_string!(i18n, hours.is_it_24_hours).to_owned());
        }
        // With the other end unread, what the document says is about that.
        let both = !typed.unread(Edge::Start) && !typed.unread(Edge::End);
        let field = if edge == Edge::Start {
            ".start"
        } else {
            ".durationMinutes"
        };
        place
            .filter(|place| both && !(edge == Edge::Start && place.elsewhere))
            .and_then(|place| sheet.error_now(&(place.path + field)))
    }));
    // Problems lead to the field that can mend them: what cannot be read stands in the document's start.
    let anchor = move || {
        let (start, end) = typed.with(|typed| (typed.unread(Edge::Start), typed.unread(Edge::End)));
        let field = match edge {
            Edge::Start if end && !start => return None,
            Edge::Start => ".start",
            Edge::End if end && !start => ".start",
            Edge::End => ".durationMinutes",
        };
        place
            .get()
            .filter(|place| place.leads)
            .map(|place| sheet.field_id(&(place.path + field)))
    };
    let take = move |input: &web_sys::HtmlInputElement, now: &str| {
        set.run(typed.get_untracked().with(edge, now));
        // The same time in other writing is no change, and would be left standing.
        input.set_value(&text.get_untracked());
        sheet.set_typing(false);
    };
    let changed = move |event: web_sys::Event| {
        if let Some(input) = input_of(&event) {
            take(&input, &input.value());
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        let Some(input) = input_of(&event) else {
            return;
        };
        match event.key().as_str() {
            key @ ("ArrowUp" | "ArrowDown") => {
                if let Some(next) = moved(&input.value(), if key == "ArrowUp" { 15 } else { -15 }) {
                    event.prevent_default();
                    take(&input, &next);
                }
            }
            "Enter" => {
                event.prevent_default();
                take(&input, &input.value());
                if let Some(enter) = enter {
                    enter.run(edge);
                }
            }
            _ => {}
        }
    };
    let label = move || {
        let name = name.get();
        match edge {
            Edge::Start => t_string!(i18n, hours.from_label, day = name).to_string(),
            Edge::End => t_string!(i18n, hours.to_label, day = name).to_string(),
        }
    };
    let error_id = format!("{own}-error");
    let described = error_id.clone();
    view! {
        {(edge == Edge::End).then(|| view! { <span aria-hidden="true" class="hours-dash">"–"</span> })}
        <div class="hours-end" id=anchor>
            <input
                class="ds-input hours-time"
                id=own
                type="text"
                autocomplete="off"
                spellcheck="false"
                maxlength="40"
                aria-label=label
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || error.with(Option::is_some).then(|| described.clone())
                prop:value=text
                on:change=changed
                on:keydown=keys
            />
            <FieldError id=error_id error />
        </div>
    }
}

fn input_of(event: &web_sys::Event) -> Option<web_sys::HtmlInputElement> {
    event.current_target()?.dyn_into().ok()
}

/// An editable list of spans that stands at a path of the schedule: a holiday's own hours, an exception's.
#[component]
pub fn SpanFields(
    #[prop(into)] path: String,
    #[prop(into)] label: TextProp,
    spans: Bind<Vec<Span>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let read = |spans: &Vec<Span>| spans.iter().map(Line::of_span).collect::<Vec<_>>();
    let lines = Memo::new(move |_| spans.get.with(read));
    let count = Memo::new(move |_| lines.with(Vec::len));
    let edit = move |change: &dyn Fn(&mut Vec<Span>)| {
        let mut now = spans.get.get_untracked();
        change(&mut now);
        spans.set.run(now);
    };
    let id = sheet.field_id(&path);
    let add_id = format!("{id}-add");
    let (path, id, add, name) = (
        StoredValue::new(path),
        StoredValue::new(id.clone()),
        StoredValue::new(add_id.clone()),
        StoredValue::new(label),
    );
    let line_id = move |index: usize| id.with_value(|id| format!("{id}-line{index}"));
    let place_of = move |index: usize| Place {
        path: path.with_value(|path| format!("{path}[{index}]")),
        leads: true,
        elsewhere: false,
    };
    let rows = move || {
        (0..count.get())
            .map(|index| {
                let line = Memo::new(move |_| {
                    lines.with(|lines| lines.get(index).cloned().unwrap_or_default())
                });
                let write = Callback::new(move |line: Line| {
                    edit(&|spans| {
                        if let Some(slot) = spans.get_mut(index) {
                            *slot = line.span();
                        }
                    });
                });
                let remove = Callback::new(move |()| {
                    edit(&|spans| {
                        if index < spans.len() {
                            spans.remove(index);
                        }
                    });
                    add.with_value(|id| focus(id));
                });
                let place = Signal::derive(move || Some(place_of(index)));
                let label = move || {
                    let name = name.with_value(|name| name.get().to_string());
                    if count.get() > 1 {
                        format!("{name}, {}", index + 1)
                    } else {
                        name
                    }
                };
                let appointment = Bind::new(
                    move || line.with(|line| line.state == RuleState::Appointment),
                    move |on| {
                        let mut next = line.get_untracked();
                        next.state = if on {
                            RuleState::Appointment
                        } else {
                            RuleState::Open
                        };
                        write.run(next);
                    },
                );
                let own = line_id(index);
                let box_id = format!("{own}-appointment");
                view! {
                    <SpanLine id=own name=label line write remove place>
                        <span class="hours-toggle">
                            <input
                                class="ds-input"
                                type="checkbox"
                                id=box_id.clone()
                                prop:checked=move || appointment.get.get()
                                on:change=move |event| appointment.set.run(event_target_checked(&event))
                            />
                            <label for=box_id>
                                {t!(i18n, hours.appointment)}
                                <span class="visually-hidden">", "{label}</span>
                            </label>
                        </span>
                    </SpanLine>
                }
                .into_any()
            })
            .collect_view()
    };
    let more = move |()| {
        let index = count.get_untracked();
        sheet.set_fresh(Some(place_of(index).path));
        edit(&|spans| spans.push(Line::default().span()));
        focus_soon(format!("{}-start", line_id(index)));
    };
    let error = path.with_value(|path| sheet.error(path));
    view! {
        <div class="hours-spans" role="group" id=id.get_value() aria-label=move || name.with_value(|name| name.get().to_string())>
            {rows}
            {move || error.get().map(|message| view! { <p class="ds-validation-message">{message}</p> })}
            <Button
                id=add_id
                variant="tertiary"
                size="sm"
                aria_label=move || {
                    let name = name.with_value(|name| name.get().to_string());
                    t_string!(i18n, hours.add_span_label, day = name).to_string()
                }
                on_click=more
            >
                {t!(i18n, hours.add_span)}
            </Button>
        </div>
    }
}
