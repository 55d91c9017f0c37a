//! Root fields for changing. Each reads its input in full, asks its verb, and answers with the thing as it stands.

use async_graphql::{Context, Object, Result, SimpleObject};
use veiviser_schema::ids::ChangeRequestId;

use super::input::{
    ApproveChangeInput, ChangeInput, CommentOnChangeInput, ConfirmChangeInput, DeclineChangeInput,
    ResolveConflictsInput, RevertChangeInput, SaveDraftInput, StartDraftInput, SubmitChangeInput,
    VerifyListingInput,
};
use crate::change::listing_record::graphql::ListingRecord;
use crate::change::listing_record::verify::verify;
use crate::change::request::comment::comment;
use crate::change::request::discard_draft::discard_draft;
use crate::change::request::graphql::ChangeRequest;
use crate::change::request::resolve_conflicts::resolve_conflicts;
use crate::change::request::save_draft::save_draft;
use crate::change::request::start_draft::start_draft;
use crate::change::request::submit::submit;
use crate::change::request::withdraw::withdraw;
use crate::change::review::approve::approve;
use crate::change::review::confirm::confirm;
use crate::change::review::return_or_reject::{Verdict, return_or_reject};
use crate::change::review::revert::revert;
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
    /// Begins a draft: of a new listing (`municipalityNumber`, `serviceTypeSlug`), or of the next revision of one (`listingId`).
    async fn start_draft(
        &self,
        ctx: &Context<'_>,
        input: StartDraftInput,
    ) -> Result<ChangeRequestPayload> {
        payload(ctx, async {
            let input = input.read(ctx.actor())?;
            let change = start_draft(ctx.service(), ctx.request(), input).await?;
            Ok(Answer::done(change))
        })
        .await
    }

    /// Keeps the whole content of a draft, unfinished as it may be: `problems` tell what stands in the way of submitting it.
    async fn save_draft(
        &self,
        ctx: &Context<'_>,
        input: SaveDraftInput,
    ) -> Result<ChangeRequestPayload> {
        payload(ctx, async {
            save_draft(ctx.service(), ctx.request(), input.read(ctx.actor())?).await
        })
        .await
    }

    /// Throws a draft away.
    async fn discard_draft(
        &self,
        ctx: &Context<'_>,
        input: ChangeInput,
    ) -> Result<ChangeRequestPayload> {
        payload(ctx, async {
            let (change, version) = input.read(ctx.actor())?;
            discard_draft(ctx.service(), ctx.request(), change, version).await
        })
        .await
    }

    /// Sends a draft on its road: its `state` is then SUBMITTED, and it waits for approval; or PUBLISHED_UNREVIEWED, and it is public.
    async fn submit_change(
        &self,
        ctx: &Context<'_>,
        input: SubmitChangeInput,
    ) -> Result<ChangeRequestPayload> {
        payload(ctx, async {
            submit(ctx.service(), ctx.request(), input.read(ctx.actor())?).await
        })
        .await
    }

    /// Takes a change back that waits for approval. What is public already is not taken back: ALREADY_PUBLIC.
    async fn withdraw_change(
        &self,
        ctx: &Context<'_>,
        input: ChangeInput,
    ) -> Result<ChangeRequestPayload> {
        payload(ctx, async {
            let (change, version) = input.read(ctx.actor())?;
            withdraw(ctx.service(), ctx.request(), change, version).await
        })
        .await
    }

    /// Settles fields that both sides changed; all that are in conflict at once.
    async fn resolve_conflicts(
        &self,
        ctx: &Context<'_>,
        input: ResolveConflictsInput,
    ) -> Result<ChangeRequestPayload> {
        payload(ctx, async {
            resolve_conflicts(ctx.service(), ctx.request(), input.read(ctx.actor())?).await
        })
        .await
    }

    /// Publishes a submitted change. `revisionId` is what the reviewer has read: if it is no longer what would be published, nothing is done.
    async fn approve_change(
        &self,
        ctx: &Context<'_>,
        input: ApproveChangeInput,
    ) -> Result<ChangeRequestPayload> {
        payload(ctx, async {
            approve(ctx.service(), ctx.request(), input.read(ctx.actor())?).await
        })
        .await
    }

    /// Sends a submitted change back to its author, who may change it and submit it again.
    async fn return_change(
        &self,
        ctx: &Context<'_>,
        input: DeclineChangeInput,
    ) -> Result<ChangeRequestPayload> {
        payload(ctx, async {
            let input = input.read(ctx.actor(), Verdict::Return)?;
            return_or_reject(ctx.service(), ctx.request(), input).await
        })
        .await
    }

    /// Refuses a submitted change for good.
    async fn reject_change(
        &self,
        ctx: &Context<'_>,
        input: DeclineChangeInput,
    ) -> Result<ChangeRequestPayload> {
        payload(ctx, async {
            let input = input.read(ctx.actor(), Verdict::Reject)?;
            return_or_reject(ctx.service(), ctx.request(), input).await
        })
        .await
    }

    /// Says that what was public before it was reviewed is right: PUBLISHED_UNREVIEWED becomes CONFIRMED.
    async fn confirm_change(
        &self,
        ctx: &Context<'_>,
        input: ConfirmChangeInput,
    ) -> Result<ChangeRequestPayload> {
        payload(ctx, async {
            confirm(ctx.service(), ctx.request(), input.read(ctx.actor())?).await
        })
        .await
    }

    /// Publishes anew what was there before a change that was public before it was reviewed: exactly its fields, and PUBLISHED_UNREVIEWED
    /// becomes REVERTED. Where one of them was changed again since, nothing is done: REVERT_CONFLICT (see `ChangeRequest.conflicts`).
    async fn revert_change(
        &self,
        ctx: &Context<'_>,
        input: RevertChangeInput,
    ) -> Result<ChangeRequestPayload> {
        payload(ctx, async {
            revert(ctx.service(), ctx.request(), input.read(ctx.actor())?).await
        })
        .await
    }

    /// Adds a comment to a change's discussion.
    async fn comment_on_change(
        &self,
        ctx: &Context<'_>,
        input: CommentOnChangeInput,
    ) -> Result<ChangeRequestPayload> {
        payload(ctx, async {
            let (change, body) = input.read(ctx.actor())?;
            comment(ctx.service(), ctx.request(), change, body).await
        })
        .await
    }

    /// Says that what is published of a listing is still right.
    async fn verify_listing(
        &self,
        ctx: &Context<'_>,
        input: VerifyListingInput,
    ) -> Result<ListingRecordPayload> {
        let answer = async {
            let (listing, version) = input.read(ctx.actor())?;
            verify(ctx.service(), ctx.request(), listing, version).await
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

/// The change as it stands after the answer, done or refused.
async fn payload(
    ctx: &Context<'_>,
    answer: impl Future<Output = std::result::Result<Answer<ChangeRequestId>, Failure>> + Send,
) -> Result<ChangeRequestPayload> {
    let Outcome { value, user_errors } = standing(ctx, answer.await)?;
    let change_request = match value {
        Some(id) => ChangeRequest::find(ctx, id).await?,
        None => None,
    };
    Ok(ChangeRequestPayload {
        change_request,
        user_errors,
    })
}
