//! What a form is wrong about: errors by field, shown at the field and, after a submission, in one linked summary that takes focus.

use leptos::html;
use leptos::prelude::*;

use super::focus::{focus, focus_at_each};
use crate::api::UserError;
use crate::i18n::*;

/// A value with a way to change it: a signal, or one part of a larger document.
#[derive(Debug)]
pub struct Bind<T: Send + Sync + 'static> {
    pub get: Signal<T>,
    pub set: Callback<T>,
}

impl<T: Send + Sync + 'static> Clone for Bind<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Bind<T> {}

impl<T: Clone + Send + Sync + 'static> Bind<T> {
    pub fn new(
        get: impl Fn() -> T + Send + Sync + 'static,
        set: impl Fn(T) + Send + Sync + 'static,
    ) -> Self {
        Self {
            get: Signal::derive(get),
            set: Callback::new(set),
        }
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Bind<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self {
            get: signal.into(),
            set: Callback::new(move |value| signal.set(value)),
        }
    }
}

/// Errors by field, in the order they are to be read. A field is known by the id of its input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors(Vec<(String, String)>);

impl Errors {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what is wrong with a field; an empty field name is the form as a whole.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) -> &mut Self {
        self.0.push((field.into(), message.into()));
        self
    }

    /// Adds the message when the condition holds.
    pub fn check(&mut self, wrong: bool, field: &str, message: impl Into<String>) -> &mut Self {
        if wrong {
            self.add(field, message);
        }
        self
    }

    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, message)| message.as_str())
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(field, message)| (field.as_str(), message.as_str()))
    }

    /// What the server refused. `id_of` turns a field of the input into the id of its input element.
    pub fn from_refusals(refusals: &[UserError], id_of: impl Fn(&str) -> String) -> Self {
        Self(
            refusals
                .iter()
                .map(|refusal| {
                    let field = refusal.field.as_deref().unwrap_or_default();
                    let field = field.strip_prefix("input.").unwrap_or(field);
                    (
                        if field.is_empty() {
                            String::new()
                        } else {
                            id_of(field)
                        },
                        refusal.message.clone(),
                    )
                })
                .collect(),
        )
    }
}

/// The errors a form shows now.
#[derive(Debug, Clone, Copy)]
pub struct FormErrors {
    errors: RwSignal<Errors>,
    /// Counts submissions with errors: the summary takes focus at each.
    shown: RwSignal<u32>,
}

impl Default for FormErrors {
    fn default() -> Self {
        Self::new()
    }
}

impl FormErrors {
    #[must_use]
    pub fn new() -> Self {
        Self {
            errors: RwSignal::new(Errors::new()),
            shown: RwSignal::new(0),
        }
    }

    /// Shows the errors of a submission. True when there are none, so that one may go on.
    pub fn show(self, errors: Errors) -> bool {
        let fine = errors.is_empty();
        self.errors.set(errors);
        if !fine {
            self.shown.update(|count| *count += 1);
        }
        fine
    }

    /// What to give a field as its `error`.
    #[must_use]
    pub fn of(self, field: &str) -> Signal<Option<String>> {
        let field = field.to_owned();
        Signal::derive(move || {
            self.errors
                .with(|errors| errors.of(&field).map(str::to_owned))
        })
    }
}

/// All errors of a form, each a link to its field. Takes focus when a submission failed.
#[component]
pub fn ErrorSummary(errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Div>::new();
    focus_at_each(node, move || errors.shown.get());
    let rows = move || {
        errors.errors.with(|errors| {
            errors
                .iter()
                .map(|(field, message)| {
                    let message = message.to_owned();
                    if field.is_empty() {
                        return view! { <li>{message}</li> }.into_any();
                    }
                    let target = field.to_owned();
                    view! {
                        <li>
                            <a
                                class="ds-link"
                                href=format!("#{field}")
                                on:click=move |event| {
                                    event.prevent_default();
                                    event.stop_propagation();
                                    focus(&target);
                                }
                            >
                                {message}
                            </a>
                        </li>
                    }
                    .into_any()
                })
                .collect_view()
        })
    };
    view! {
        <Show when=move || !errors.errors.with(Errors::is_empty)>
            <div class="ds-error-summary" tabindex="-1" node_ref=node aria-labelledby="error-summary-title">
                <h2 class="ds-heading" data-size="2xs" id="error-summary-title">{t!(i18n, common.summary_title)}</h2>
                <ul class="ds-list">{rows}</ul>
            </div>
        </Show>
    }
}

/// The id of the element that edits what stands at a path: `f-contactPoints-a1-value` for `contactPoints[a1].value` below `f`.
#[must_use]
pub fn path_id(root: &str, path: &str) -> String {
    let mut id = String::with_capacity(root.len() + path.len() + 1);
    id.push_str(root);
    id.push('-');
    for character in path.chars() {
        match character {
            ']' => {}
            character if character.is_ascii_alphanumeric() || character == '-' => {
                id.push(character)
            }
            _ => id.push('-'),
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::outcome::ErrorCode;

    #[test]
    fn refusals_land_on_their_fields() {
        let refusal = |field: Option<&str>| UserError {
            code: ErrorCode::Required,
            field: field.map(str::to_owned),
            message: "m".to_owned(),
        };
        let errors = Errors::from_refusals(
            &[
                refusal(Some("input.email")),
                refusal(Some("name")),
                refusal(None),
            ],
            |field| format!("user-{field}"),
        );
        assert_eq!(errors.of("user-email"), Some("m"));
        assert_eq!(errors.of("user-name"), Some("m"));
        assert_eq!(errors.of(""), Some("m"));
        assert_eq!(errors.of("email"), None);
    }

    #[test]
    fn a_check_adds_only_what_is_wrong() {
        let mut errors = Errors::new();
        assert!(errors.is_empty());
        errors.check(false, "a", "no").check(true, "b", "yes");
        assert_eq!(errors.iter().collect::<Vec<_>>(), [("b", "yes")]);
        assert!(!errors.is_empty());
    }
}
