//! The session is over while work is open: the password again, in place. The call that was refused waits, and goes on by itself.

use leptos::prelude::*;

use crate::api::session::{use_session, use_viewer};
use crate::i18n::*;
use crate::ui::{Bind, Button, Dialog, ErrorPanel, PasswordOwner, TextField, use_task};

#[component]
pub fn SignInAgain() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let renewing = session.renewing();
    let open = Bind::new(
        move || renewing.get(),
        move |open| {
            if !open {
                session.settle_renewal(false);
            }
        },
    );
    view! {
        <Dialog id="sign-in-again" open described=true title=move || t_string!(i18n, sign_in.again_title)>
            <PasswordForm />
        </Dialog>
    }
}

#[component]
fn PasswordForm() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let viewer = use_viewer();
    let password = RwSignal::new(String::new());
    let refusal = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None);
    let task = use_task();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if password.with_untracked(String::is_empty) {
            refusal.set(Some(
                untrack(|| t_string!(i18n, sign_in.missing_password)).to_owned(),
            ));
            return;
        }
        task.run(async move {
            let email = viewer.with_untracked(|viewer| viewer.email.clone());
            failure.set(None);
            match session.sign_in(email, password.get_untracked()).await {
                Ok(None) => {}
                Ok(Some(error)) => refusal.set(Some(error.message)),
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <p class="ds-paragraph" id="sign-in-again-text">{t!(i18n, sign_in.again_text)}</p>
            <p class="ds-paragraph">
                {move || {
                    let (name, email) = viewer.with(|viewer| (viewer.name.clone(), viewer.email.clone()));
                    t_string!(i18n, sign_in.again_as, name = name, email = email).to_string()
                }}
            </p>
            {move || failure.get().map(|error| view! { <ErrorPanel error work_open=true /> })}
            <PasswordOwner email=Signal::derive(move || viewer.with(|viewer| viewer.email.clone())) />
            <TextField
                id="again-password"
                kind="password"
                autocomplete="current-password"
                label=move || t_string!(i18n, sign_in.password)
                value=password
                error=refusal
            />
            <div class="actions">
                <Button submit=true busy=task.busy()>{t!(i18n, sign_in.submit)}</Button>
                <Button variant="tertiary" on_click=move |()| session.settle_renewal(false)>
                    {t!(i18n, sign_in.again_later)}
                </Button>
            </div>
        </form>
    }
}
