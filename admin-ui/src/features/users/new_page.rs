//! A new user, with the first role.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use veiviser_schema::authz::Action;
use veiviser_schema::text::Language;

use super::api::{self, CreateUserInput};
use super::role::{RoleChoice, RoleFields};
use crate::api::session::use_viewer;
use crate::i18n::*;
use crate::ui::{
    Allowed, Bind, Breadcrumb, Button, Choice, ErrorPanel, ErrorSummary, Errors, FormErrors, Page,
    SelectField, TextField, announce,
    guard::{unsaved_is_settled, use_guard},
    use_task,
};

/// Fewest characters of a password; the server has the last word.
pub const PASSWORD_LENGTH: usize = 12;

#[component]
pub fn NewUserPage() -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let may = Memo::new(move |_| viewer.with(|viewer| viewer.may(Action::ManageEditors)));
    view! {
        <Breadcrumb href="/users" label=move || t_string!(i18n, users.back) />
        <Page title=move || t_string!(i18n, users.new_title)>
            <Allowed
                when=may
                title=move || t_string!(i18n, users.no_access_title)
                text=move || t_string!(i18n, users.no_access)
            >
                <Form />
            </Allowed>
        </Page>
    }
}

#[component]
fn Form() -> impl IntoView {
    let i18n = use_i18n();
    let navigate = use_navigate();
    let [name, email, password] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let language = RwSignal::new(Language::Nb);
    let choice = RwSignal::new(RoleChoice::default());
    let errors = FormErrors::new();
    let failure = RwSignal::new(None);
    let task = use_task();
    let dirty = Signal::derive(move || {
        [name, email, password]
            .iter()
            .any(|field| field.with(|text| !text.is_empty()))
    });
    use_guard(move || t_string!(i18n, users.guard), dirty);

    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let [name_now, email_now, password_now] = [name, email, password]
            .map(|field| field.with_untracked(|text| text.trim().to_owned()));
        let mut wrong = Errors::new();
        let role = untrack(|| {
            wrong
                .check(
                    name_now.is_empty(),
                    "new-name",
                    t_string!(i18n, users.missing_name),
                )
                .check(
                    email_now.is_empty(),
                    "new-email",
                    t_string!(i18n, users.missing_email),
                )
                .check(
                    password_now.chars().count() < PASSWORD_LENGTH,
                    "new-password",
                    t_string!(i18n, users.password_short),
                );
            choice.with_untracked(|choice| choice.check(i18n, "new", &mut wrong))
        });
        let (true, Some(role)) = (errors.show(wrong), role) else {
            return;
        };
        let navigate = navigate.clone();
        task.run(async move {
            failure.set(None);
            let input = CreateUserInput {
                name: name_now,
                email: email_now,
                password: password_now,
                language: Some(language.get_untracked()),
                role: role.role,
                municipality_number: role.municipality_number,
                county_number: role.county_number,
            };
            match api::create_user(input).await {
                Ok(Ok(user)) => {
                    unsaved_is_settled();
                    announce(untrack(|| {
                        t_string!(i18n, users.user_created, name = user.name.as_str()).to_string()
                    }));
                    navigate(&format!("/users/{}", user.id), NavigateOptions::default());
                }
                Ok(Err(refusals)) => {
                    errors.show(Errors::from_refusals(&refusals, |field| {
                        format!("new-{field}")
                    }));
                }
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    let languages = Signal::derive(move || {
        vec![
            Choice::new("nb", t_string!(i18n, common.language_nb)),
            Choice::new("nn", t_string!(i18n, common.language_nn)),
            Choice::new("en", t_string!(i18n, common.language_en)),
        ]
    });
    let language_tag = Bind::new(
        move || language.get().tag().to_owned(),
        move |tag: String| {
            if let Some(chosen) = Language::from_tag(&tag) {
                language.set(chosen);
            }
        },
    );
    view! {
        <form class="stack" on:submit=submit novalidate>
            {move || failure.get().map(|error| view! { <ErrorPanel error work_open=true /> })}
            <ErrorSummary errors />
            <TextField
                id="new-name"
                autocomplete="off"
                label=move || t_string!(i18n, users.name)
                value=name
                error=errors.of("new-name")
            />
            <TextField
                id="new-email"
                kind="email"
                autocomplete="off"
                label=move || t_string!(i18n, users.email)
                value=email
                error=errors.of("new-email")
            />
            <TextField
                id="new-password"
                kind="password"
                autocomplete="new-password"
                label=move || t_string!(i18n, users.first_password)
                help=move || t_string!(i18n, users.password_help)
                value=password
                error=errors.of("new-password")
            />
            <SelectField
                id="new-language"
                label=move || t_string!(i18n, users.user_language)
                value=language_tag
                choices=languages
            />
            <RoleFields prefix="new" choice errors />
            <div class="actions">
                <Button submit=true busy=task.busy()>{t!(i18n, users.create)}</Button>
                <a class="ds-button" data-variant="tertiary" href="/users">{t!(i18n, common.cancel)}</a>
            </div>
        </form>
    }
}
