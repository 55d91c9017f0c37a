//! One field that differs: its name, its risk where that is high, and the two values compared in the way that fits them.

use leptos::prelude::*;
use veiviser_schema::text::Language;

use super::api::Risk;
use super::differences::RiskStatus;
use super::hours::HoursDifference;
use super::mode::DiffMode;
use super::sections::{Body, Field};
use super::words::{Fate, Piece, compare};
use crate::i18n::*;

/// `inside` a thing its heading is one level lower.
#[component]
pub fn FieldDifference(field: Field, mode: Signal<DiffMode>, inside: bool) -> impl IntoView {
    let Field {
        path,
        label,
        risk,
        body,
        ..
    } = field;
    let heading = if inside {
        view! { <h4 class="ds-heading" data-size="2xs">{label}</h4> }.into_any()
    } else {
        view! { <h3 class="ds-heading" data-size="2xs">{label}</h3> }.into_any()
    };
    view! {
        <div class="difference" data-path=path>
            <div class="difference-head">
                {heading}
                {(risk == Risk::High).then(|| view! { <RiskStatus risk /> })}
            </div>
            <BodyDifference body mode />
        </div>
    }
}

#[component]
fn BodyDifference(body: Body, mode: Signal<DiffMode>) -> impl IntoView {
    let i18n = use_i18n();
    match body {
        Body::Words {
            before,
            after,
            language,
        } => view! { <Pieces pieces=compare(&before, &after) mode language=language.map(Language::tag) /> }
            .into_any(),
        Body::Whole { before, after } => {
            let piece = |fate, text: String| (!text.is_empty()).then_some(Piece { fate, text });
            let pieces: Vec<_> = [piece(Fate::Removed, before), piece(Fate::Added, after)]
                .into_iter()
                .flatten()
                .collect();
            view! { <Pieces pieces mode language=None /> }.into_any()
        }
        Body::List {
            removed,
            added,
            kept,
        } => view! { <Lists removed added kept mode /> }.into_any(),
        Body::Hours { before, after } => {
            view! { <HoursDifference before=*before after=*after /> }.into_any()
        }
        Body::Order => view! { <p class="ds-paragraph">{t!(i18n, diff.order)}</p> }.into_any(),
    }
}

#[component]
fn Pieces(
    pieces: Vec<Piece>,
    mode: Signal<DiffMode>,
    language: Option<&'static str>,
) -> impl IntoView {
    move || match mode.get() {
        DiffMode::Inline => {
            // Two values in a row need a blank between them.
            view! { <p class="ds-paragraph diff-text" lang=language>{run(&pieces, None)}</p> }
                .into_any()
        }
        DiffMode::SideBySide => {
            let side = |without| {
                view! { <p class="ds-paragraph diff-text" lang=language>{run(&pieces, Some(without))}</p> }.into_any()
            };
            view! { <Sides before=side(Fate::Added) after=side(Fate::Removed) /> }.into_any()
        }
    }
}

/// Before and after, each under its word.
#[component]
fn Sides(before: AnyView, after: AnyView) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="grid-2">
            <div class="diff-side">
                <p class="diff-side-name">{t!(i18n, diff.before)}</p>
                {before}
            </div>
            <div class="diff-side">
                <p class="diff-side-name">{t!(i18n, diff.after)}</p>
                {after}
            </div>
        </div>
    }
}

fn run(pieces: &[Piece], without: Option<Fate>) -> AnyView {
    pieces
        .iter()
        .filter(|piece| Some(piece.fate) != without)
        .cloned()
        .map(|Piece { fate, text }| match fate {
            Fate::Same => text.into_any(),
            Fate::Removed => removed(text),
            Fate::Added => added(text),
        })
        .collect_view()
        .into_any()
}

/// What went: struck through, and said.
pub fn removed(text: String) -> AnyView {
    let i18n = use_i18n();
    view! {
        <del>
            <span class="visually-hidden">"["{t!(i18n, diff.removed)}": "</span>
            {text}
            <span class="visually-hidden">"]"</span>
        </del>
        " "
    }
    .into_any()
}

/// What came: underlined, and said.
pub fn added(text: String) -> AnyView {
    let i18n = use_i18n();
    view! {
        <ins>
            <span class="visually-hidden">"["{t!(i18n, diff.added)}": "</span>
            {text}
            <span class="visually-hidden">"]"</span>
        </ins>
    }
    .into_any()
}

#[component]
fn Lists(
    removed: Vec<String>,
    added: Vec<String>,
    kept: Vec<String>,
    mode: Signal<DiffMode>,
) -> impl IntoView {
    let i18n = use_i18n();
    let items = |texts: &[String], show: fn(String) -> AnyView| {
        texts
            .iter()
            .cloned()
            .map(|text| view! { <li>{show(text)}</li> })
            .collect_view()
    };
    move || match mode.get() {
        DiffMode::Inline => {
            let unchanged = kept.len();
            view! {
                <ul class="ds-list">
                    {items(&removed, self::removed)}
                    {items(&added, self::added)}
                </ul>
                {(unchanged > 0)
                    .then(|| view! { <p class="ds-paragraph muted">{t!(i18n, diff.unchanged_items, count = unchanged)}</p> })}
            }
            .into_any()
        }
        DiffMode::SideBySide => {
            let before = view! { <ul class="ds-list">{items(&kept, plain)}{items(&removed, self::removed)}</ul> };
            let after = view! { <ul class="ds-list">{items(&kept, plain)}{items(&added, self::added)}</ul> };
            view! { <Sides before=before.into_any() after=after.into_any() /> }.into_any()
        }
    }
}

fn plain(text: String) -> AnyView {
    text.into_any()
}
