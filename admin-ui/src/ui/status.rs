//! Status is words with an icon; the colour only helps those who see it.

use leptos::prelude::*;

use super::icon::{Icon, Shape};

/// What a status means, which decides its icon and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Neutral,
    Info,
    Success,
    Warning,
    Danger,
    /// People in crisis depend on it.
    Crisis,
    /// Being worked on.
    Draft,
    /// Waiting for somebody.
    Waiting,
}

impl Tone {
    const fn look(self) -> (&'static str, Shape) {
        match self {
            Self::Neutral => ("neutral", Shape::Dot),
            Self::Info => ("info", Shape::Info),
            Self::Success => ("success", Shape::Check),
            Self::Warning => ("warning", Shape::Warning),
            Self::Danger => ("danger", Shape::Cross),
            Self::Crisis => ("danger", Shape::Help),
            Self::Draft => ("neutral", Shape::Pencil),
            Self::Waiting => ("info", Shape::Clock),
        }
    }
}

/// A status tag.
#[component]
pub fn Status(tone: Tone, children: Children) -> impl IntoView {
    let (color, shape) = tone.look();
    view! {
        <span class="ds-tag status" data-color=color data-size="sm">
            <Icon shape />
            {children()}
        </span>
    }
}
