//! A small Norway to act in: the national facts, a few people, and short ways to do what they do.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, Statement, TryGetable, Value};
use uuid::Uuid;
use veiviser_schema::authz::{Grant, Role, Scope};
use veiviser_schema::content::{ContactPoint, ListingContent};
use veiviser_schema::hours::Schedule;
use veiviser_schema::ids::{ChangeRequestId, ListingId, RevisionId, UserId};
use veiviser_schema::outcome::ErrorCode;
use veiviser_schema::text::{Language, LocalizedText};

use crate::authz::{Actor, SignedIn};
use crate::change::Changes;
use crate::change::request::model::Change;
use crate::change::request::save_draft::{SaveDraft, save_draft};
use crate::change::request::start_draft::{StartDraft, start_draft};
use crate::change::request::submit::{Submit, submit};
use crate::change::request::{self};
use crate::change::review::approve::{Approve, approve};
use crate::clock::Clock;
use crate::context::{RequestContext, RequestFacts};
use crate::db::Database;
use crate::identity::testing;
use crate::outcome::{Answer, Failure};
use crate::seed;

pub struct World {
    pub db: Database,
    pub changes: Changes,
    pub clock: Clock,
    /// How often somebody was told that something was published.
    pub published: Arc<AtomicUsize>,
    _folder: tempfile::TempDir,
}

/// Ordinary: no crisis service, no statute. Its contact points are low-risk.
pub const ORDINARY: &str = "frisklivssentral";
/// People in crisis depend on it.
pub const CRISIS: &str = "krisesenter";

impl World {
    pub async fn new() -> Self {
        let (db, folder) = testing::database().await;
        let clock = Clock::set_to(testing::start());
        seed::facts::facts(&db, clock.now())
            .await
            .expect("the facts");
        let published = Arc::new(AtomicUsize::new(0));
        let heard = Arc::clone(&published);
        let changes = Changes::new(
            db.clone(),
            Arc::new(move || {
                heard.fetch_add(1, Ordering::SeqCst);
                Box::pin(async {})
            }),
        );
        Self {
            db,
            changes,
            clock,
            published,
            _folder: folder,
        }
    }

    /// Somebody who is in the database and has these grants.
    pub async fn person(&self, number: u128, role: Role, scope: Scope) -> Actor {
        let id = Uuid::from_u128(number);
        self.run(
            "insert into user_account (id, email, email_folded, name, language, password_hash, demo, created_at)
             values ($1, $2, $2, $3, 'NB', '', false, $4)",
            [
                id.into(),
                format!("{number}@example.no").into(),
                format!("Person {number}").into(),
                self.clock.now().into(),
            ],
        )
        .await;
        Actor::signed_in(SignedIn {
            user_id: UserId(id),
            name: format!("Person {number}"),
            language: Language::Nb,
            grants: vec![Grant { role, scope }],
        })
    }

    pub async fn editor(&self, number: u128, municipality: &str) -> Actor {
        self.person(number, Role::Editor, place(municipality)).await
    }

    pub async fn approver(&self, number: u128, municipality: &str) -> Actor {
        self.person(number, Role::Approver, place(municipality))
            .await
    }

    pub async fn coordinator(&self, number: u128) -> Actor {
        self.person(number, Role::NationalCoordinator, Scope::Nation)
            .await
    }

    /// A request of this person, a second after the one before.
    pub fn by(&self, actor: &Actor) -> RequestContext {
        self.clock.advance(TimeDelta::seconds(1));
        RequestContext::new(RequestFacts {
            actor: actor.clone(),
            language: Language::Nb,
            request_id: "test".to_owned(),
            client: "127.0.0.1".to_owned(),
            session: None,
            now: self.clock.now(),
        })
    }

    pub async fn start_new(&self, who: &Actor, listing: ListingId, kind: &str) -> Change {
        let input = StartDraft {
            listing: Some(listing),
            municipality: Some("1103".parse().expect("a number")),
            service_type: Some(kind.parse().expect("a slug")),
        };
        let id = start_draft(&self.changes, &self.by(who), input)
            .await
            .expect("a draft");
        self.change(id).await
    }

    pub async fn start(&self, who: &Actor, listing: ListingId) -> Change {
        let input = StartDraft {
            listing: Some(listing),
            municipality: None,
            service_type: None,
        };
        let id = start_draft(&self.changes, &self.by(who), input)
            .await
            .expect("a draft");
        self.change(id).await
    }

    pub async fn save(
        &self,
        who: &Actor,
        change: &Change,
        edit: impl FnOnce(&mut ListingContent),
    ) -> Result<Answer<ChangeRequestId>, Failure> {
        let mut content = change.content.clone();
        edit(&mut content);
        let input = SaveDraft {
            change: change.id,
            expected_version: change.version,
            content,
        };
        save_draft(&self.changes, &self.by(who), input).await
    }

    pub async fn submit(
        &self,
        who: &Actor,
        change: ChangeRequestId,
    ) -> Result<Answer<ChangeRequestId>, Failure> {
        let input = Submit {
            change,
            expected_version: self.change(change).await.version,
            reason: Some("Nytt nummer".to_owned()),
            road: None,
        };
        submit(&self.changes, &self.by(who), input).await
    }

    /// Approves what is submitted now.
    pub async fn approve(
        &self,
        who: &Actor,
        change: ChangeRequestId,
    ) -> Result<Answer<ChangeRequestId>, Failure> {
        let row = self.change(change).await;
        let input = Approve {
            change,
            expected_version: row.version,
            revision: row.revision.unwrap_or(RevisionId(Uuid::nil())),
            comment: None,
        };
        approve(&self.changes, &self.by(who), input).await
    }

    /// A published listing, by way of the verbs.
    pub async fn published(&self, editor: &Actor, number: u128, kind: &str) -> ListingId {
        let reviewer = Actor::signed_in(SignedIn {
            user_id: self.reviewer().await,
            name: "Reviewer".to_owned(),
            language: Language::Nb,
            grants: vec![Grant {
                role: Role::NationalCoordinator,
                scope: Scope::Nation,
            }],
        });
        let listing = ListingId(Uuid::from_u128(number));
        let draft = self.start_new(editor, listing, kind).await;
        self.save(editor, &draft, complete).await.expect("saved");
        done(self.submit(editor, draft.id).await);
        done(self.approve(&reviewer, draft.id).await);
        listing
    }

    async fn reviewer(&self) -> UserId {
        let id = Uuid::from_u128(999);
        self.run(
            "insert into user_account (id, email, email_folded, name, language, password_hash, demo, created_at)
             values ($1, 'r', 'r', 'Reviewer', 'NB', '', false, $2) on conflict do nothing",
            [id.into(), self.clock.now().into()],
        )
        .await;
        UserId(id)
    }

    pub async fn change(&self, id: ChangeRequestId) -> Change {
        request::repo::find(self.db.reader(), &crate::authz::ReadScope::system(), id)
            .await
            .expect("a read")
            .expect("the change")
    }

    pub async fn run(&self, sql: &str, values: impl IntoIterator<Item = Value>) {
        let sql = sql.to_owned();
        let values: Vec<Value> = values.into_iter().collect();
        self.db
            .write(move |tx| async move {
                let backend = tx.get_database_backend();
                tx.execute_raw(Statement::from_sql_and_values(backend, sql, values))
                    .await?;
                Ok::<_, crate::db::DbError>(())
            })
            .await
            .expect("run");
    }

    /// The first column of every row.
    pub async fn all<T: TryGetable>(&self, sql: &str) -> Vec<T> {
        let reader = self.db.reader();
        reader
            .query_all_raw(Statement::from_string(reader.get_database_backend(), sql))
            .await
            .expect(sql)
            .iter()
            .map(|row| row.try_get_by_index(0).expect("a value"))
            .collect()
    }
}

fn place(number: &str) -> Scope {
    Scope::Municipality(number.parse().expect("a number"))
}

/// All that a listing needs to be submitted.
pub fn complete(content: &mut ListingContent) {
    content.name = LocalizedText::new("Tilbud", "Tilbod", "Service");
    content.summary = LocalizedText::new("Kort.", "Kort.", "Short.");
    content.contact_points = vec![ContactPoint {
        id: "a".to_owned(),
        value: "51 50 70 00".to_owned(),
        opening_hours: Schedule::always(),
        ..ContactPoint::default()
    }];
}

/// It was done, not refused.
#[track_caller]
pub fn done<T>(answer: Result<Answer<T>, Failure>) -> T {
    let answer = answer.expect("an answer");
    assert_eq!(answer.refusals, vec![]);
    answer.value
}

/// The code of the refusal; the answer shows the thing as it stands.
#[track_caller]
pub fn refused<T>(answer: Result<Answer<T>, Failure>) -> ErrorCode {
    let answer = answer.expect("an answer");
    answer.refusals.first().expect("a refusal").code
}

/// The code of a refusal that shows nothing.
#[track_caller]
pub fn denied<T: std::fmt::Debug>(answer: Result<T, Failure>) -> ErrorCode {
    match answer {
        Err(Failure::Refused(refusals)) => refusals.first().expect("a refusal").code,
        other => panic!("not denied: {other:?}"),
    }
}
