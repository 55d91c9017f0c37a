//! What was said about a change request, and saying more.

use chrono::{DateTime, Utc};
use cynic::MutationBuilder;
use veiviser_schema::ids::{ChangeRequestId, CommentId};

use crate::api::change::CommentKind;
use crate::api::fragments::UserName;
use crate::api::{ApiError, UserError, mutate, schema};

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Comment {
    pub id: CommentId,
    pub kind: CommentKind,
    pub author: UserName,
    pub body: String,
    pub created_at: DateTime<Utc>,
}

#[derive(cynic::InputObject)]
struct CommentOnChangeInput {
    change_request_id: ChangeRequestId,
    body: String,
}

#[derive(cynic::QueryVariables)]
struct CommentVariables {
    input: CommentOnChangeInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "ChangeRequest")]
struct Discussed {
    comments: Vec<Comment>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "ChangeRequestPayload")]
struct Outcome {
    change_request: Option<Discussed>,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CommentVariables")]
struct CommentMutation {
    #[arguments(input: $input)]
    comment_on_change: Outcome,
}

/// Says more: all that is said then, or why it was refused.
pub async fn comment(
    change_request_id: ChangeRequestId,
    body: String,
) -> Result<Result<Vec<Comment>, UserError>, ApiError> {
    let input = CommentOnChangeInput {
        change_request_id,
        body,
    };
    let answer = mutate(CommentMutation::build(CommentVariables { input })).await?;
    let Outcome {
        change_request,
        user_errors,
    } = answer.comment_on_change;
    if let Some(refusal) = user_errors.into_iter().next() {
        return Ok(Err(refusal));
    }
    let discussed = change_request.ok_or_else(ApiError::not_found)?;
    Ok(Ok(discussed.comments))
}
