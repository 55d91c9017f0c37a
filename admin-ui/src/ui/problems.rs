//! What is wrong with a document, errors before warnings, each with a link to its field where the page has one.

use leptos::prelude::*;
use veiviser_schema::problem::Severity;

use super::{Alert, focus};
use crate::i18n::*;

/// One problem in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemLine {
    pub severity: Severity,
    /// What the field is called.
    pub field: String,
    pub message: String,
    /// The id of the field on this page.
    pub target: Option<String>,
}

/// All problems of a document.
#[component]
pub fn Problems(problems: Vec<ProblemLine>) -> impl IntoView {
    let i18n = use_i18n();
    let (errors, warnings): (Vec<_>, Vec<_>) = problems
        .into_iter()
        .partition(|line| line.severity == Severity::Error);
    view! {
        {(!errors.is_empty())
            .then(|| view! { <Alert color="danger" title=move || t_string!(i18n, common.problems_title)>{list(errors)}</Alert> })}
        {(!warnings.is_empty())
            .then(|| view! { <Alert color="warning" title=move || t_string!(i18n, common.warnings_title)>{list(warnings)}</Alert> })}
    }
}

fn list(lines: Vec<ProblemLine>) -> impl IntoView {
    let rows = lines
        .into_iter()
        .map(
            |ProblemLine {
                 field,
                 message,
                 target,
                 ..
             }| {
                let words = format!("{field}: {message}");
                match target {
                    Some(target) => view! {
                        <li>
                            <a
                                class="ds-link"
                                href=format!("#{target}")
                                on:click=move |event| {
                                    event.prevent_default();
                                    event.stop_propagation();
                                    focus(&target);
                                }
                            >
                                {words}
                            </a>
                        </li>
                    }
                    .into_any(),
                    None => view! { <li>{words}</li> }.into_any(),
                }
            },
        )
        .collect_view();
    view! { <ul class="ds-list">{rows}</ul> }
}
