//! The choice of language: remembered in this browser, and on the person's user so that the next browser knows it too.

use cynic::MutationBuilder;
use leptos::prelude::*;
use veiviser_schema::text::Language;

use crate::api::session::{SessionState, use_session};
use crate::api::{UserError, mutate, schema};
use crate::i18n::*;
use crate::ui::{locale_of, remember_language, use_language};

#[derive(cynic::InputObject, Debug)]
struct UpdateViewerInput {
    language: Option<Language>,
}

#[derive(cynic::QueryVariables, Debug)]
struct Variables {
    input: UpdateViewerInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "UpdateViewerPayload")]
struct Payload {
    #[expect(
        dead_code,
        reason = "a language that was not kept on the user is still kept in this browser"
    )]
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "Variables")]
struct UpdateLanguage {
    #[expect(dead_code, reason = "as above")]
    #[arguments(input: $input)]
    update_viewer: Payload,
}

/// A list of the three languages, each named in itself.
#[component]
pub fn LanguageChoice() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let language = use_language();
    let choose = move |event| {
        let Some(chosen) = Language::from_tag(&event_target_value(&event)) else {
            return;
        };
        i18n.set_locale(locale_of(chosen));
        remember_language(chosen);
        if matches!(session.state(), SessionState::SignedIn(_)) {
            leptos::task::spawn_local(async move {
                let operation = UpdateLanguage::build(Variables {
                    input: UpdateViewerInput {
                        language: Some(chosen),
                    },
                });
                // Kept in this browser either way.
                let _ = mutate(operation).await;
            });
        }
    };
    view! {
        <label class="language">
            <span class="visually-hidden">{t!(i18n, shell.language)}</span>
            <select class="ds-input" data-size="sm" data-width="auto" on:change=choose>
                {Language::ALL
                    .into_iter()
                    .map(|option| {
                        let name = match option {
                            Language::Nb => "Bokmål",
                            Language::Nn => "Nynorsk",
                            Language::En => "English",
                        };
                        view! {
                            <option value=option.tag() lang=option.tag() selected=move || language.get() == option>
                                {name}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </label>
    }
}
