//! What a person changes about themselves.

use cynic::MutationBuilder;

use crate::api::{ApiError, UserError, mutate, schema};

#[derive(cynic::InputObject, Debug)]
pub struct ChangePasswordInput {
    pub current_password: String,
    pub new_password: String,
}

#[derive(cynic::QueryVariables, Debug)]
struct ChangePasswordVariables {
    input: ChangePasswordInput,
}

#[derive(cynic::QueryFragment, Debug)]
struct ChangePasswordPayload {
    changed: bool,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ChangePasswordVariables")]
struct ChangePassword {
    #[arguments(input: $input)]
    change_password: ChangePasswordPayload,
}

/// The refusals; none when it is changed.
pub async fn change_password(input: ChangePasswordInput) -> Result<Vec<UserError>, ApiError> {
    let operation = ChangePassword::build(ChangePasswordVariables { input });
    let ChangePasswordPayload {
        changed,
        user_errors,
    } = mutate(operation).await?.change_password;
    if changed || !user_errors.is_empty() {
        Ok(user_errors)
    } else {
        Err(ApiError::not_found())
    }
}

#[derive(cynic::InputObject, Debug)]
struct UpdateViewerInput {
    name: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
struct UpdateViewerVariables {
    input: UpdateViewerInput,
}

#[derive(cynic::QueryFragment, Debug)]
struct UpdateViewerPayload {
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "UpdateViewerVariables")]
struct UpdateViewer {
    #[arguments(input: $input)]
    update_viewer: UpdateViewerPayload,
}

/// The refusals; none when it is saved.
pub async fn rename(name: String) -> Result<Vec<UserError>, ApiError> {
    let input = UpdateViewerInput { name: Some(name) };
    let operation = UpdateViewer::build(UpdateViewerVariables { input });
    Ok(mutate(operation).await?.update_viewer.user_errors)
}
