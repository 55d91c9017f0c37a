//! Roles by name.

use leptos_i18n::I18nContext;
use veiviser_schema::authz::Role;

use crate::i18n::*;

/// What a role is called.
#[must_use]
pub fn role_name(i18n: I18nContext<Locale>, role: Role) -> &'static str {
    match role {
        Role::Editor => t_string!(i18n, users.role_editor),
        Role::Approver => t_string!(i18n, users.role_approver),
        Role::CountyCoordinator => t_string!(i18n, users.role_county),
        Role::NationalCoordinator => t_string!(i18n, users.role_national),
        Role::Administrator => t_string!(i18n, users.role_administrator),
    }
}
