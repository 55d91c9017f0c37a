//! Fields of the form: each knows its path, and so finds its element id, its name, and what is wrong with it.

use std::str::FromStr;

use leptos::html;
use leptos::prelude::*;
use veiviser_schema::text::{Language, LocalizedText};

use super::lens::Lens;
use super::paths::field_id;
use super::state::use_editor;
use crate::i18n::*;
use crate::ui::{Bind, FieldError};

/// What is said beneath a field: an error, or else what is worth a look.
#[component]
pub fn Notes(
    id: String,
    error: Signal<Option<String>>,
    warning: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let warning_id = format!("{id}-warning");
    view! {
        <FieldError id=format!("{id}-error") error />
        {move || {
            let id = warning_id.clone();
            warning
                .get()
                .map(|message| {
                    view! {
                        <p class="ds-validation-message" data-color="warning" id=id>
                            <span class="visually-hidden">{t!(i18n, editor.worth_a_look)}" "</span>
                            {message}
                        </p>
                    }
                })
        }}
    }
}

/// What a control is described by: what is said about it first, then its help.
fn described(
    id: &str,
    has_help: bool,
    error: Signal<Option<String>>,
    warning: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + use<> {
    let id = id.to_owned();
    move || {
        let mut ids = Vec::new();
        if error.with(Option::is_some) {
            ids.push(format!("{id}-error"));
        }
        if warning.with(Option::is_some) {
            ids.push(format!("{id}-warning"));
        }
        if has_help {
            ids.push(format!("{id}-help"));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// A text: one line, or several where `rows` is more than one.
#[component]
pub fn Text(
    #[prop(into)] path: String,
    #[prop(into)] label: TextProp,
    value: Bind<String>,
    #[prop(into, default = None)] help: Option<TextProp>,
    #[prop(default = 1)] rows: u32,
    /// The language of what is written in it.
    #[prop(default = None)]
    lang: Option<&'static str>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = None)] inputmode: Option<&'static str>,
    /// What is wrong with what was typed, where that never reaches the document.
    #[prop(default = None)]
    unread: Option<Signal<Option<String>>>,
) -> impl IntoView {
    let editor = use_editor();
    let id = field_id(&path);
    let (ruled, warning) = (editor.error(&path), editor.warning(&path));
    let error = match unread {
        Some(unread) => Signal::derive(move || unread.get().or_else(|| ruled.get())),
        None => ruled,
    };
    let described = described(&id, help.is_some(), error, warning);
    let invalid = move || error.with(Option::is_some).then_some("true");
    let control = if rows > 1 {
        let node = NodeRef::<html::Textarea>::new();
        Effect::new(move |_| {
            let wanted = value.get.get();
            if let Some(node) = node.get().filter(|node| node.value() != wanted) {
                node.set_value(&wanted);
            }
        });
        view! {
            <textarea
                class="ds-input"
                id=id.clone()
                rows=rows
                lang=lang
                aria-invalid=invalid
                aria-describedby=described
                node_ref=node
                on:input=move |event| value.set.run(event_target_value(&event))
                on:blur=move |_| editor.leave(&path)
            ></textarea>
        }
        .into_any()
    } else {
        // Written only where it differs: a date that is half typed reads as empty, and must not be wiped.
        let node = NodeRef::<html::Input>::new();
        Effect::new(move |_| {
            let wanted = value.get.get();
            if let Some(node) = node.get().filter(|node| node.value() != wanted) {
                node.set_value(&wanted);
            }
        });
        view! {
            <input
                class="ds-input"
                id=id.clone()
                type=kind
                inputmode=inputmode
                lang=lang
                autocomplete="off"
                aria-invalid=invalid
                aria-describedby=described
                node_ref=node
                on:input=move |event| value.set.run(event_target_value(&event))
                on:blur=move |_| editor.leave(&path)
            />
        }
        .into_any()
    };
    let help = help.map(
        |help| view! { <p class="field-help" id=format!("{id}-help")>{move || help.get()}</p> },
    );
    view! {
        <div class="ds-field">
            <label class="ds-label" for=id.clone()>
                {move || label.get()}
            </label>
            {control}
            {help}
            <Notes id error warning />
        </div>
    }
}

/// A number. What was typed stays in the field as it was typed; what cannot be read is said to be so.
#[component]
pub fn Number<T>(
    #[prop(into)] path: String,
    #[prop(into)] label: TextProp,
    lens: Lens<Option<T>>,
    #[prop(into, default = None)] help: Option<TextProp>,
    #[prop(default = "numeric")] inputmode: &'static str,
) -> impl IntoView
where
    T: FromStr + ToString + Clone + PartialEq + Send + Sync + 'static,
{
    let i18n = use_i18n();
    let number = use_editor().bind(lens);
    let typed = RwSignal::new(String::new());
    let shown = move || {
        let number = number.get.get();
        let typed = typed.get();
        if read_number(&typed) == number {
            typed
        } else {
            number.map(|number| number.to_string()).unwrap_or_default()
        }
    };
    let value = Bind::new(shown, move |text: String| {
        let read = read_number::<T>(&text);
        typed.set(text);
        number.set.run(read);
    });
    let unread = Signal::derive(move || {
        let wrong =
            typed.with(|typed| !typed.trim().is_empty() && read_number::<T>(typed).is_none());
        (wrong && number.get.with(Option::is_none))
            .then(|| t_string!(i18n, editor.not_a_number).to_owned())
    });
    view! { <Text path label value help inputmode=Some(inputmode) unread=Some(unread) /> }
}

/// A number as Norwegians type it, with a comma.
fn read_number<T: FromStr>(typed: &str) -> Option<T> {
    typed.trim().replace(',', ".").parse().ok()
}

/// A language by its own name.
pub const fn own_name(language: Language) -> &'static str {
    match language {
        Language::Nb => "Bokmål",
        Language::Nn => "Nynorsk",
        Language::En => "English",
    }
}

/// A text in each language, side by side; what one language has and another lacks is marked.
#[component]
pub fn Localized(
    #[prop(into)] path: String,
    lens: Lens<LocalizedText>,
    /// Characters there is room for in each language.
    limit: usize,
    #[prop(default = 1)] rows: u32,
    #[prop(into, default = None)] help: Option<TextProp>,
) -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let whole = editor.bind(lens.clone()).get;
    let label = editor.label(&path);
    let help_id = format!("{}-about", field_id(&path));
    let described = help.is_some().then(|| help_id.clone());
    let columns = Language::ALL
        .into_iter()
        .map(|language| {
            let name = own_name(language);
            let missing = Memo::new(move |_| {
                whole.with(|text| !text.is_empty() && text.get(language).is_none())
            });
            let label = move || {
                if missing.get() {
                    format!("{name} – {}", t_string!(i18n, editor.missing))
                } else {
                    name.to_owned()
                }
            };
            let value = editor.bind_text(lens.clone(), language);
            let count = move || {
                let length = value.get.with(|text| text.chars().count());
                t_string!(i18n, editor.characters, count = length, limit = limit).to_string()
            };
            view! {
                <Text
                    path=format!("{path}.{}", language.tag())
                    label
                    value
                    rows
                    lang=Some(language.tag())
                    help=Some(TextProp::from(count))
                />
            }
        })
        .collect_view();
    let help = help.map(|help| view! { <p class="field-help" id=help_id>{move || help.get()}</p> });
    view! {
        <fieldset class="ds-fieldset localized" id=field_id(&path) aria-describedby=described>
            <legend class="ds-label">{label}</legend>
            {help}
            <div class="localized-columns">{columns}</div>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::read_number;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(read_number::<f64>(" 59,91 "), Some(59.91));
        assert_eq!(read_number::<f64>("59."), Some(59.0));
        assert_eq!(read_number::<i32>("16"), Some(16));
        assert_eq!(read_number::<i32>("16 år"), None);
        assert_eq!(read_number::<f64>("-"), None);
    }
}
