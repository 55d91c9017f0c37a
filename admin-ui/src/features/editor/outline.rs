//! The parts of the form as links, with what each still lacks; and, after an attempt to send, every error as a link to its field.

use leptos::html;
use leptos::prelude::*;
use veiviser_schema::content::label::order;
use veiviser_schema::content::whose::label_in;
use veiviser_schema::problem::Severity;

use super::focus::focus_field;
use super::parts::title;
use super::sections::Section;
use super::state::use_editor;
use crate::i18n::*;
use crate::ui::{focus, focus_at_each};

#[component]
pub fn Outline() -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let rows = Section::ALL
        .iter()
        .map(|&section| {
            let count = move |severity| {
                Memo::new(move |_| {
                    editor
                        .problems
                        .with(|problems| section.count(problems, severity))
                })
            };
            let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
            let lacks = move || {
                let mut words = Vec::new();
                if errors.get() > 0 {
                    words.push(t_string!(i18n, editor.to_mend, count = errors.get()).to_string());
                }
                if warnings.get() > 0 {
                    words.push(
                        t_string!(i18n, editor.to_look_at, count = warnings.get()).to_string(),
                    );
                }
                (!words.is_empty())
                    .then(|| view! { <span class="outline-count">{words.join(", ")}</span> })
            };
            view! {
                <li>
                    <a
                        class="ds-link"
                        rel="external"
                        href=format!("#{}", section.slug())
                        on:click=move |event| {
                            event.prevent_default();
                            focus(section.slug());
                        }
                    >
                        {move || title(section, i18n)}
                    </a>
                    {lacks}
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="outline" aria-label=move || t_string!(i18n, editor.outline)>
            <ul role="list">{rows}</ul>
        </nav>
    }
}

/// Every error, after an attempt to send; takes focus at each attempt.
#[component]
pub fn Summary(attempts: RwSignal<u32>) -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let node = NodeRef::<html::Div>::new();
    focus_at_each(node, move || attempts.get());
    let errors = Memo::new(move |_| {
        let language = editor.language.get();
        let content = editor.content.read();
        let mut errors: Vec<(String, String)> = editor.problems.with(|problems| {
            problems
                .iter()
                .filter(|problem| problem.is_error())
                .map(|problem| {
                    let words = format!(
                        "{}: {}",
                        label_in(&content, &problem.path, language),
                        problem.message(language)
                    );
                    (problem.path.clone(), words)
                })
                .collect()
        });
        errors.sort_by_key(|(path, _)| order(path));
        errors
    });
    let rows = move || {
        errors
            .get()
            .into_iter()
            .map(|(path, words)| {
                view! {
                    <li>
                        <a
                            class="ds-link"
                            rel="external"
                            href=format!("#{}", super::paths::field_id(&path))
                            on:click=move |event| {
                                event.prevent_default();
                                focus_field(&path);
                            }
                        >
                            {words}
                        </a>
                    </li>
                }
            })
            .collect_view()
    };
    let shown = move || attempts.get() > 0 && errors.with(|errors| !errors.is_empty());
    view! {
        <Show when=shown>
            <div class="ds-error-summary" tabindex="-1" node_ref=node aria-labelledby="edit-errors">
                <h2 class="ds-heading" data-size="2xs" id="edit-errors">{t!(i18n, common.summary_title)}</h2>
                <ul class="ds-list">{rows}</ul>
            </div>
        </Show>
    }
}
