//! Signing in. The address stays, so that one lands where one meant to go.

use leptos::prelude::*;

use crate::api::session::use_session;
use crate::i18n::*;
use crate::ui::LanguageChoice;
use crate::ui::{Button, ErrorPanel, ErrorSummary, Errors, FormErrors, Page, TextField, use_task};

#[component]
pub fn SignInPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <header class="header">
            <span class="brand">{t!(i18n, common.product)}</span>
            <LanguageChoice />
        </header>
        <main id="main" class="main alone">
            <Page title=move || t_string!(i18n, sign_in.title)>
                <p class="ds-paragraph">{t!(i18n, sign_in.intro)}</p>
                <SignInForm />
                <p class="ds-paragraph" data-size="sm">{t!(i18n, sign_in.forgot)}</p>
                <p class="ds-paragraph" data-size="sm">
                    <a class="ds-link" href="/graphiql">{t!(i18n, sign_in.public_link)}</a>
                </p>
            </Page>
        </main>
    }
}

#[component]
fn SignInForm() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let errors = FormErrors::new();
    let failure = RwSignal::new(None);
    let task = use_task();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (mail, secret) = (
            email.get_untracked().trim().to_owned(),
            password.get_untracked(),
        );
        let mut wrong = Errors::new();
        untrack(|| {
            wrong
                .check(
                    mail.is_empty(),
                    "email",
                    t_string!(i18n, sign_in.missing_email),
                )
                .check(
                    secret.is_empty(),
                    "password",
                    t_string!(i18n, sign_in.missing_password),
                );
        });
        if !errors.show(wrong) {
            return;
        }
        task.run(async move {
            failure.set(None);
            match session.sign_in(mail, secret).await {
                Ok(None) => {}
                // Wrong credentials belong to no one field.
                Ok(Some(refusal)) => {
                    let mut wrong = Errors::new();
                    wrong.add("", refusal.message);
                    errors.show(wrong);
                }
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            {move || failure.get().map(|error| view! { <ErrorPanel error /> })}
            <ErrorSummary errors />
            <TextField
                id="email"
                kind="email"
                autocomplete="username"
                label=move || t_string!(i18n, sign_in.email)
                value=email
                error=errors.of("email")
            />
            <TextField
                id="password"
                kind="password"
                autocomplete="current-password"
                label=move || t_string!(i18n, sign_in.password)
                value=password
                error=errors.of("password")
            />
            <div class="actions">
                <Button submit=true busy=task.busy()>{t!(i18n, sign_in.submit)}</Button>
            </div>
        </form>
    }
}
