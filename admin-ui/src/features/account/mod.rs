//! A person's own account: name, roles, password.

mod api;

use leptos::prelude::*;

use crate::api::session::{use_session, use_viewer};
use crate::api::to_the_end;
use crate::i18n::*;
use crate::ui::role_name;
use crate::ui::{
    Alert, Button, ErrorPanel, ErrorSummary, Errors, FormErrors, Page, PasswordOwner, TextField,
    announce, use_task,
};

#[component]
pub fn AccountPage() -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let roles = move || {
        viewer.with(|viewer| {
            viewer
                .grants
                .iter()
                .map(|grant| {
                    let place = match &grant.scope {
                        veiviser_schema::authz::Scope::Municipality(number) => viewer
                            .editable
                            .iter()
                            .find(|place| place.number == number.as_str())
                            .map_or_else(|| number.to_string(), |place| place.name.clone()),
                        veiviser_schema::authz::Scope::County(number) => number.to_string(),
                        veiviser_schema::authz::Scope::Nation => {
                            t_string!(i18n, users.whole_country).to_owned()
                        }
                    };
                    view! { <li>{role_name(i18n, grant.role)}", "{place}</li> }
                })
                .collect_view()
        })
    };
    view! {
        <Page title=move || t_string!(i18n, account.title)>
            <dl class="facts">
                <dt>{t!(i18n, account.email)}</dt>
                <dd>{move || viewer.with(|viewer| viewer.email.clone())}</dd>
                <dt>{t!(i18n, account.roles)}</dt>
                <dd>
                    <ul class="plain-list">{roles}</ul>
                </dd>
            </dl>
            <NameForm />
            <PasswordForm />
        </Page>
    }
}

#[component]
fn NameForm() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let viewer = use_viewer();
    let name = RwSignal::new(viewer.with_untracked(|viewer| viewer.name.clone()));
    let errors = FormErrors::new();
    let failure = RwSignal::new(None);
    let task = use_task();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let wanted = name.with_untracked(|name| name.trim().to_owned());
        let mut wrong = Errors::new();
        untrack(|| {
            wrong.check(
                wanted.is_empty(),
                "account-name",
                t_string!(i18n, account.missing_name),
            )
        });
        if !errors.show(wrong) {
            return;
        }
        task.run(async move {
            failure.set(None);
            let answer = to_the_end(async move {
                let answer = api::rename(wanted).await;
                // The header shows the name on whatever page the person is by now.
                if answer.as_ref().is_ok_and(Vec::is_empty) {
                    session.refresh().await;
                }
                answer
            });
            match answer.await {
                Ok(refusals) if refusals.is_empty() => {
                    announce(untrack(|| t_string!(i18n, account.name_saved)));
                }
                Ok(refusals) => {
                    errors.show(Errors::from_refusals(&refusals, |field| {
                        format!("account-{field}")
                    }));
                }
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            {move || failure.get().map(|error| view! { <ErrorPanel error work_open=true /> })}
            <ErrorSummary errors />
            <TextField
                id="account-name"
                autocomplete="name"
                label=move || t_string!(i18n, account.name)
                value=name
                error=errors.of("account-name")
            />
            <div class="actions">
                <Button submit=true variant="secondary" busy=task.busy()>{t!(i18n, common.save)}</Button>
            </div>
        </form>
    }
}

#[component]
fn PasswordForm() -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let [current, new, repeat] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let errors = FormErrors::new();
    let failure = RwSignal::new(None);
    let done = RwSignal::new(false);
    let task = use_task();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        done.set(false);
        let [current_password, new_password, again] =
            [current, new, repeat].map(|field| field.get_untracked());
        let mut wrong = Errors::new();
        untrack(|| {
            wrong
                .check(
                    current_password.is_empty(),
                    "currentPassword",
                    t_string!(i18n, account.missing_current),
                )
                .check(
                    new_password.chars().count() < 12,
                    "newPassword",
                    t_string!(i18n, account.too_short),
                )
                .check(
                    new_password != again,
                    "repeat",
                    t_string!(i18n, account.not_same),
                );
        });
        if !errors.show(wrong) {
            return;
        }
        task.run(async move {
            failure.set(None);
            match api::change_password(api::ChangePasswordInput {
                current_password,
                new_password,
            })
            .await
            {
                Ok(refusals) if refusals.is_empty() => {
                    for field in [current, new, repeat] {
                        field.set(String::new());
                    }
                    done.set(true);
                    announce(untrack(|| t_string!(i18n, account.changed)));
                }
                Ok(refusals) => {
                    errors.show(Errors::from_refusals(&refusals, str::to_owned));
                }
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! {
        <section class="stack" aria-labelledby="change-password">
            <h2 class="ds-heading" data-size="sm" id="change-password">{t!(i18n, account.password_title)}</h2>
            <form class="stack" on:submit=submit novalidate>
                {move || failure.get().map(|error| view! { <ErrorPanel error work_open=true /> })}
                <ErrorSummary errors />
                <Show when=move || done.get()>
                    <Alert color="success">
                        <p class="ds-paragraph">{t!(i18n, account.changed)}</p>
                    </Alert>
                </Show>
                <PasswordOwner email=Signal::derive(move || viewer.with(|viewer| viewer.email.clone())) />
                <TextField
                    id="currentPassword"
                    kind="password"
                    autocomplete="current-password"
                    label=move || t_string!(i18n, account.current)
                    value=current
                    error=errors.of("currentPassword")
                />
                <TextField
                    id="newPassword"
                    kind="password"
                    autocomplete="new-password"
                    label=move || t_string!(i18n, account.new_password)
                    help=move || t_string!(i18n, account.new_help)
                    value=new
                    error=errors.of("newPassword")
                />
                <TextField
                    id="repeat"
                    kind="password"
                    autocomplete="new-password"
                    label=move || t_string!(i18n, account.repeat)
                    value=repeat
                    error=errors.of("repeat")
                />
                <div class="actions">
                    <Button submit=true busy=task.busy()>{t!(i18n, account.submit)}</Button>
                </div>
            </form>
        </section>
    }
}
