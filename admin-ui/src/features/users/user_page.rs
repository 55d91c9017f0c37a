//! One user: facts, roles to give and take, and for administrators the lock and the password.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use veiviser_schema::authz::Action;
use veiviser_schema::ids::UserId;
use veiviser_schema::text::Language;

use super::api::{
    self, GrantRoleInput, Outcome, RevokeRoleInput, RoleGrant, SetPasswordInput, User, UserInput,
};
use super::list_page::UserState;
use super::new_page::PASSWORD_LENGTH;
use super::role::{RoleChoice, RoleFields, grant_name, may_manage};
use crate::api::session::{use_session, use_viewer};
use crate::api::{ApiError, UserError, to_the_end};
use crate::i18n::*;
use crate::ui::{
    Alert, Breadcrumb, Button, ConfirmDialog, DateTime, ErrorPanel, ErrorSummary, Errors,
    FormErrors, Load, Page, PasswordOwner, Remote, Status, TextField, Tone, announce, focus_soon,
    use_remote, use_task,
};

#[component]
pub fn UserPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse::<UserId>().ok()));
    let user = use_remote(move || {
        let id = id.get();
        async move {
            match id {
                Some(id) => api::user(id).await,
                None => Err(ApiError::not_found()),
            }
        }
    });
    let title = move || {
        user.get()
            .map_or_else(|| t_string!(i18n, users.title).to_owned(), |user| user.name)
    };
    view! {
        <Breadcrumb href="/users" label=move || t_string!(i18n, users.back) />
        <Page title>
            <Load remote=user let:now>
                <Details remote=user user=now />
            </Load>
        </Page>
    }
}

/// Shows how a change to the user went: the new state, or the refusal or error in the section where the button is.
#[derive(Clone, Copy)]
struct Trouble {
    /// The id of the section's heading, which takes focus afterwards.
    place: &'static str,
    refusal: RwSignal<Option<UserError>>,
    failure: RwSignal<Option<ApiError>>,
}

impl Trouble {
    fn new(place: &'static str) -> Self {
        Self {
            place,
            refusal: RwSignal::new(None),
            failure: RwSignal::new(None),
        }
    }

    fn settle(self, remote: Remote<User>, answer: Result<Outcome, ApiError>, said: &str) {
        self.refusal.set(None);
        self.failure.set(None);
        match answer {
            Ok(Ok(user)) => {
                remote.replace(user);
                announce(said);
                // The button that was pressed may be gone with what it changed.
                focus_soon(self.place);
            }
            Ok(Err(refusals)) => self.refusal.set(refusals.into_iter().next()),
            Err(error) => self.failure.set(Some(error)),
        }
    }

    fn view(self) -> impl IntoView {
        view! {
            {move || self.failure.get().map(|error| view! { <ErrorPanel error /> })}
            {move || {
                self.refusal
                    .get()
                    .map(|refusal| view! { <Alert color="danger"><p class="ds-paragraph">{refusal.message}</p></Alert> })
            }}
        }
    }
}

#[component]
fn Details(remote: Remote<User>, user: User) -> impl IntoView {
    let viewer = use_viewer();
    let me = viewer.with_untracked(|viewer| viewer.id == user.id);
    let administers = viewer.with_untracked(|viewer| viewer.may_nationally(Action::ManageUsers));
    let gives = viewer.with_untracked(|viewer| viewer.may(Action::ManageEditors));
    let id = user.id;
    view! {
        <Facts user=user.clone() me />
        <Roles remote user=user.clone() />
        {gives.then(|| view! { <GiveRole remote id /> })}
        {(administers && !me).then(|| view! { <Access remote user=user.clone() /> })}
        {administers.then(|| view! { <NewPassword remote id /> })}
    }
}

#[component]
fn Facts(user: User, me: bool) -> impl IntoView {
    let i18n = use_i18n();
    let User {
        email,
        language,
        disabled,
        demo,
        created_at,
        last_signed_in_at,
        ..
    } = user;
    let language = move || match language {
        Language::Nb => t_string!(i18n, common.language_nb),
        Language::Nn => t_string!(i18n, common.language_nn),
        Language::En => t_string!(i18n, common.language_en),
    };
    view! {
        <p class="actions">
            <UserState disabled />
            {me.then(|| view! { <Status tone=Tone::Info>{t!(i18n, users.its_you)}</Status> })}
            {demo.then(|| view! { <Status tone=Tone::Neutral>{t!(i18n, common.demo)}</Status> })}
        </p>
        <dl class="facts">
            <dt>{t!(i18n, users.email)}</dt>
            <dd>
                <a class="ds-link" href=format!("mailto:{email}")>
                    {email.clone()}
                </a>
            </dd>
            <dt>{t!(i18n, users.language)}</dt>
            <dd>{language}</dd>
            <dt>{t!(i18n, users.created)}</dt>
            <dd>
                <DateTime at=created_at />
            </dd>
            <dt>{t!(i18n, users.last_seen)}</dt>
            <dd>
                {match last_signed_in_at {
                    Some(at) => view! { <DateTime at /> }.into_any(),
                    None => t!(i18n, users.never).into_any(),
                }}
            </dd>
        </dl>
    }
}

#[component]
fn Roles(remote: Remote<User>, user: User) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let session = use_session();
    let trouble = Trouble::new("roles");
    let task = use_task();
    let doomed = RwSignal::new(None::<RoleGrant>);
    let open = crate::ui::Bind::new(
        move || doomed.with(Option::is_some),
        move |open| {
            if !open {
                doomed.set(None);
            }
        },
    );
    let me = viewer.with_untracked(|viewer| viewer.id == user.id);
    let revoke = move |()| {
        let Some(grant) = doomed.get_untracked() else {
            return;
        };
        task.run(async move {
            let answer = to_the_end(async move {
                let answer = api::revoke_role(RevokeRoleInput { grant_id: grant.id }).await;
                // The person took a role from themselves. The menu shows what they may still do, on whatever page they are by now.
                if me && matches!(answer, Ok(Ok(_))) {
                    session.refresh().await;
                }
                answer
            })
            .await;
            doomed.set(None);
            trouble.settle(remote, answer, untrack(|| t_string!(i18n, users.taken)));
        });
    };
    let name = user.name.clone();
    let question = move || {
        let role = doomed.with(|grant| {
            grant
                .as_ref()
                .map(|grant| grant_name(i18n, grant))
                .unwrap_or_default()
        });
        t_string!(
            i18n,
            users.take_text,
            name = name.as_str(),
            role = role.as_str()
        )
        .to_string()
    };
    let rows = user
        .grants
        .iter()
        .cloned()
        .map(|grant| {
            let may = viewer.with_untracked(|viewer| {
                may_manage(
                    viewer,
                    grant.role,
                    grant
                        .municipality
                        .as_ref()
                        .map(|place| place.number.as_str()),
                )
            });
            view! { <GrantRow grant may doomed /> }
        })
        .collect_view();
    let none = user.grants.is_empty();
    view! {
        <section class="stack" aria-labelledby="roles">
            <h2 class="ds-heading" data-size="sm" id="roles" tabindex="-1">{t!(i18n, users.roles)}</h2>
            {trouble.view()}
            {none.then(|| view! { <p class="ds-paragraph">{t!(i18n, users.no_roles)}</p> })}
            <ul class="plain-list">{rows}</ul>
            <ConfirmDialog
                id="take-role"
                open
                title=move || t_string!(i18n, users.take_title)
                text=question
                confirm=move || t_string!(i18n, users.take)
                color="danger"
                busy=task.busy()
                on_confirm=revoke
            />
        </section>
    }
}

#[component]
fn GrantRow(grant: RoleGrant, may: bool, doomed: RwSignal<Option<RoleGrant>>) -> impl IntoView {
    let i18n = use_i18n();
    let (named, labelled, taken) = (grant.clone(), grant.clone(), grant.clone());
    let by = grant.granted_by.map(|by| by.name);
    view! {
        <li class="row">
            <div>
                <p class="ds-paragraph">
                    <strong>{move || grant_name(i18n, &named)}</strong>
                </p>
                <p class="ds-paragraph muted" data-size="sm">
                    {t!(i18n, users.since)}
                    " "
                    <DateTime at=grant.granted_at short=true />
                    " "
                    {by.map(|name| t!(i18n, users.granted_by, name = name))}
                </p>
            </div>
            {may
                .then(|| {
                    view! {
                        <Button
                            variant="secondary"
                            color="danger"
                            size="sm"
                            aria_label=move || {
                                t_string!(i18n, users.take_label, role = grant_name(i18n, &labelled)).to_string()
                            }
                            on_click=move |()| doomed.set(Some(taken.clone()))
                        >
                            {t!(i18n, users.take)}
                        </Button>
                    }
                })}
        </li>
    }
}

#[component]
fn GiveRole(remote: Remote<User>, id: UserId) -> impl IntoView {
    let i18n = use_i18n();
    let choice = RwSignal::new(RoleChoice::default());
    let errors = FormErrors::new();
    let trouble = Trouble::new("give-role");
    let task = use_task();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let mut wrong = Errors::new();
        let role =
            untrack(|| choice.with_untracked(|choice| choice.check(i18n, "grant", &mut wrong)));
        let (true, Some(role)) = (errors.show(wrong), role) else {
            return;
        };
        task.run(async move {
            let input = GrantRoleInput {
                user_id: id,
                role: role.role,
                municipality_number: role.municipality_number,
                county_number: role.county_number,
            };
            trouble.settle(
                remote,
                api::grant_role(input).await,
                untrack(|| t_string!(i18n, users.given)),
            );
        });
    };
    view! {
        <section class="stack" aria-labelledby="give-role">
            <h2 class="ds-heading" data-size="sm" id="give-role" tabindex="-1">{t!(i18n, users.give_title)}</h2>
            <form class="stack" on:submit=submit novalidate>
                {trouble.view()}
                <ErrorSummary errors />
                <RoleFields prefix="grant" choice errors />
                <div class="actions">
                    <Button submit=true variant="secondary" busy=task.busy()>{t!(i18n, users.give)}</Button>
                </div>
            </form>
        </section>
    }
}

#[component]
fn Access(remote: Remote<User>, user: User) -> impl IntoView {
    let i18n = use_i18n();
    let trouble = Trouble::new("access");
    let task = use_task();
    let open = RwSignal::new(false);
    let User {
        id, name, disabled, ..
    } = user;
    let disable = move |()| {
        task.run(async move {
            let answer = api::disable_user(UserInput { user_id: id }).await;
            open.set(false);
            trouble.settle(
                remote,
                answer,
                untrack(|| t_string!(i18n, users.user_disabled)),
            );
        });
    };
    let enable = move |()| {
        task.run(async move {
            let answer = api::enable_user(UserInput { user_id: id }).await;
            trouble.settle(
                remote,
                answer,
                untrack(|| t_string!(i18n, users.user_enabled)),
            );
        });
    };
    view! {
        <section class="stack" aria-labelledby="access">
            <h2 class="ds-heading" data-size="sm" id="access" tabindex="-1">{t!(i18n, users.access_title)}</h2>
            {trouble.view()}
            <div class="actions">
                {if disabled {
                    view! {
                        <Button variant="secondary" busy=task.busy() on_click=enable>
                            {t!(i18n, users.enable)}
                        </Button>
                    }
                        .into_any()
                } else {
                    view! {
                        <Button variant="secondary" color="danger" on_click=move |()| open.set(true)>
                            {t!(i18n, users.disable)}
                        </Button>
                    }
                        .into_any()
                }}
            </div>
            <ConfirmDialog
                id="disable-user"
                open
                title=move || t_string!(i18n, users.disable_title, name = name.as_str()).to_string()
                text=move || t_string!(i18n, users.disable_text)
                confirm=move || t_string!(i18n, users.disable)
                color="danger"
                busy=task.busy()
                on_confirm=disable
            />
        </section>
    }
}

#[component]
fn NewPassword(remote: Remote<User>, id: UserId) -> impl IntoView {
    let i18n = use_i18n();
    let password = RwSignal::new(String::new());
    let errors = FormErrors::new();
    let failure = RwSignal::new(None);
    let done = RwSignal::new(false);
    let task = use_task();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        done.set(false);
        let new_password = password.get_untracked();
        let mut wrong = Errors::new();
        untrack(|| {
            wrong.check(
                new_password.chars().count() < PASSWORD_LENGTH,
                "set-newPassword",
                t_string!(i18n, users.password_short),
            )
        });
        if !errors.show(wrong) {
            return;
        }
        task.run(async move {
            failure.set(None);
            match api::set_password(SetPasswordInput {
                user_id: id,
                new_password,
            })
            .await
            {
                Ok(Ok(user)) => {
                    password.set(String::new());
                    done.set(true);
                    announce(untrack(|| t_string!(i18n, users.password_set)));
                    if remote.get().is_some_and(|before| before != user) {
                        remote.replace(user);
                    }
                }
                Ok(Err(refusals)) => {
                    errors.show(Errors::from_refusals(&refusals, |field| {
                        format!("set-{field}")
                    }));
                }
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! {
        <section class="stack" aria-labelledby="new-password-title">
            <h2 class="ds-heading" data-size="sm" id="new-password-title">{t!(i18n, users.password_title)}</h2>
            <form class="stack" on:submit=submit novalidate>
                {move || failure.get().map(|error| view! { <ErrorPanel error work_open=true /> })}
                <ErrorSummary errors />
                <Show when=move || done.get()>
                    <Alert color="success">
                        <p class="ds-paragraph">{t!(i18n, users.password_set)}</p>
                    </Alert>
                </Show>
                <PasswordOwner email=Signal::derive(move || remote.get().map(|user| user.email).unwrap_or_default()) />
                <TextField
                    id="set-newPassword"
                    kind="password"
                    autocomplete="new-password"
                    label=move || t_string!(i18n, users.new_password)
                    help=move || t_string!(i18n, users.password_help)
                    value=password
                    error=errors.of("set-newPassword")
                />
                <div class="actions">
                    <Button submit=true variant="secondary" busy=task.busy()>{t!(i18n, users.set_password)}</Button>
                </div>
            </form>
        </section>
    }
}
