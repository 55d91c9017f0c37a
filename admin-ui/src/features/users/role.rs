//! Roles in words, and the choice of one with the scope it needs.

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use veiviser_schema::authz::{Action, Role};

use super::api::RoleGrant;
use crate::api::session::{Viewer, use_viewer};
use crate::features::places::{County, MunicipalityOptions, use_counties};
use crate::i18n::*;
use crate::ui::{
    Bind, Choice, Errors, FieldFrame, FormErrors, Load, RadioGroup, SelectField, role_name,
};

/// What one does in it.
fn role_does(i18n: I18nContext<Locale>, role: Role) -> &'static str {
    match role {
        Role::Editor => t_string!(i18n, users.role_editor_does),
        Role::Approver => t_string!(i18n, users.role_approver_does),
        Role::CountyCoordinator => t_string!(i18n, users.role_county_does),
        Role::NationalCoordinator => t_string!(i18n, users.role_national_does),
        Role::Administrator => t_string!(i18n, users.role_administrator_does),
    }
}

/// "Redaktør, Kristiansand".
#[must_use]
pub fn grant_name(i18n: I18nContext<Locale>, grant: &RoleGrant) -> String {
    let scope = match (&grant.municipality, &grant.county) {
        (Some(municipality), _) => municipality.name.as_str(),
        (None, Some(county)) => county.name.as_str(),
        (None, None) => t_string!(i18n, users.whole_country),
    };
    format!("{}, {scope}", role_name(i18n, grant.role))
}

/// Which kind of scope a role is given over; the contract's `Grant::well_formed` says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeKind {
    Municipality,
    County,
    Nation,
}

/// See [`ScopeKind`].
#[must_use]
pub const fn scope_kind(role: Role) -> ScopeKind {
    match role {
        Role::Editor | Role::Approver => ScopeKind::Municipality,
        Role::CountyCoordinator => ScopeKind::County,
        Role::NationalCoordinator | Role::Administrator => ScopeKind::Nation,
    }
}

/// Whether the person may give or take a role: administrators all, approvers the editor's in their own municipality.
#[must_use]
pub fn may_manage(viewer: &Viewer, role: Role, municipality: Option<&str>) -> bool {
    viewer.may_nationally(Action::ManageUsers)
        || (role == Role::Editor
            && municipality
                .is_some_and(|number| viewer.may_in(Action::ManageEditors, number, false)))
}

/// A role that is being chosen, with its scope.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleChoice {
    pub role: Option<Role>,
    pub municipality: String,
    pub county: String,
}

/// A role with exactly the scope it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenRole {
    pub role: Role,
    pub municipality_number: Option<String>,
    pub county_number: Option<String>,
}

/// What is missing in a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    Role,
    Municipality,
    County,
}

impl RoleChoice {
    /// The choice as the server wants it: no number that the role has no use for.
    pub fn complete(&self) -> Result<ChosenRole, Missing> {
        let role = self.role.ok_or(Missing::Role)?;
        let (municipality_number, county_number) = match scope_kind(role) {
            ScopeKind::Municipality if self.municipality.is_empty() => {
                return Err(Missing::Municipality);
            }
            ScopeKind::County if self.county.is_empty() => return Err(Missing::County),
            ScopeKind::Municipality => (Some(self.municipality.clone()), None),
            ScopeKind::County => (None, Some(self.county.clone())),
            ScopeKind::Nation => (None, None),
        };
        Ok(ChosenRole {
            role,
            municipality_number,
            county_number,
        })
    }

    /// The same, with what is missing said at its field. `prefix` begins the ids of the fields.
    pub fn check(
        &self,
        i18n: I18nContext<Locale>,
        prefix: &str,
        errors: &mut Errors,
    ) -> Option<ChosenRole> {
        let (field, message) = match self.complete() {
            Ok(chosen) => return Some(chosen),
            Err(Missing::Role) => ("role", t_string!(i18n, users.missing_role)),
            Err(Missing::Municipality) => (
                "municipalityNumber",
                t_string!(i18n, users.missing_municipality),
            ),
            Err(Missing::County) => ("countyNumber", t_string!(i18n, users.missing_county)),
        };
        errors.add(format!("{prefix}-{field}"), message);
        None
    }
}

/// The fields that choose a role and its scope, as far as the person may give one.
#[component]
pub fn RoleFields(
    #[prop(into)] prefix: String,
    choice: RwSignal<RoleChoice>,
    errors: FormErrors,
) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let all = viewer.with_untracked(|viewer| viewer.may_nationally(Action::ManageUsers));
    if !all {
        choice.update(|choice| choice.role = Some(Role::Editor));
    }
    let role = Bind::new(
        move || {
            choice.with(|choice| {
                choice
                    .role
                    .map(|role| role.code().to_owned())
                    .unwrap_or_default()
            })
        },
        move |code: String| choice.update(|choice| choice.role = Role::from_code(&code)),
    );
    let roles = Signal::derive(move || {
        Role::ALL
            .into_iter()
            .map(|role| {
                Choice::new(
                    role.code(),
                    format!("{}: {}", role_name(i18n, role), role_does(i18n, role)),
                )
            })
            .collect::<Vec<_>>()
    });
    let kind = Memo::new(move |_| choice.with(|choice| choice.role.map(scope_kind)));
    let id = move |field: &str| format!("{prefix}-{field}");
    let (role_id, municipality_id, county_id) =
        (id("role"), id("municipalityNumber"), id("countyNumber"));
    view! {
        {all
            .then(|| {
                view! {
                    <RadioGroup
                        id=role_id.clone()
                        label=move || t_string!(i18n, users.role)
                        value=role
                        choices=roles
                        error=errors.of(&role_id)
                    />
                }
            })}
        {move || match kind.get() {
            Some(ScopeKind::Municipality) if all => {
                view! { <AnyMunicipality id=municipality_id.clone() choice errors /> }.into_any()
            }
            Some(ScopeKind::Municipality) => view! { <OwnMunicipality id=municipality_id.clone() choice errors /> }.into_any(),
            Some(ScopeKind::County) => view! { <AnyCounty id=county_id.clone() choice errors /> }.into_any(),
            Some(ScopeKind::Nation) | None => ().into_any(),
        }}
    }
}

fn municipality_of(choice: RwSignal<RoleChoice>) -> Bind<String> {
    Bind::new(
        move || choice.with(|choice| choice.municipality.clone()),
        move |number| choice.update(|choice| choice.municipality = number),
    )
}

#[component]
fn AnyMunicipality(id: String, choice: RwSignal<RoleChoice>, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    let counties = use_counties();
    let value = municipality_of(choice);
    let error = errors.of(&id);
    view! {
        <FieldFrame id=id.clone() label=move || t_string!(i18n, users.municipality) error>
            <Load remote=counties lines=1 let:list>
                <select
                    class="ds-input"
                    id=id.clone()
                    aria-required="true"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=format!("{id}-error")
                    on:change=move |event| value.set.run(event_target_value(&event))
                >
                    <option value="" selected=move || value.get.with(String::is_empty)>
                        {t!(i18n, users.choose_municipality)}
                    </option>
                    <MunicipalityOptions counties=list chosen=value.get />
                </select>
            </Load>
        </FieldFrame>
    }
}

#[component]
fn AnyCounty(id: String, choice: RwSignal<RoleChoice>, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    let counties = use_counties();
    let error = errors.of(&id);
    let value = Bind::new(
        move || choice.with(|choice| choice.county.clone()),
        move |number| choice.update(|choice| choice.county = number),
    );
    let label = move || t_string!(i18n, users.county);
    view! {
        <Load remote=counties lines=1 let:list>
            {
                let options = StoredValue::new(list);
                let choices = Signal::derive(move || {
                    let first = Choice::new("", t_string!(i18n, users.choose_county));
                    let rest = options.with_value(|counties| {
                        counties
                            .iter()
                            .map(|County { number, name, .. }| Choice::new(number, name))
                            .collect::<Vec<_>>()
                    });
                    std::iter::once(first).chain(rest).collect::<Vec<_>>()
                });
                view! { <SelectField id=id.clone() label value choices error /> }
            }
        </Load>
    }
}

/// For an approver: the municipalities where editors may be looked after.
#[component]
fn OwnMunicipality(id: String, choice: RwSignal<RoleChoice>, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let own = move || {
        viewer.with(|viewer| {
            viewer
                .editable
                .iter()
                .filter(|place| viewer.may_in(Action::ManageEditors, &place.number, false))
                .map(|place| Choice::new(&place.number, &place.name))
                .collect::<Vec<_>>()
        })
    };
    // One municipality needs no choosing.
    if let [only] = untrack(own).as_slice() {
        choice.update(|choice| choice.municipality = only.value.clone());
    }
    let choices = Signal::derive(move || {
        let own = own();
        let first =
            (own.len() != 1).then(|| Choice::new("", t_string!(i18n, users.choose_municipality)));
        first.into_iter().chain(own).collect::<Vec<_>>()
    });
    let error = errors.of(&id);
    view! {
        <SelectField
            id
            label=move || t_string!(i18n, users.municipality)
            value=municipality_of(choice)
            choices
            error
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::authz::{Grant, Scope};

    fn choice(role: Role, municipality: &str, county: &str) -> RoleChoice {
        RoleChoice {
            role: Some(role),
            municipality: municipality.into(),
            county: county.into(),
        }
    }

    #[test]
    fn a_role_carries_only_the_scope_it_needs() {
        let chosen = choice(Role::Administrator, "4204", "42")
            .complete()
            .expect("complete");
        assert_eq!(
            (chosen.municipality_number, chosen.county_number),
            (None, None)
        );
        let chosen = choice(Role::Editor, "4204", "42")
            .complete()
            .expect("complete");
        assert_eq!(
            (chosen.municipality_number.as_deref(), chosen.county_number),
            (Some("4204"), None)
        );
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(RoleChoice::default().complete(), Err(Missing::Role));
        assert_eq!(
            choice(Role::Approver, "", "42").complete(),
            Err(Missing::Municipality)
        );
        assert_eq!(
            choice(Role::CountyCoordinator, "4204", "").complete(),
            Err(Missing::County)
        );
    }

    #[test]
    fn the_kinds_of_scope_are_those_of_the_contract() {
        for role in Role::ALL {
            let scope = match scope_kind(role) {
                ScopeKind::Municipality => Scope::Municipality("4204".parse().expect("a number")),
                ScopeKind::County => Scope::County("42".parse().expect("a number")),
                ScopeKind::Nation => Scope::Nation,
            };
            assert!(Grant { role, scope }.well_formed(), "{role:?}");
        }
    }
}
