//! A field for a date or a time, typed as text.
//!
//! Text and not `<input type="date">` alone: the browser's own has three stops in an order that follows the computer's language, takes
//! no `24. des`, forgets a date that is half typed and tells nobody the weekday. Here what was typed stays until the field is left, is
//! then written out, and the weekday stands beneath. Arrow keys move it on. The browser's calendar is kept beside it for pointers and
//! fingers, off the Tab key's road.

use leptos::prelude::*;

use crate::i18n::*;
use crate::ui::FieldError;
use crate::ui::pointer::held;

/// Everything about one field; the parent reads what was typed and writes it to the document.
#[component]
pub fn TypedField(
    id: String,
    #[prop(into)] label: TextProp,
    /// What the document says, as people write it.
    #[prop(into)]
    shown: Signal<String>,
    /// What was typed so far.
    write: Callback<String>,
    /// Arrow up and down: so many steps.
    step: Callback<i64>,
    #[prop(into)] error: Signal<Option<String>>,
    /// It was just added: nothing is said of what it lacks.
    #[prop(into)]
    fresh: Signal<bool>,
    /// What was understood.
    echo: Signal<Option<String>>,
    help: Option<TextProp>,
    /// The date for the browser's calendar, where one is wanted.
    calendar: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    // While it is in use the field is the person's own.
    let typed = RwSignal::new(None::<String>);
    let visited = RwSignal::new(false);
    let text = Memo::new(move |_| typed.get().unwrap_or_else(|| shown.get()));
    let error = held(Signal::derive(move || {
        let untouched = fresh.get() && (!visited.get() || shown.with(String::is_empty));
        error
            .get()
            .filter(|_| !untouched && typed.with(Option::is_none))
    }));
    let echo = held(echo);
    let (help_id, echo_id, error_id) = (
        format!("{id}-help"),
        format!("{id}-echo"),
        format!("{id}-error"),
    );
    let described = {
        let (help_id, echo_id, error_id) = (help_id.clone(), echo_id.clone(), error_id.clone());
        let has_help = help.is_some();
        move || {
            let mut ids = Vec::new();
            if error.with(Option::is_some) {
                ids.push(error_id.as_str());
            }
            if echo.with(Option::is_some) {
                ids.push(echo_id.as_str());
            }
            if has_help {
                ids.push(help_id.as_str());
            }
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowUp" => 1,
            "ArrowDown" => -1,
            _ => return,
        };
        event.prevent_default();
        step.run(by);
        typed.set(None);
    };
    let label = StoredValue::new(label);
    let named = move || label.with_value(|label| label.get().to_string());
    let wanted = Memo::new(move |_| calendar.with(Option::is_some));
    let picker = move || {
        wanted.get().then(|| view! {
            <input
                class="ds-input special-calendar"
                type="date"
                tabindex="-1"
                aria-label=move || t_string!(i18n, hours_special.calendar, field = named()).to_string()
                prop:value=move || calendar.get().unwrap_or_default()
                on:change=move |event| {
                    let picked = event_target_value(&event);
                    if !picked.is_empty() {
                        write.run(picked);
                    }
                }
            />
        })
    };
    view! {
        <div class="ds-field special-field">
            <label class="ds-label" for=id.clone()>{named}</label>
            {help.map(|help| view! { <p class="field-help" id=help_id>{move || help.get()}</p> })}
            <div class="special-typed">
                <input
                    class="ds-input"
                    id=id
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described
                    prop:value=move || text.get()
                    on:input=move |event| {
                        let now = event_target_value(&event);
                        typed.set(Some(now.clone()));
                        write.run(now);
                    }
                    on:keydown=keys
                    on:blur=move |_| {
                        visited.set(true);
                        typed.set(None);
                    }
                />
                {picker}
            </div>
            {move || {
                let id = echo_id.clone();
                echo.get().map(|words| view! { <p class="special-echo" id=id>{words}</p> })
            }}
            <FieldError id=error_id error />
        </div>
    }
}
