//! A few icons, drawn here: nothing to fetch, and they take the colour of the text they stand by.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Check,
    Cross,
    Info,
    Warning,
    Pencil,
    Clock,
    Dot,
    Menu,
    Question,
    /// A lifebuoy.
    Help,
}

impl Shape {
    const fn path(self) -> &'static str {
        match self {
            Self::Check => "M4 12.5l5 5L20 6.5",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Info => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 11v6M12 7.5v.5",
            Self::Warning => "M12 4L2.5 20h19zM12 10v5M12 17.3v.4",
            Self::Pencil => "M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.5l3.5 3.5",
            Self::Clock => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7v5l3.5 2",
            Self::Dot => "M12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6",
            Self::Question => {
                "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.7v.4"
            }
            Self::Help => {
                "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8M5.6 5.6l3.6 3.6M14.8 14.8l3.6 3.6M18.4 5.6l-3.6 3.6M9.2 14.8l-3.6 3.6"
            }
            Self::Menu => "M4 7h16M4 12h16M4 17h16",
        }
    }
}

/// An icon beside words; by itself it says nothing.
#[component]
pub fn Icon(shape: Shape) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2"
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
            <path d=shape.path() />
        </svg>
    }
}
