//! Somebody else saved first: their version, or both together, with a choice for each field that both wrote in.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::Value;
use veiviser_schema::content::label::{path_label, value_text};
use veiviser_schema::content::merge::{Conflict, Side};

use super::paths::field_id;
use super::state::{Editor, use_editor};
use crate::i18n::*;
use crate::ui::{Bind, Button, Choice, DateTime, Dialog, RadioGroup, focus_soon};

#[component]
pub fn ClashDialog() -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let conflicts = RwSignal::new(Vec::<Conflict>::new());
    let choices = RwSignal::new(BTreeMap::<String, Side>::new());
    let unsettled = RwSignal::new(false);
    let open = Bind::new(move || editor.clash.with(Option::is_some), |_| {});
    let recovering = recovering(editor);
    let begin = move || {
        conflicts.set(Vec::new());
        choices.set(BTreeMap::new());
        unsettled.set(false);
    };
    let theirs = move |()| {
        begin();
        editor.take_theirs();
    };
    let mine = move |()| {
        let left = choices.with_untracked(|choices| editor.keep_mine(choices));
        if left.is_empty() {
            begin();
        } else if conflicts.with_untracked(Vec::is_empty) {
            focus_soon(format!("clash-{}", field_id(&left[0].path)));
            conflicts.set(left);
        } else {
            unsettled.set(true);
        }
    };
    view! {
        <Dialog
            id="clash"
            open
            title=move || {
                if recovering.get() { t_string!(i18n, editor.recovered_clash_title) } else { t_string!(i18n, editor.clash_title) }
            }
            lasting=true
            described=true
        >
            <Who />
            <p class="ds-paragraph" id="clash-text">
                {move || if recovering.get() { t_string!(i18n, editor.recovered_clash_text) } else { t_string!(i18n, editor.clash_text) }}
            </p>
            {move || {
                conflicts
                    .get()
                    .into_iter()
                    .map(|conflict| view! { <FieldChoice conflict choices /> })
                    .collect_view()
            }}
            <Show when=move || unsettled.get()>
                <p class="ds-validation-message" role="alert">{t!(i18n, editor.clash_choose_all)}</p>
            </Show>
            <div class="actions">
                <Button on_click=mine>{t!(i18n, editor.clash_keep_mine)}</Button>
                <Button variant="secondary" color="danger" on_click=theirs>{move || {
                    if recovering.get() { t_string!(i18n, editor.recovered_clash_keep) } else { t_string!(i18n, editor.clash_take_theirs) }
                }}</Button>
            </div>
        </Dialog>
    }
}

/// Whether work that this browser kept is on its way back; else somebody else saved first.
fn recovering(editor: Editor) -> Memo<bool> {
    Memo::new(move |_| {
        editor.clash.with(|clash| {
            clash
                .as_ref()
                .is_some_and(|clash| clash.recovered.is_some())
        })
    })
}

/// Who saved, and when.
#[component]
fn Who() -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    move || {
        editor
            .clash
            .get()
            .filter(|clash| clash.recovered.is_none())
            .map(|clash| {
                let names: Vec<String> = clash.who.into_iter().map(|user| user.name).collect();
                let at = clash.at;
                let who = move || match names.as_slice() {
                    [] => t_string!(i18n, editor.clash_yourself).to_owned(),
                    [name] => t_string!(i18n, editor.clash_one, name = name.clone()).to_string(),
                    names => {
                        t_string!(i18n, editor.clash_several, names = names.join(", ")).to_string()
                    }
                };
                view! { <p class="ds-paragraph">{who}" "<DateTime at />"."</p> }
            })
    }
}

/// One field that both wrote in.
#[component]
fn FieldChoice(conflict: Conflict, choices: RwSignal<BTreeMap<String, Side>>) -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let recovering = recovering(editor);
    let Conflict {
        path,
        live,
        proposed,
        ..
    } = conflict;
    let id = format!("clash-{}", field_id(&path));
    let (for_label, for_words, for_get, for_set) = (path.clone(), path.clone(), path.clone(), path);
    let options = Signal::derive(move || {
        let language = editor.language.get();
        let said = |value: &Option<Value>| {
            let text = value
                .as_ref()
                .map(|value| value_text(&for_words, value, language))
                .unwrap_or_default();
            if text.is_empty() {
                t_string!(i18n, editor.nothing).to_owned()
            } else {
                text
            }
        };
        vec![
            Choice::new(
                "PROPOSED",
                if recovering.get() {
                    t_string!(i18n, editor.recovered_clash_then, text = said(&proposed)).to_string()
                } else {
                    t_string!(i18n, editor.clash_mine, text = said(&proposed)).to_string()
                },
            ),
            Choice::new(
                "LIVE",
                if recovering.get() {
                    t_string!(i18n, editor.recovered_clash_now, text = said(&live)).to_string()
                } else {
                    t_string!(i18n, editor.clash_theirs, text = said(&live)).to_string()
                },
            ),
        ]
    });
    let value = Bind::new(
        move || match choices.with(|choices| choices.get(&for_get).copied()) {
            Some(Side::Live) => "LIVE".to_owned(),
            Some(Side::Proposed) => "PROPOSED".to_owned(),
            None => String::new(),
        },
        move |side: String| {
            let side = if side == "LIVE" {
                Side::Live
            } else {
                Side::Proposed
            };
            choices.update(|choices| {
                choices.insert(for_set.clone(), side);
            });
        },
    );
    view! { <RadioGroup id label=move || path_label(&for_label, editor.language.get()) value choices=options /> }
}
