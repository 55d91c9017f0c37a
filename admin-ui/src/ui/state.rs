//! What stands where the content would: it is loading, there is none, or it could not be had.

use leptos::prelude::*;

use super::Button;
use crate::api::{ApiError, ErrorKind};
use crate::i18n::*;

/// A skeleton, shown after 300 ms (the style sheet waits, so that quick answers do not flicker).
#[component]
pub fn Loading(#[prop(default = 3)] lines: usize) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="loading" role="status">
            <span class="visually-hidden">{t!(i18n, common.loading)}</span>
            {(0..lines)
                .map(|_| view! { <span class="ds-skeleton" data-variant="text" aria-hidden="true"></span> })
                .collect_view()}
        </div>
    }
}

/// Nothing to show: none yet (children: the action that makes the first), or none that fits (children: clear filters).
#[component]
pub fn Empty(
    #[prop(into)] title: TextProp,
    #[prop(optional, into)] text: Option<TextProp>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="ds-card empty" data-variant="tinted">
            <p class="ds-heading" data-size="xs">{move || title.get()}</p>
            {text.map(|text| view! { <p class="ds-paragraph">{move || text.get()}</p> })}
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}

/// What only some may: they see the children, the others why they do not.
#[component]
pub fn Allowed(
    #[prop(into)] when: Signal<bool>,
    #[prop(into)] title: TextProp,
    #[prop(into)] text: TextProp,
    children: ChildrenFn,
) -> impl IntoView {
    let when = Memo::new(move |_| when.get());
    move || {
        if when.get() {
            children()
        } else {
            view! { <Empty title=title.clone() text=text.clone() /> }.into_any()
        }
    }
}

/// A message that stays: `color` is `info`, `success`, `warning` or `danger`.
#[component]
pub fn Alert(
    #[prop(default = "info")] color: &'static str,
    #[prop(optional, into)] title: Option<TextProp>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="ds-alert" data-color=color role=if color == "danger" { "alert" } else { "status" }>
            {title.map(|title| view! { <h2 class="ds-heading" data-size="2xs">{move || title.get()}</h2> })}
            {children()}
        </div>
    }
}

/// A failed call: what happened, whether work is safe, what next, and a reference.
#[component]
pub fn ErrorPanel(
    error: ApiError,
    /// Tries again, where that may help.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// Something is being written on this page: say that it is still there.
    #[prop(optional)]
    work_open: bool,
    #[prop(optional, into)] busy: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let kind = error.kind;
    let title = move || match kind {
        ErrorKind::Offline => t_string!(i18n, common.error_offline_title),
        ErrorKind::Server => t_string!(i18n, common.error_server_title),
        ErrorKind::NotSignedIn => t_string!(i18n, common.error_session_title),
        ErrorKind::NoAccess => t_string!(i18n, common.error_access_title),
        ErrorKind::NotFound => t_string!(i18n, common.error_missing_title),
        ErrorKind::Invalid => t_string!(i18n, common.error_invalid_title),
    };
    let text = move || match kind {
        ErrorKind::Offline => t_string!(i18n, common.error_offline),
        ErrorKind::Server => t_string!(i18n, common.error_server),
        ErrorKind::NotSignedIn => t_string!(i18n, common.error_session),
        ErrorKind::NoAccess => t_string!(i18n, common.error_access),
        ErrorKind::NotFound => t_string!(i18n, common.error_missing),
        ErrorKind::Invalid => t_string!(i18n, common.error_invalid),
    };
    let color = match kind {
        ErrorKind::Offline | ErrorKind::NotFound | ErrorKind::NoAccess => "warning",
        _ => "danger",
    };
    let may_retry = !matches!(kind, ErrorKind::NotFound | ErrorKind::NoAccess);
    view! {
        <Alert color title=title>
            <p class="ds-paragraph">{text}</p>
            {work_open.then(|| view! { <p class="ds-paragraph">{t!(i18n, common.error_work_safe)}</p> })}
            {error
                .reference
                .map(|reference| {
                    view! { <p class="ds-paragraph" data-size="sm">{t!(i18n, common.error_reference, reference = reference)}</p> }
                })}
            {on_retry
                .filter(|_| may_retry)
                .map(|retry| {
                    view! {
                        <Button variant="secondary" busy on_click=retry>
                            {t!(i18n, common.retry)}
                        </Button>
                    }
                })}
        </Alert>
    }
}
