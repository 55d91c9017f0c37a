//! What was said about the change, oldest first, and a field to say more.

use leptos::prelude::*;
use veiviser_schema::ids::ChangeRequestId;

use super::api::{self, Change, Comment, CommentKind};
use crate::i18n::*;
use crate::ui::{Button, DateTime, ErrorPanel, Remote, TextArea, announce, use_task};

#[component]
pub fn Comments(
    change: ChangeRequestId,
    comments: Vec<Comment>,
    may_comment: bool,
    remote: Remote<Change>,
) -> impl IntoView {
    let i18n = use_i18n();
    let said = if comments.is_empty() {
        view! { <p class="ds-paragraph muted">{t!(i18n, review.no_comments)}</p> }.into_any()
    } else {
        let lines = comments
            .into_iter()
            .map(|comment| view! { <Said comment /> })
            .collect_view();
        view! { <ol class="comments" role="list">{lines}</ol> }.into_any()
    };
    view! {
        <section class="discussion" aria-labelledby="comments">
            <h2 class="ds-heading" data-size="sm" id="comments">{t!(i18n, review.comments)}</h2>
            {said}
            {may_comment.then(|| view! { <CommentForm change remote /> })}
        </section>
    }
}

#[component]
fn Said(comment: Comment) -> impl IntoView {
    let i18n = use_i18n();
    let Comment {
        kind,
        author,
        body,
        created_at,
        ..
    } = comment;
    let step = move || match kind {
        CommentKind::Comment => t_string!(i18n, review.step_comment),
        CommentKind::Submitted => t_string!(i18n, review.step_submitted),
        CommentKind::Returned => t_string!(i18n, review.step_returned),
        CommentKind::Rejected => t_string!(i18n, review.step_rejected),
        CommentKind::Approved => t_string!(i18n, review.step_approved),
        CommentKind::Withdrawn => t_string!(i18n, review.step_withdrawn),
        CommentKind::Published => t_string!(i18n, review.step_published),
        CommentKind::Confirmed => t_string!(i18n, review.step_confirmed),
        CommentKind::Reverted => t_string!(i18n, review.step_reverted),
    };
    view! {
        <li class="comment">
            <p class="ds-paragraph" data-size="sm">
                <strong>{author.name}</strong>
                " "
                {step}
                ", "
                <DateTime at=created_at />
            </p>
            {(!body.trim().is_empty()).then(|| view! { <p class="ds-paragraph written">{body}</p> })}
        </li>
    }
}

#[component]
fn CommentForm(change: ChangeRequestId, remote: Remote<Change>) -> impl IntoView {
    let i18n = use_i18n();
    let body = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None);
    let task = use_task();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let text = body.get_untracked().trim().to_owned();
        if text.is_empty() {
            wrong.set(Some(
                untrack(|| t_string!(i18n, review.comment_missing)).to_owned(),
            ));
            crate::ui::focus("comment");
            return;
        }
        wrong.set(None);
        failure.set(None);
        task.run(async move {
            match api::comment(change, text).await {
                Ok(Ok(())) => {
                    body.set(String::new());
                    announce(untrack(|| t_string!(i18n, review.comment_sent)));
                    remote.reload();
                }
                Ok(Err(refusal)) => wrong.set(Some(refusal.message)),
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            {move || failure.get().map(|error| view! { <ErrorPanel error work_open=true /> })}
            <TextArea id="comment" label=move || t_string!(i18n, review.comment) value=body error=wrong rows=3 />
            <div class="actions">
                <Button submit=true variant="secondary" busy=task.busy()>{t!(i18n, review.comment_send)}</Button>
            </div>
        </form>
    }
}
