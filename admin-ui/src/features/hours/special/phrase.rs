//! A text in three languages, chosen from ready-made ones or written: why it is closed, what a season is called.

use leptos::prelude::*;
use veiviser_schema::hours::Schedule;
use veiviser_schema::hours::special::reasons::{self, Reason};
use veiviser_schema::text::{Language, LocalizedText};

use super::super::sheet::use_sheet;
use crate::i18n::*;
use crate::ui::{Bind, Choice, SelectField, TextField};

/// Reads and writes the text at a position of a list.
#[derive(Clone, Copy)]
pub struct Slot {
    pub index: usize,
    pub read: fn(&Schedule, usize) -> Option<&LocalizedText>,
    pub write: fn(&mut Schedule, usize) -> Option<&mut LocalizedText>,
}

const OWN: &str = "own";

#[component]
pub fn Phrase(
    /// Of the text: `exceptions[0].reason`.
    path: String,
    place: Slot,
    ready: &'static [Reason],
    #[prop(into)] label: TextProp,
    /// The choice of none.
    #[prop(into)]
    none: TextProp,
) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let index = place.index;
    let text = Memo::new(move |_| {
        sheet.read(|schedule| (place.read)(schedule, index).cloned().unwrap_or_default())
    });
    // Chosen to be written, and nothing is written yet.
    let own = RwSignal::new(false);
    let written = Memo::new(move |_| {
        own.get() || text.with(|text| !text.is_empty() && reasons::position(ready, text).is_none())
    });
    let value = Bind::new(
        move || {
            if written.get() {
                OWN.to_owned()
            } else {
                text.with(|text| reasons::position(ready, text))
                    .map_or_else(String::new, |at| at.to_string())
            }
        },
        move |code: String| {
            own.set(code == OWN);
            let chosen = if code == OWN {
                return;
            } else {
                code.parse::<usize>().ok().and_then(|at| ready.get(at))
            };
            sheet.change(|schedule| {
                if let Some(text) = (place.write)(schedule, index) {
                    *text = chosen.map(reasons::text).unwrap_or_default();
                }
            });
        },
    );
    let none = StoredValue::new(none);
    let choices = Signal::derive(move || {
        let language = sheet.language.get();
        let mut choices = vec![Choice::new(
            "",
            none.with_value(|none| none.get().to_string()),
        )];
        choices.extend(ready.iter().enumerate().map(|(at, reason)| {
            let words = reason[language as usize];
            Choice::new(at.to_string(), words)
        }));
        choices.push(Choice::new(OWN, t_string!(i18n, hours_special.write_own)));
        choices
    });
    let id = sheet.field_id(&path);
    let path = StoredValue::new(path);
    let fields = move || {
        Language::ALL
            .into_iter()
            .map(|language| {
                let path = path.with_value(|path| format!("{path}.{}", language.tag()));
                let value = sheet.bind(
                    move |schedule| {
                        (place.read)(schedule, index)
                            .and_then(|text| raw(text, language).clone())
                            .unwrap_or_default()
                    },
                    move |schedule, value: String| {
                        if let Some(text) = (place.write)(schedule, index) {
                            text.set(language, (!value.is_empty()).then_some(value));
                        }
                    },
                );
                let label = move || match language {
                    Language::Nb => t_string!(i18n, hours_special.in_nb),
                    Language::Nn => t_string!(i18n, hours_special.in_nn),
                    Language::En => t_string!(i18n, hours_special.in_en),
                };
                view! {
                    <TextField
                        id=sheet.field_id(&path)
                        label
                        value
                        optional=true
                        lang=language.tag()
                        error=sheet.error(&path)
                    />
                }
                .into_any()
            })
            .collect_view()
    };
    view! {
        <div class="special-phrase">
            <SelectField id label value choices optional=true />
            {move || written.get().then(|| view! { <div class="special-line">{fields()}</div> })}
        </div>
    }
}

/// What stands there, blank or not: what is being typed is not tidied.
fn raw(text: &LocalizedText, language: Language) -> &Option<String> {
    match language {
        Language::Nb => &text.nb,
        Language::Nn => &text.nn,
        Language::En => &text.en,
    }
}
