//! Choosing: one of few (radio), one of many (select), several (checkboxes), yes or no.

use leptos::prelude::*;

use super::field::{FieldError, described_by, error_id, framed, help_id};
use super::forms::Bind;

/// Something that can be chosen: the value that is kept and the words for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// One of many. An empty value is "nothing chosen"; give it a choice of its own where that is allowed.
#[component]
pub fn SelectField(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Bind<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(optional, into)] help: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let described = described_by(&id, help.is_some(), error);
    let options = move || {
        let chosen = value.get.get();
        choices
            .get()
            .into_iter()
            .map(|choice| {
                let selected = choice.value == chosen;
                view! { <option value=choice.value selected=selected>{choice.label}</option> }
            })
            .collect_view()
    };
    let control = view! {
        <select
            class="ds-input"
            id=id.clone()
            name=id.clone()
            aria-required=(!optional).then_some("true")
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=described
            on:change=move |event| value.set.run(event_target_value(&event))
        >
            {options}
        </select>
    }
    .into_any();
    framed(id, label, help, error, optional, control)
}

/// One of few, all in sight.
#[component]
pub fn RadioGroup(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Bind<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(optional, into)] help: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let name = id.clone();
    let rows = move || {
        choices
            .get()
            .into_iter()
            .map(|choice| {
                let own = format!("{name}-{}", choice.value);
                let chosen = choice.value.clone();
                let kept = choice.value.clone();
                view! {
                    <div class="ds-field choice">
                        <input
                            class="ds-input"
                            type="radio"
                            id=own.clone()
                            name=name.clone()
                            prop:checked=move || value.get.with(|value| *value == chosen)
                            on:change=move |_| value.set.run(kept.clone())
                        />
                        <label class="ds-label" data-weight="regular" for=own>{choice.label}</label>
                    </div>
                }
            })
            .collect_view()
    };
    group(id, label, help, error, rows.into_any())
}

/// Several of few.
#[component]
pub fn CheckboxGroup(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Bind<Vec<String>>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(optional, into)] help: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let name = id.clone();
    let rows = move || {
        let order: Vec<String> = choices
            .get()
            .into_iter()
            .map(|choice| choice.value)
            .collect();
        choices
            .get()
            .into_iter()
            .map(|choice| {
                let own = format!("{name}-{}", choice.value);
                let (shown, kept, order) = (choice.value.clone(), choice.value.clone(), order.clone());
                view! {
                    <div class="ds-field choice">
                        <input
                            class="ds-input"
                            type="checkbox"
                            id=own.clone()
                            name=name.clone()
                            prop:checked=move || value.get.with(|value| value.contains(&shown))
                            on:change=move |event| {
                                let chosen = value.get.get_untracked();
                                value.set.run(toggled(&chosen, &kept, event_target_checked(&event), &order));
                            }
                        />
                        <label class="ds-label" data-weight="regular" for=own>{choice.label}</label>
                    </div>
                }
            })
            .collect_view()
    };
    group(id, label, help, error, rows.into_any())
}

/// The chosen values with one put in or taken out, in the order of the choices.
fn toggled(chosen: &[String], value: &str, on: bool, order: &[String]) -> Vec<String> {
    let mut next: Vec<String> = chosen
        .iter()
        .filter(|other| *other != value)
        .cloned()
        .collect();
    if on {
        next.push(value.to_owned());
    }
    next.sort_by_key(|value| {
        order
            .iter()
            .position(|other| other == value)
            .unwrap_or(usize::MAX)
    });
    next
}

/// One yes or no.
#[component]
pub fn Checkbox(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Bind<bool>,
    #[prop(optional, into)] help: Option<TextProp>,
) -> impl IntoView {
    let describe = help.is_some().then(|| help_id(&id));
    let help =
        help.map(|help| view! { <p class="field-help" id=help_id(&id)>{move || help.get()}</p> });
    view! {
        <div class="ds-field choice">
            <input
                class="ds-input"
                type="checkbox"
                id=id.clone()
                name=id.clone()
                aria-describedby=describe
                prop:checked=move || value.get.get()
                on:change=move |event| value.set.run(event_target_checked(&event))
            />
            <label class="ds-label" data-weight="regular" for=id.clone()>{move || label.get()}</label>
            {help}
        </div>
    }
}

fn group(
    id: String,
    label: TextProp,
    help: Option<TextProp>,
    error: Signal<Option<String>>,
    rows: AnyView,
) -> AnyView {
    let described = described_by(&id, help.is_some(), error);
    let help =
        help.map(|help| view! { <p class="field-help" id=help_id(&id)>{move || help.get()}</p> });
    view! {
        <fieldset class="ds-fieldset" id=id.clone() aria-describedby=described>
            <legend class="ds-label">{move || label.get()}</legend>
            {help}
            {rows}
            <FieldError id=error_id(&id) error />
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::toggled;

    #[test]
    fn choices_keep_the_order_of_the_list() {
        let order = ["a", "b", "c"].map(str::to_owned);
        let chosen = toggled(&["c".to_owned()], "a", true, &order);
        assert_eq!(chosen, ["a", "c"]);
        assert_eq!(toggled(&chosen, "c", false, &order), ["a"]);
        assert_eq!(toggled(&chosen, "a", true, &order), ["a", "c"]);
    }
}
