//! Fields over the contract's closed lists: the choices, their order and their words come from there.

use leptos::prelude::*;
use veiviser_schema::content::codes::{
    AccessibilityFeature, Anonymity, Answer, ContactKind, ContactParty, CostKind, Referral,
    Referrer, TargetGroup,
};
use veiviser_schema::text::Language;

use super::lens::Lens;
use super::paths::field_id;
use super::state::use_editor;
use crate::ui::{Bind, CheckboxGroup, Choice, RadioGroup, SelectField};

/// A closed list of the contract.
pub trait Code: Copy + PartialEq + Send + Sync + 'static {
    fn all() -> &'static [Self];
    fn code(self) -> &'static str;
    fn from_code(code: &str) -> Option<Self>;
    fn label(self, language: Language) -> &'static str;
}

macro_rules! codes {
    ($($kind:ty),*) => {$(
        impl Code for $kind {
            fn all() -> &'static [Self] {
                Self::ALL
            }
            fn code(self) -> &'static str {
                <$kind>::code(self)
            }
            fn from_code(code: &str) -> Option<Self> {
                <$kind>::from_code(code)
            }
            fn label(self, language: Language) -> &'static str {
                <$kind>::label(self, language)
            }
        }
    )*};
}
codes!(
    AccessibilityFeature,
    Anonymity,
    Answer,
    ContactKind,
    ContactParty,
    CostKind,
    Referral,
    Referrer,
    TargetGroup
);

fn choices<T: Code>(language: Signal<Language>) -> Signal<Vec<Choice>> {
    Signal::derive(move || {
        let language = language.get();
        T::all()
            .iter()
            .map(|code| Choice::new(code.code(), code.label(language)))
            .collect()
    })
}

/// One code as the text a control works with. What is not a code changes nothing.
fn one<T: Code + Default>(value: Bind<T>) -> Bind<String> {
    Bind::new(
        move || value.get.get().code().to_owned(),
        move |code: String| {
            if let Some(code) = T::from_code(&code) {
                value.set.run(code);
            }
        },
    )
}

fn several<T: Code>(value: Bind<Vec<T>>) -> Bind<Vec<String>> {
    Bind::new(
        move || {
            value
                .get
                .with(|codes| codes.iter().map(|code| code.code().to_owned()).collect())
        },
        move |codes: Vec<String>| {
            value
                .set
                .run(codes.iter().filter_map(|code| T::from_code(code)).collect())
        },
    )
}

/// One of few, all in sight.
#[component]
pub fn OneOf<T: Code + Default>(#[prop(into)] path: String, lens: Lens<T>) -> impl IntoView {
    let editor = use_editor();
    let choices = choices::<T>(editor.language);
    view! {
        <RadioGroup
            id=field_id(&path)
            label=editor.label(&path)
            value=one(editor.bind(lens))
            choices
            error=editor.error(&path)
        />
    }
}

/// One of several, in a list that opens.
#[component]
pub fn OneOfList<T: Code + Default>(#[prop(into)] path: String, lens: Lens<T>) -> impl IntoView {
    let editor = use_editor();
    let choices = choices::<T>(editor.language);
    view! {
        <SelectField
            id=field_id(&path)
            label=editor.label(&path)
            value=one(editor.bind(lens))
            choices
            error=editor.error(&path)
        />
    }
}

/// Any of several.
#[component]
pub fn AnyOf<T: Code>(#[prop(into)] path: String, lens: Lens<Vec<T>>) -> impl IntoView {
    let editor = use_editor();
    let choices = choices::<T>(editor.language);
    view! {
        <CheckboxGroup
            id=field_id(&path)
            label=editor.label(&path)
            value=several(editor.bind(lens))
            choices
            error=editor.error_within(&path)
        />
    }
}
