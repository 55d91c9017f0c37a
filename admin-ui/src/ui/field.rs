//! A field: its label, help beneath it, the control, and what is wrong, tied together for those who do not see them side by side.

use leptos::prelude::*;

use super::forms::Bind;
use crate::i18n::*;

/// Ids of the parts of a field.
pub fn help_id(id: &str) -> String {
    format!("{id}-help")
}

pub fn error_id(id: &str) -> String {
    format!("{id}-error")
}

/// What `aria-describedby` of a control says: the error first, then the help.
pub fn described_by(
    id: &str,
    has_help: bool,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + use<> {
    let (help, wrong) = (help_id(id), error_id(id));
    move || match (error.with(Option::is_some), has_help) {
        (true, true) => Some(format!("{wrong} {help}")),
        (true, false) => Some(wrong.clone()),
        (false, true) => Some(help.clone()),
        (false, false) => None,
    }
}

/// The frame around one control that brings its own: label, help, children, message.
#[component]
pub fn FieldFrame(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] help: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] optional: bool,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let help = help.map(|help| {
        view! { <p class="field-help" id=help_id(&id)>{move || help.get()}</p> }
    });
    view! {
        <div class="ds-field">
            <label class="ds-label" for=id.clone()>
                {move || label.get()}
                {optional.then(|| view! { <span class="field-optional">" ("{t!(i18n, common.optional)}")"</span> })}
            </label>
            {help}
            {children()}
            <FieldError id=error_id(&id) error />
        </div>
    }
}

/// What is wrong with a field, said at it. The control is described by it: `aria-describedby` its id.
#[component]
pub fn FieldError(id: String, #[prop(into)] error: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let id = id.clone();
        error.get().map(|message| {
            view! {
                <p class="ds-validation-message" id=id>
                    <span class="visually-hidden">{t!(i18n, common.field_error)}" "</span>
                    {message}
                </p>
            }
        })
    }
}

/// One line of text. `kind` is the input's type.
#[component]
pub fn TextField(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Bind<String>,
    #[prop(optional, into)] help: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] optional: bool,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    /// The language of what is written in it, where that is not the page's.
    #[prop(optional)]
    lang: Option<&'static str>,
    #[prop(optional)] maxlength: Option<u32>,
    #[prop(optional, into)] on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let described = described_by(&id, help.is_some(), error);
    let input = view! {
        <input
            class="ds-input"
            id=id.clone()
            name=id.clone()
            type=kind
            lang=lang
            autocomplete=autocomplete
            inputmode=inputmode
            maxlength=maxlength
            spellcheck=matches!(kind, "password" | "email" | "url").then_some("false")
            aria-required=(!optional).then_some("true")
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=described
            prop:value=move || value.get.get()
            on:input=move |event| value.set.run(event_target_value(&event))
            on:blur=move |_| if let Some(on_blur) = on_blur { on_blur.run(()) }
        />
    }
    .into_any();
    framed(id, label, help, error, optional, input)
}

/// Several lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Bind<String>,
    #[prop(optional, into)] help: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] optional: bool,
    #[prop(optional)] lang: Option<&'static str>,
    #[prop(optional)] maxlength: Option<u32>,
    #[prop(optional, into)] on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let described = described_by(&id, help.is_some(), error);
    let input = view! {
        <textarea
            class="ds-input"
            id=id.clone()
            name=id.clone()
            rows=rows
            lang=lang
            maxlength=maxlength
            aria-required=(!optional).then_some("true")
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=described
            prop:value=move || value.get.get()
            on:input=move |event| value.set.run(event_target_value(&event))
            on:blur=move |_| if let Some(on_blur) = on_blur { on_blur.run(()) }
        ></textarea>
    }
    .into_any();
    framed(id, label, help, error, optional, input)
}

/// [`FieldFrame`] with its optional parts passed on.
pub fn framed(
    id: String,
    label: TextProp,
    help: Option<TextProp>,
    error: Signal<Option<String>>,
    optional: bool,
    control: AnyView,
) -> AnyView {
    let props = FieldFrameProps {
        id,
        label,
        help,
        error,
        optional,
        children: Box::new(move || control),
    };
    FieldFrame(props).into_any()
}

/// Whose password a form is about, for password managers: not in sight, and not a stop on the way through the form.
#[component]
pub fn PasswordOwner(#[prop(into)] email: Signal<String>) -> impl IntoView {
    view! { <input class="visually-hidden" type="text" autocomplete="username" readonly tabindex="-1" aria-hidden="true" prop:value=move || email.get() /> }
}
