//! The list of users: search, filters, pages, all in the address.

use leptos::prelude::*;
use veiviser_schema::authz::{Action, Role};

use super::api::{self, User, UserFilter, Users};
use super::role::grant_name;
use crate::api::session::use_viewer;
use crate::i18n::*;
use crate::ui::{
    Allowed, Button, Cell, Choice, DateTime, Empty, LinkButton, ListResults, Load, Page, PageGone,
    SelectField, Status, TextField, Tone, UrlState, announce_found, columns, paging, role_name,
    use_remote, use_url_state,
};

/// The keys of the address that narrow the list.
const FILTERS: [&str; 3] = ["text", "role", "state"];

#[component]
pub fn UsersPage() -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let may_read = Memo::new(move |_| viewer.with(|viewer| viewer.may(Action::ReadUsers)));
    let may_create = Memo::new(move |_| viewer.with(|viewer| viewer.may(Action::ManageEditors)));
    let actions = move || {
        may_create.get().then(
            || view! { <LinkButton href="/users/new">{t!(i18n, users.new_user)}</LinkButton> },
        )
    };
    view! {
        <Page title=move || t_string!(i18n, users.title) wide=true actions>
            <p class="ds-paragraph">{t!(i18n, users.intro)}</p>
            <Allowed
                when=may_read
                title=move || t_string!(i18n, users.no_access_title)
                text=move || t_string!(i18n, users.no_access)
            >
                <List />
            </Allowed>
        </Page>
    }
}

/// The filter that the address names.
fn filter(url: UrlState) -> UserFilter {
    UserFilter {
        text: url.get("text"),
        role: url.get("role").as_deref().and_then(Role::from_code),
        municipality_number: None,
        disabled: match url.get("state").as_deref() {
            Some("active") => Some(false),
            Some("disabled") => Some(true),
            _ => None,
        },
    }
}

#[component]
fn List() -> impl IntoView {
    let i18n = use_i18n();
    let url = use_url_state();
    let users = use_remote(move || api::users(filter(url), paging(url)));
    announce_found(
        move || users.get().map(|page| page.total_count),
        move |count| t_string!(i18n, users.found, count).to_string(),
    );
    view! {
        <Filters url />
        <PageGone remote=users />
        <Load remote=users let:page>
            <Results page url />
        </Load>
    }
}

#[component]
fn Filters(url: UrlState) -> impl IntoView {
    let i18n = use_i18n();
    let (text, search) = url.search("text");
    let roles = Signal::derive(move || {
        let any = Choice::new("", t_string!(i18n, users.any));
        let each = Role::ALL
            .into_iter()
            .map(|role| Choice::new(role.code(), role_name(i18n, role)));
        std::iter::once(any).chain(each).collect::<Vec<_>>()
    });
    let states = Signal::derive(move || {
        vec![
            Choice::new("", t_string!(i18n, users.any)),
            Choice::new("active", t_string!(i18n, users.state_active)),
            Choice::new("disabled", t_string!(i18n, users.state_disabled)),
        ]
    });
    view! {
        <form class="filters" role="search" aria-label=move || t_string!(i18n, users.filter) on:submit=search>
            <TextField id="text" kind="search" optional=true label=move || t_string!(i18n, users.text) value=text />
            <Button submit=true variant="secondary">{t!(i18n, common.search)}</Button>
            <SelectField
                id="role"
                optional=true
                label=move || t_string!(i18n, users.role)
                value=url.bind("role")
                choices=roles
            />
            <SelectField
                id="state"
                optional=true
                label=move || t_string!(i18n, users.state)
                value=url.bind("state")
                choices=states
            />
        </form>
    }
}

#[component]
fn Results(page: Users, url: UrlState) -> impl IntoView {
    let i18n = use_i18n();
    let Users {
        nodes,
        page_info,
        total_count,
    } = page;
    let columns = columns(move || {
        [
            t_string!(i18n, users.name),
            t_string!(i18n, users.email),
            t_string!(i18n, users.roles),
            t_string!(i18n, users.last_seen),
            t_string!(i18n, users.state),
        ]
    });
    let rows = nodes
        .into_iter()
        .map(|user| view! { <Row user /> }.into_any())
        .collect();
    view! {
        <ListResults
            url
            filters=&FILTERS
            rows
            info=page_info
            total=total_count
            caption=move || t_string!(i18n, users.caption)
            columns
            no_match_title=move || t_string!(i18n, users.no_match_title)
            no_match=move || t_string!(i18n, users.no_match)
        >
            <Empty title=move || t_string!(i18n, users.none_title) text=move || t_string!(i18n, users.none) />
        </ListResults>
    }
}

#[component]
fn Row(user: User) -> impl IntoView {
    let i18n = use_i18n();
    let User {
        id,
        name,
        email,
        disabled,
        last_signed_in_at,
        grants,
        ..
    } = user;
    let roles = move || {
        if grants.is_empty() {
            return t_string!(i18n, users.no_roles).to_owned();
        }
        grants
            .iter()
            .map(|grant| grant_name(i18n, grant))
            .collect::<Vec<_>>()
            .join("; ")
    };
    view! {
        <tr>
            <Cell head=true>
                <a class="ds-link" href=format!("/users/{id}")>
                    {name}
                </a>
            </Cell>
            <Cell column=move || t_string!(i18n, users.email)>{email}</Cell>
            <Cell column=move || t_string!(i18n, users.roles)>{roles}</Cell>
            <Cell column=move || t_string!(i18n, users.last_seen)>
                {match last_signed_in_at {
                    Some(at) => view! { <DateTime at short=true /> }.into_any(),
                    None => t!(i18n, users.never).into_any(),
                }}
            </Cell>
            <Cell column=move || t_string!(i18n, users.state)>
                <UserState disabled />
            </Cell>
        </tr>
    }
}

/// Whether a user can sign in.
#[component]
pub fn UserState(disabled: bool) -> impl IntoView {
    let i18n = use_i18n();
    if disabled {
        view! { <Status tone=Tone::Warning>{t!(i18n, users.disabled)}</Status> }.into_any()
    } else {
        view! { <Status tone=Tone::Success>{t!(i18n, users.active)}</Status> }.into_any()
    }
}
