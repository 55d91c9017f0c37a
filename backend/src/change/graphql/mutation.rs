//! Root fields for changing. Each reads its input in full, asks its verb, and answers with the thing as it stands.

use async_graphql::{Context, Object, Result, SimpleObject};
use veiviser_schema::ids::{ChangeRequestId, ListingId};

use super::input::{
    ApproveChangeInput, ChangeInput, CommentOnChangeInput, ConflictChoiceInput, DeclineChangeInput,
    ResolveConflictsInput, SaveDraftInput, StartDraftInput, SubmitChangeInput, VerifyListingInput,
    key, optional_key, required_key,
};
use crate::change::Changes;
use crate::change::listing_record::graphql::ListingRecord;
use crate::change::listing_record::verify::verify;
use crate::change::request::comment::comment;
use crate::change::request::discard_draft::discard_draft;
use crate::change::request::graphql::ChangeRequest;
use crate::change::request::resolve_conflicts::{ResolveConflicts, resolve_conflicts};
use crate::change::request::save_draft::{SaveDraft, save_draft};
use crate::change::request::start_draft::{StartDraft, start_draft};
use crate::change::request::submit::{Submit, submit};
use crate::change::request::withdraw::withdraw;
use crate::change::review::approve::{Approve, approve};
use crate::change::review::return_or_reject::{Decline, Verdict, return_or_reject};
use crate::graphql::outcome::{Outcome, UserError, standing};
use crate::graphql::request::Ask;
use crate::outcome::{Answer, Failure};

/// On CONFLICT `changeRequest` is the current one.
#[derive(SimpleObject)]
pub struct ChangeRequestPayload {
    pub change_request: Option<ChangeRequest>,
    pub user_errors: Vec<UserError>,
}

#[derive(SimpleObject)]
pub struct ListingRecordPayload {
    pub listing_record: Option<ListingRecord>,
    pub user_errors: Vec<UserError>,
}

#[derive(Default)]
pub struct ChangeMutation;

#[Object]
impl ChangeMutation {
    async fn start_draft(
        &self,
        ctx: &Context<'_>,
        input: StartDraftInput,
    ) -> Result<ChangeRequestPayload> {
        let StartDraftInput {
            listing_id,
            municipality_number,
            service_type_slug,
        } = input;
        let actor = ctx.actor();
        let answer = async {
            let input = StartDraft {
                listing: required_key(
                    actor,
                    listing_id.as_deref().map(String::as_str),
                    "listingId",
                )?,
                municipality: optional_key(actor, municipality_number.as_deref())?,
                service_type: optional_key(actor, service_type_slug.as_deref())?,
            };
            start_draft(ctx.service(), ctx.request(), input)
                .await
                .map(Answer::done)
        };
        payload(ctx, answer.await).await
    }

    async fn save_draft(
        &self,
        ctx: &Context<'_>,
        input: SaveDraftInput,
    ) -> Result<ChangeRequestPayload> {
        let SaveDraftInput {
            change_request_id,
            expected_version,
            content,
        } = input;
        let answer = async {
            let input = SaveDraft {
                change: key(ctx.actor(), &change_request_id)?,
                expected_version,
                content,
            };
            save_draft(ctx.service(), ctx.request(), input).await
        };
        payload(ctx, answer.await).await
    }

    async fn discard_draft(
        &self,
        ctx: &Context<'_>,
        input: ChangeInput,
    ) -> Result<ChangeRequestPayload> {
        let ChangeInput {
            change_request_id,
            expected_version,
        } = input;
        let answer = async {
            let change = key(ctx.actor(), &change_request_id)?;
            discard_draft(ctx.service(), ctx.request(), change, expected_version).await
        };
        payload(ctx, answer.await).await
    }

    async fn submit_change(
        &self,
        ctx: &Context<'_>,
        input: SubmitChangeInput,
    ) -> Result<ChangeRequestPayload> {
        let SubmitChangeInput {
            change_request_id,
            expected_version,
            reason,
        } = input;
        let answer = async {
            let input = Submit {
                change: key(ctx.actor(), &change_request_id)?,
                expected_version,
                reason,
            };
            submit(ctx.service(), ctx.request(), input).await
        };
        payload(ctx, answer.await).await
    }

    async fn withdraw_change(
        &self,
        ctx: &Context<'_>,
        input: ChangeInput,
    ) -> Result<ChangeRequestPayload> {
        let ChangeInput {
            change_request_id,
            expected_version,
        } = input;
        let answer = async {
            let change = key(ctx.actor(), &change_request_id)?;
            withdraw(ctx.service(), ctx.request(), change, expected_version).await
        };
        payload(ctx, answer.await).await
    }

    /// Settles fields that both sides changed; all that are in conflict at once.
    async fn resolve_conflicts(
        &self,
        ctx: &Context<'_>,
        input: ResolveConflictsInput,
    ) -> Result<ChangeRequestPayload> {
        let ResolveConflictsInput {
            change_request_id,
            expected_version,
            choices,
        } = input;
        let answer = async {
            let input = ResolveConflicts {
                change: key(ctx.actor(), &change_request_id)?,
                expected_version,
                choices: choices
                    .into_iter()
                    .map(|ConflictChoiceInput { path, take }| (path, take))
                    .collect(),
            };
            resolve_conflicts(ctx.service(), ctx.request(), input).await
        };
        payload(ctx, answer.await).await
    }

    async fn approve_change(
        &self,
        ctx: &Context<'_>,
        input: ApproveChangeInput,
    ) -> Result<ChangeRequestPayload> {
        let ApproveChangeInput {
            change_request_id,
            expected_version,
            revision_id,
            comment,
        } = input;
        let answer = async {
            let input = Approve {
                change: key(ctx.actor(), &change_request_id)?,
                expected_version,
                revision: key(ctx.actor(), &revision_id)?,
                comment,
            };
            approve(ctx.service(), ctx.request(), input).await
        };
        payload(ctx, answer.await).await
    }

    async fn return_change(
        &self,
        ctx: &Context<'_>,
        input: DeclineChangeInput,
    ) -> Result<ChangeRequestPayload> {
        decline(ctx, input, Verdict::Return).await
    }

    async fn reject_change(
        &self,
        ctx: &Context<'_>,
        input: DeclineChangeInput,
    ) -> Result<ChangeRequestPayload> {
        decline(ctx, input, Verdict::Reject).await
    }

    async fn comment_on_change(
        &self,
        ctx: &Context<'_>,
        input: CommentOnChangeInput,
    ) -> Result<ChangeRequestPayload> {
        let CommentOnChangeInput {
            change_request_id,
            body,
        } = input;
        let answer = async {
            let change = key(ctx.actor(), &change_request_id)?;
            comment(ctx.service(), ctx.request(), change, body).await
        };
        payload(ctx, answer.await).await
    }

    async fn verify_listing(
        &self,
        ctx: &Context<'_>,
        input: VerifyListingInput,
    ) -> Result<ListingRecordPayload> {
        let VerifyListingInput {
            listing_id,
            expected_version,
        } = input;
        let answer = async {
            let listing: ListingId = key(ctx.actor(), &listing_id)?;
            verify(ctx.service(), ctx.request(), listing, expected_version).await
        };
        let Outcome { value, user_errors } = standing(ctx, answer.await)?;
        let listing_record = match value {
            Some(id) => ListingRecord::find(ctx, id).await?,
            None => None,
        };
        Ok(ListingRecordPayload {
            listing_record,
            user_errors,
        })
    }
}

async fn decline(
    ctx: &Context<'_>,
    input: DeclineChangeInput,
    verdict: Verdict,
) -> Result<ChangeRequestPayload> {
    let DeclineChangeInput {
        change_request_id,
        expected_version,
        reason,
    } = input;
    let answer = async {
        let input = Decline {
            change: key(ctx.actor(), &change_request_id)?,
            expected_version,
            reason,
            verdict,
        };
        return_or_reject(ctx.service::<Changes>(), ctx.request(), input).await
    };
    payload(ctx, answer.await).await
}

/// The change as it stands after the answer, done or refused.
async fn payload(
    ctx: &Context<'_>,
    answer: std::result::Result<Answer<ChangeRequestId>, Failure>,
) -> Result<ChangeRequestPayload> {
    let Outcome { value, user_errors } = standing(ctx, answer)?;
    let change_request = match value {
        Some(id) => ChangeRequest::find(ctx, id).await?,
        None => None,
    };
    Ok(ChangeRequestPayload {
        change_request,
        user_errors,
    })
}
