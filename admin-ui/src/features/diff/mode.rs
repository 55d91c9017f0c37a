//! How differences are laid out: in the running text, or before and after beside each other.

use leptos::prelude::*;

use crate::i18n::*;
use crate::ui::{Bind, Choice, RadioGroup};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DiffMode {
    #[default]
    Inline,
    SideBySide,
}

impl DiffMode {
    /// As it stands in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Inline => "inline",
            Self::SideBySide => "side",
        }
    }

    /// What is not known is the ordinary way.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        if code == Self::SideBySide.code() {
            Self::SideBySide
        } else {
            Self::Inline
        }
    }
}

/// Chooses between the two.
#[component]
pub fn ModeSwitch(#[prop(into)] mode: Bind<DiffMode>) -> impl IntoView {
    let i18n = use_i18n();
    let choices = Signal::derive(move || {
        vec![
            Choice::new(DiffMode::Inline.code(), t_string!(i18n, diff.mode_inline)),
            Choice::new(DiffMode::SideBySide.code(), t_string!(i18n, diff.mode_side)),
        ]
    });
    let value = Bind::new(
        move || mode.get.get().code().to_owned(),
        move |code: String| mode.set.run(DiffMode::from_code(&code)),
    );
    view! {
        <div class="diff-mode">
            <RadioGroup id="diff-mode" label=move || t_string!(i18n, diff.mode) value choices />
        </div>
    }
}
