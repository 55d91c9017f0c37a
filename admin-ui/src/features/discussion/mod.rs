//! What was said about a change, oldest first, and a field to say more: for whoever writes the change and whoever decides on it.

mod api;

use leptos::prelude::*;
use veiviser_schema::ids::ChangeRequestId;

pub use self::api::Comment;
use crate::api::change::CommentKind;
use crate::i18n::*;
use crate::ui::guard::use_guard;
use crate::ui::{Button, DateTime, ErrorPanel, TextArea, announce, focus, use_task};

#[component]
pub fn Discussion(
    change: ChangeRequestId,
    comments: Vec<Comment>,
    may_comment: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let comments = RwSignal::new(comments);
    view! {
        <section class="discussion" aria-labelledby="discussion-title">
            <h2 class="ds-heading" data-size="sm" id="discussion-title">{t!(i18n, discussion.title)}</h2>
            <Show
                when=move || comments.with(|comments| !comments.is_empty())
                fallback=move || view! { <p class="ds-paragraph muted">{t!(i18n, discussion.no_comments)}</p> }
            >
                <ol class="comments" role="list">
                    <For each=move || comments.get() key=|comment| comment.id let:comment>
                        <Said comment />
                    </For>
                </ol>
            </Show>
            {may_comment.then(|| view! { <CommentForm change comments /> })}
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
        CommentKind::Comment => t_string!(i18n, discussion.step_comment),
        CommentKind::Submitted => t_string!(i18n, discussion.step_submitted),
        CommentKind::Returned => t_string!(i18n, discussion.step_returned),
        CommentKind::Rejected => t_string!(i18n, discussion.step_rejected),
        CommentKind::Approved => t_string!(i18n, discussion.step_approved),
        CommentKind::Withdrawn => t_string!(i18n, discussion.step_withdrawn),
        CommentKind::Published => t_string!(i18n, discussion.step_published),
        CommentKind::Confirmed => t_string!(i18n, discussion.step_confirmed),
        CommentKind::Reverted => t_string!(i18n, discussion.step_reverted),
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
fn CommentForm(change: ChangeRequestId, comments: RwSignal<Vec<Comment>>) -> impl IntoView {
    let i18n = use_i18n();
    let body = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None);
    let task = use_task();
    let written = Signal::derive(move || body.with(|body| !body.trim().is_empty()));
    use_guard(move || t_string!(i18n, discussion.guard), written);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let text = body.get_untracked().trim().to_owned();
        if text.is_empty() {
            wrong.set(Some(
                untrack(|| t_string!(i18n, discussion.comment_missing)).to_owned(),
            ));
            focus("comment");
            return;
        }
        wrong.set(None);
        failure.set(None);
        task.run(async move {
            match api::comment(change, text).await {
                Ok(Ok(said)) => {
                    comments.set(said);
                    body.set(String::new());
                    announce(untrack(|| t_string!(i18n, discussion.comment_sent)));
                }
                Ok(Err(refusal)) => wrong.set(Some(refusal.message)),
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            {move || failure.get().map(|error| view! { <ErrorPanel error work_open=true /> })}
            <TextArea id="comment" label=move || t_string!(i18n, discussion.comment) value=body error=wrong rows=3 />
            <div class="actions">
                <Button submit=true variant="secondary" busy=task.busy()>{t!(i18n, discussion.comment_send)}</Button>
            </div>
        </form>
    }
}
