//! The first half of the dialog: where to, how, and what it would do there.

use leptos::prelude::*;
use veiviser_schema::content::ListingContent;
use veiviser_schema::hours::copy::How;
use veiviser_schema::hours::summary;
use veiviser_schema::text::Language;

use super::elsewhere::Elsewhere;
use super::plan::{Preview, Unfit, preview, unfit};
use super::results::said;
use super::spots::Spot;
use super::state::Copying;
use crate::i18n::*;
use crate::ui::{
    Alert, Bind, Button, Choice, RadioGroup, Status, Tone, announce, focus_soon, use_language,
};

#[component]
pub fn Choose(id: String, copying: Copying) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let source = Memo::new(move |_| copying.source());
    if let Some(unfit) = source.with_untracked(unfit) {
        return view! {
            <Alert color="warning">
                <p class="ds-paragraph">
                    {move || match unfit {
                        Unfit::NotTold => t_string!(i18n, copy_hours.nothing_told),
                        Unfit::Broken => t_string!(i18n, copy_hours.broken),
                    }}
                </p>
            </Alert>
            <div class="actions">
                <Button variant="secondary" on_click=move |()| copying.open.set(false)>{t!(i18n, common.cancel)}</Button>
            </div>
        }
        .into_any();
    }
    let how = Bind::new(
        move || match copying.how.get() {
            How::Replace => "replace".to_owned(),
            How::Add => "add".to_owned(),
        },
        move |code: String| {
            copying.how.set(if code == "add" {
                How::Add
            } else {
                How::Replace
            });
        },
    );
    let ways = Signal::derive(move || {
        vec![
            Choice::new("replace", t_string!(i18n, copy_hours.replace)),
            Choice::new("add", t_string!(i18n, copy_hours.add)),
        ]
    });
    let results = format!("{id}-results");
    let copy = move |()| {
        let results = results.clone();
        copying.copy(move |copying| {
            if copying.begun.try_get_untracked().is_some() {
                announce(untrack(|| said(copying, i18n)));
            }
        });
        if copying.begun.get_untracked() {
            focus_soon(results);
        }
    };
    view! {
        <div class="stack copy-dialog">
            <p class="ds-paragraph">
                {t!(i18n, copy_hours.these)}" "
                <strong>{move || source.with(|source| summary(source, language.get()))}</strong>
            </p>
            <RadioGroup id=format!("{id}-how") label=move || t_string!(i18n, copy_hours.how) value=how choices=ways />
            <InThis id=id.clone() copying />
            <Elsewhere id=id.clone() copying />
            <Show when=move || copying.wanting.get()>
                <p class="ds-validation-message" role="alert">{t!(i18n, copy_hours.choose_one)}</p>
            </Show>
            <div class="actions">
                <Button on_click=copy busy=copying.task.busy()>
                    {move || t_string!(i18n, copy_hours.copy_to, count = copying.count()).to_string()}
                </Button>
                <Button variant="secondary" on_click=move |()| copying.open.set(false)>{t!(i18n, common.cancel)}</Button>
            </div>
        </div>
    }
    .into_any()
}

/// The other places and contact points of this listing.
#[component]
fn InThis(id: String, copying: Copying) -> impl IntoView {
    let i18n = use_i18n();
    let content: Signal<ListingContent> = copying.editor.content.into();
    let spots = copying.editor.content.with_untracked(|content| {
        let from = copying.from.get_value();
        let mut all = Spot::all(content);
        all.retain(|spot| Some(spot) != from.as_ref());
        all
    });
    let chosen = Bind::new(
        move || copying.chosen.get(),
        move |chosen| copying.chosen.set(chosen),
    );
    let inside = if spots.is_empty() {
        view! { <p class="ds-paragraph muted">{t!(i18n, copy_hours.none_here)}</p> }.into_any()
    } else {
        spot_rows(&id, &spots, content, chosen, copying)
    };
    view! {
        <fieldset class="ds-fieldset">
            <legend class="ds-label">{t!(i18n, copy_hours.here)}</legend>
            {inside}
        </fieldset>
    }
    .into_any()
}

/// Places and contact points to choose, each chosen one with its preview.
pub fn spot_rows(
    id: &str,
    spots: &[Spot],
    content: Signal<ListingContent>,
    chosen: Bind<std::collections::BTreeSet<Spot>>,
    copying: Copying,
) -> AnyView {
    let i18n = use_i18n();
    let language = use_language();
    let all = spots.to_vec();
    let select_all = (spots.len() > 1).then(|| {
        let every = all.clone();
        view! {
            <Button
                variant="tertiary"
                size="sm"
                on_click=move |()| {
                    let now = chosen.get.get_untracked();
                    let next = if now.len() == every.len() {
                        Default::default()
                    } else {
                        every.iter().cloned().collect()
                    };
                    chosen.set.run(next);
                }
            >
                {let count = all.len(); move || if chosen.get.with(|chosen| chosen.len() == count) {
                    t_string!(i18n, copy_hours.choose_none)
                } else {
                    t_string!(i18n, copy_hours.choose_all)
                }}
            </Button>
        }
        .into_any()
    });
    let rows = spots
        .iter()
        .enumerate()
        .map(|(index, spot)| {
            let own = format!("{id}-spot-{index}");
            let (is_on, toggled, named, previewed) =
                (spot.clone(), spot.clone(), spot.clone(), spot.clone());
            let name = move || {
                content.with(|content| named.name(content, language.get()).unwrap_or_default())
            };
            let toggle = move |event: web_sys::Event| {
                let mut next = chosen.get.get_untracked();
                if event_target_checked(&event) {
                    next.insert(toggled.clone());
                } else {
                    next.remove(&toggled);
                }
                chosen.set.run(next);
            };
            let described = format!("{own}-preview");
            let would = move || {
                if !chosen.get.with(|chosen| chosen.contains(&previewed)) {
                    return None;
                }
                let present = content.with(|content| previewed.read(content).cloned())?;
                let preview = preview(
                    copying.how.get(),
                    &present,
                    &copying.source(),
                    language.get(),
                );
                Some(would_do(preview, language.get()))
            };
            view! {
                <li>
                    <div class="ds-field choice">
                        <input
                            class="ds-input"
                            type="checkbox"
                            id=own.clone()
                            aria-describedby=described.clone()
                            prop:checked=move || chosen.get.with(|chosen| chosen.contains(&is_on))
                            on:change=toggle
                        />
                        <label class="ds-label" data-weight="regular" for=own.clone()>{name}</label>
                    </div>
                    <div class="copy-preview" id=described>{would}</div>
                </li>
            }
            .into_any()
        })
        .collect_view();
    view! {
        {select_all}
        <ul class="copy-spots" role="list">{rows}</ul>
    }
    .into_any()
}

/// What would change at one target.
fn would_do(preview: Preview, language: Language) -> AnyView {
    let i18n = use_i18n();
    let Preview {
        changes,
        collisions,
    } = preview;
    let lines = |texts: Vec<String>| {
        texts
            .into_iter()
            .map(|text| view! { <li lang=language.tag()>{text}</li> }.into_any())
            .collect_view()
    };
    let changes = if changes.is_empty() {
        view! { <p class="ds-paragraph muted">{t!(i18n, copy_hours.no_change)}</p> }.into_any()
    } else {
        view! { <ul class="ds-list">{lines(changes)}</ul> }.into_any()
    };
    let collisions = (!collisions.is_empty()).then(|| {
        view! {
            <Status tone=Tone::Warning>{t!(i18n, copy_hours.collides)}</Status>
            <ul class="ds-list">{lines(collisions)}</ul>
        }
    });
    view! {
        {changes}
        {collisions}
    }
    .into_any()
}
