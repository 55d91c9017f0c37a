//! What a change does, told to its author before it is sent: the fields, the readers, what stops it, and what the published listing
//! changed meanwhile.

use leptos::html;
use leptos::prelude::*;
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::ChangeRequestId;

use super::api_submit::{self, Conflict, Side};
use super::facts::Known;
use crate::features::diff::{DiffMode, Difference, Differences, Road};
use crate::i18n::*;
use crate::ui::{
    Alert, Bind, Button, Choice, Empty, ErrorPanel, LinkButton, RadioGroup, Status, Tone, announce,
    focus_at_each, use_task,
};

/// Every field that differs, old and new.
#[component]
pub fn WhatChanges(differences: Vec<Difference>, content: ListingContent) -> impl IntoView {
    let i18n = use_i18n();
    if differences.is_empty() {
        return view! {
            <Empty title=move || t_string!(i18n, editor.nothing_changed) text=move || t_string!(i18n, editor.nothing_changed_text) />
        }
        .into_any();
    }
    let count = differences.len();
    view! {
        <section class="part" aria-labelledby="what-changes">
            <h2 class="ds-heading" data-size="sm" id="what-changes">{t!(i18n, editor.what_changes, count = count)}</h2>
            <Differences differences mode=Signal::stored(DiffMode::Inline) content />
        </section>
    }
    .into_any()
}

/// Whom it reaches once it is public.
#[component]
pub fn WhoSees(area: Vec<String>, known: Known) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || {
        let count = area.len();
        if count > 8 {
            return t_string!(i18n, editor.sees_many, count = count).to_string();
        }
        let names = area
            .iter()
            .map(|number| known.municipality_name(number))
            .collect::<Vec<_>>()
            .join(", ");
        t_string!(i18n, editor.sees, names = names).to_string()
    };
    view! {
        <section class="part" aria-labelledby="who-sees">
            <h2 class="ds-heading" data-size="sm" id="who-sees">{t!(i18n, editor.who_sees)}</h2>
            <p class="ds-paragraph">{words}</p>
        </section>
    }
}

/// Which road it takes: when it is public, and who looks at it.
#[component]
pub fn RoadAhead(road: Road) -> impl IntoView {
    let i18n = use_i18n();
    let tone = match road {
        Road::PublishFirst => Tone::Success,
        Road::LocalApproval | Road::NationalApproval => Tone::Waiting,
    };
    view! {
        <section class="part" aria-labelledby="road">
            <h2 class="ds-heading" data-size="sm" id="road">{t!(i18n, editor.road)}</h2>
            <p>
                <Status tone>
                    {move || match road {
                        Road::PublishFirst => t_string!(i18n, editor.road_first),
                        Road::LocalApproval => t_string!(i18n, editor.road_local),
                        Road::NationalApproval => t_string!(i18n, editor.road_national),
                    }}
                </Status>
            </p>
            <p class="ds-paragraph">
                {move || match road {
                    Road::PublishFirst => t_string!(i18n, editor.reviewed_after),
                    Road::LocalApproval => t_string!(i18n, editor.reviewed_low),
                    Road::NationalApproval => t_string!(i18n, editor.reviewed_high),
                }}
            </p>
        </section>
    }
}

/// What stops it, each with a link to its field. Takes focus at each attempt.
#[component]
pub fn StopList(
    stops: Memo<Vec<(Option<String>, String)>>,
    attempts: RwSignal<u32>,
) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Div>::new();
    focus_at_each(node, move || attempts.get());
    let rows = move || {
        stops
            .get()
            .into_iter()
            .map(|(link, words)| match link {
                Some(link) => {
                    view! { <li><a class="ds-link" href=link>{words}</a></li> }.into_any()
                }
                None => view! { <li>{words}</li> }.into_any(),
            })
            .collect_view()
    };
    view! {
        <Show when=move || stops.with(|stops| !stops.is_empty())>
            <div class="ds-error-summary" tabindex="-1" node_ref=node aria-labelledby="stops-title">
                <h2 class="ds-heading" data-size="2xs" id="stops-title">{t!(i18n, editor.stops)}</h2>
                <ul class="ds-list">{rows}</ul>
            </div>
        </Show>
    }
}

/// The published listing moved on in the same fields: a choice for each.
#[component]
pub fn Conflicts(
    change: ChangeRequestId,
    version: i32,
    conflicts: Vec<Conflict>,
    reload: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let choices = RwSignal::new(vec![None::<Side>; conflicts.len()]);
    let unsettled = RwSignal::new(false);
    let refusal = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None);
    let task = use_task();
    let paths: Vec<String> = conflicts
        .iter()
        .map(|conflict| conflict.path.clone())
        .collect();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let chosen: Option<Vec<Side>> = choices.get_untracked().into_iter().collect();
        let Some(chosen) = chosen else {
            unsettled.set(true);
            return;
        };
        unsettled.set(false);
        let choices = paths.iter().cloned().zip(chosen).collect();
        task.run(async move {
            refusal.set(None);
            failure.set(None);
            match api_submit::resolve(change, version, choices).await {
                Ok(outcome) => match outcome.user_errors.into_iter().next() {
                    None => {
                        announce(untrack(|| t_string!(i18n, editor.conflicts_settled)));
                        reload.run(());
                    }
                    Some(error) => refusal.set(Some(error.message)),
                },
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    let rows = conflicts
        .into_iter()
        .enumerate()
        .map(|(index, conflict)| view! { <ConflictField index conflict choices /> })
        .collect_view();
    view! {
        <form class="stack" on:submit=submit novalidate>
            <Alert color="warning" title=move || t_string!(i18n, editor.conflicts_title)>
                <p class="ds-paragraph">{t!(i18n, editor.conflicts_text)}</p>
            </Alert>
            {rows}
            <Show when=move || unsettled.get()>
                <p class="ds-validation-message" role="alert">{t!(i18n, editor.clash_choose_all)}</p>
            </Show>
            {move || refusal.get().map(|message| view! { <p class="ds-validation-message" role="alert">{message}</p> })}
            {move || failure.get().map(|error| view! { <ErrorPanel error work_open=true /> })}
            <div class="actions">
                <Button submit=true busy=task.busy()>{t!(i18n, editor.conflicts_settle)}</Button>
                <LinkButton href=format!("/changes/{change}") variant="secondary">{t!(i18n, editor.write_on)}</LinkButton>
            </div>
        </form>
    }
}

#[component]
fn ConflictField(
    index: usize,
    conflict: Conflict,
    choices: RwSignal<Vec<Option<Side>>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Conflict {
        label,
        live_text,
        proposed_text,
        changed_by,
        ..
    } = conflict;
    let options = Signal::derive(move || {
        let text = |text: &Option<String>| {
            text.clone()
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| t_string!(i18n, editor.nothing).to_owned())
        };
        let live = match &changed_by {
            Some(user) => t_string!(
                i18n,
                editor.conflict_live_by,
                name = user.name.clone(),
                text = text(&live_text)
            )
            .to_string(),
            None => t_string!(i18n, editor.conflict_live, text = text(&live_text)).to_string(),
        };
        let mine = t_string!(i18n, editor.clash_mine, text = text(&proposed_text)).to_string();
        vec![Choice::new("PROPOSED", mine), Choice::new("LIVE", live)]
    });
    let value = Bind::new(
        move || match choices.with(|choices| choices.get(index).copied().flatten()) {
            Some(Side::Live) => "LIVE".to_owned(),
            Some(Side::Proposed) => "PROPOSED".to_owned(),
            None => String::new(),
        },
        move |side: String| {
            choices.update(|choices| {
                if let Some(slot) = choices.get_mut(index) {
                    *slot = Some(if side == "LIVE" {
                        Side::Live
                    } else {
                        Side::Proposed
                    });
                }
            });
        },
    );
    view! { <RadioGroup id=format!("conflict-{index}") label value choices=options /> }
}
