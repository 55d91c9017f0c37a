//! What an entry is about: a link where the console has a page for it.

use leptos::prelude::*;

use crate::api::NodeId;
use crate::i18n::*;

/// The kinds of subject, by the prefix of the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Listing,
    Change,
    User,
    Other,
}

fn kind(id: &str) -> Kind {
    match id.split_once('_').map(|(prefix, _)| prefix) {
        Some("listing") => Kind::Listing,
        Some("change") => Kind::Change,
        Some("user") => Kind::User,
        _ => Kind::Other,
    }
}

/// Where a subject is shown.
fn page(id: &str) -> Option<String> {
    match kind(id) {
        Kind::Listing => Some(format!("/listings/{id}")),
        Kind::Change => Some(format!("/changes/{id}")),
        Kind::User => Some(format!("/users/{id}")),
        Kind::Other => None,
    }
}

#[component]
pub fn Subject(id: NodeId) -> impl IntoView {
    let i18n = use_i18n();
    let id = id.0;
    let what = kind(&id);
    let words = move || match what {
        Kind::Listing => t_string!(i18n, audit.kind_listing),
        Kind::Change => t_string!(i18n, audit.kind_change),
        Kind::User => t_string!(i18n, audit.kind_user),
        Kind::Other => t_string!(i18n, audit.kind_other),
    };
    // The last digits tell one from another at a glance.
    let short: String = id
        .chars()
        .skip(id.chars().count().saturating_sub(6))
        .collect();
    let all = format!("/audit?subject={id}");
    view! {
        {match page(&id) {
            Some(href) => {
                view! {
                    <a class="ds-link" href=href>
                        {words}
                        " …"
                        {short}
                    </a>
                }
                    .into_any()
            }
            None => view! { <span>{words}" …"{short}</span> }.into_any(),
        }}
        <br />
        <a class="ds-link" data-size="sm" href=all>
            {t!(i18n, audit.all_about)}
        </a>
    }
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn each_kind_leads_to_its_page() {
        assert_eq!(page("change_01").as_deref(), Some("/changes/change_01"));
        assert_eq!(page("user_01").as_deref(), Some("/users/user_01"));
        assert_eq!(page("grant_01"), None);
        assert_eq!(page(""), None);
    }
}
