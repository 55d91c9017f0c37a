//! `/default-hours`: whose default hours. Those who approve in few municipalities have them as links; who reaches the whole country
//! chooses from all; who has one alone is there at once.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use veiviser_schema::authz::{Action, Rule, Scope, rule};

use super::NoAccess;
use crate::api::fragments::MunicipalityName;
use crate::api::session::{Viewer, use_viewer};
use crate::features::places::{MunicipalityOptions, use_counties};
use crate::i18n::*;
use crate::ui::{Breadcrumb, Button, ErrorSummary, Errors, FieldFrame, FormErrors, Load, Page};

/// The municipalities a person may set the hours of by grants that name one.
fn own(viewer: &Viewer) -> Vec<MunicipalityName> {
    let mut own: Vec<MunicipalityName> = viewer
        .grants
        .iter()
        .filter(|grant| rule(grant.role, Action::SetDefaultHours) != Rule::Never)
        .filter_map(|grant| match &grant.scope {
            Scope::Municipality(number) => Some(number.as_str()),
            _ => None,
        })
        .map(|number| {
            let named = viewer.editable.iter().find(|place| place.number == number);
            named.cloned().unwrap_or_else(|| MunicipalityName {
                number: number.to_owned(),
                name: number.to_owned(),
            })
        })
        .collect();
    own.sort_by(|a, b| a.name.cmp(&b.name));
    own.dedup();
    own
}

/// The one municipality there is to choose, for those who have no choice.
pub fn only(viewer: &Viewer) -> Option<String> {
    if viewer.may_nationally(Action::SetDefaultHours) {
        return None;
    }
    match own(viewer).as_slice() {
        [one] => Some(one.number.clone()),
        _ => None,
    }
}

#[component]
pub fn ChooseDefaultHoursPage() -> impl IntoView {
    let viewer = use_viewer();
    let only = Memo::new(move |_| viewer.with(only));
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(number) = only.get() {
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&format!("/default-hours/{number}"), options);
        }
    });
    view! {
        <Show when=move || only.with(Option::is_none)>
            <Choose />
        </Show>
    }
}

#[component]
fn Choose() -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let may = Memo::new(move |_| viewer.with(|viewer| viewer.may(Action::SetDefaultHours)));
    let everywhere =
        Memo::new(move |_| viewer.with(|viewer| viewer.may_nationally(Action::SetDefaultHours)));
    let places = move || {
        viewer
            .with(own)
            .into_iter()
            .map(|MunicipalityName { number, name }| {
                view! {
                    <li>
                        <a class="ds-link" href=format!("/default-hours/{number}")>{name}</a>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <Breadcrumb href="/" label=move || t_string!(i18n, default_hours.to_my_page) />
        <Page title=move || t_string!(i18n, default_hours.title)>
            <p class="ds-paragraph">{t!(i18n, default_hours.intro)}</p>
            <Show when=move || may.get() fallback=|| view! { <NoAccess /> }>
                <ul class="ds-list">{places}</ul>
                <Show when=move || everywhere.get()>
                    <AnyMunicipality />
                </Show>
            </Show>
        </Page>
    }
}

#[component]
fn AnyMunicipality() -> impl IntoView {
    const FIELD: &str = "default-hours-municipality";
    let i18n = use_i18n();
    let navigate = use_navigate();
    let counties = use_counties();
    let chosen = RwSignal::new(String::new());
    let errors = FormErrors::new();
    let error = errors.of(FIELD);
    let open = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let number = chosen.get_untracked();
        let mut wrong = Errors::new();
        untrack(|| {
            wrong.check(
                number.is_empty(),
                FIELD,
                t_string!(i18n, default_hours.missing_municipality),
            )
        });
        if errors.show(wrong) {
            navigate(
                &format!("/default-hours/{number}"),
                NavigateOptions::default(),
            );
        }
    };
    view! {
        <form class="stack" novalidate on:submit=open>
            <ErrorSummary errors />
            <FieldFrame id=FIELD label=move || t_string!(i18n, default_hours.municipality) error>
                <Load remote=counties lines=1 let:list>
                    <select
                        class="ds-input"
                        id=FIELD
                        aria-required="true"
                        aria-invalid=move || error.with(Option::is_some).then_some("true")
                        aria-describedby=format!("{FIELD}-error")
                        on:change=move |event| chosen.set(event_target_value(&event))
                    >
                        <option value="" selected=move || chosen.with(String::is_empty)>
                            {t!(i18n, common.choose)}
                        </option>
                        <MunicipalityOptions counties=list chosen />
                    </select>
                </Load>
            </FieldFrame>
            <div class="actions">
                <Button submit=true>{t!(i18n, default_hours.open)}</Button>
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::authz::{Grant, Role};
    use veiviser_schema::ids::UserId;
    use veiviser_schema::text::Language;

    #[test]
    fn an_approver_has_the_own_municipalities_and_an_editor_none() {
        let grant = |role, number: &str| Grant {
            role,
            scope: Scope::Municipality(number.parse().expect("a number")),
        };
        let place = |number: &str, name: &str| MunicipalityName {
            number: number.to_owned(),
            name: name.to_owned(),
        };
        let viewer = Viewer {
            id: UserId(uuid::Uuid::nil()),
            name: String::new(),
            email: String::new(),
            language: Language::Nb,
            grants: vec![
                grant(Role::Approver, "4601"),
                grant(Role::Editor, "0301"),
                grant(Role::Approver, "1103"),
                grant(Role::Approver, "1103"),
                Grant {
                    role: Role::NationalCoordinator,
                    scope: Scope::Nation,
                },
            ],
            editable: vec![
                place("1103", "Stavanger"),
                place("4601", "Bergen"),
                place("0301", "Oslo"),
            ],
        };
        let names: Vec<_> = own(&viewer).into_iter().map(|place| place.name).collect();
        assert_eq!(names, ["Bergen", "Stavanger"]);
        assert_eq!(only(&viewer), None, "the whole country is theirs");

        let mut local = viewer;
        local.grants.retain(|grant| grant.scope != Scope::Nation);
        assert_eq!(only(&local), None, "two to choose from");
        local.grants.remove(0);
        assert_eq!(only(&local).as_deref(), Some("1103"));
        local.grants.retain(|grant| grant.role == Role::Editor);
        assert_eq!(only(&local), None, "nothing is theirs");
    }
}
