//! A demonstration: six people, and some thirty listings of two cities in every stage a listing can be in.
//!
//! Each listing goes the whole way that a real one goes, by the same functions: begun, saved and submitted by an editor, approved by a
//! coordinator. So it has revisions, a discussion and an audit trail, and what reads and reviews it finds nothing unusual. It is told
//! apart by its name, which begins with "[Demo]", and by its mark in the database.
//!
//! Seeding again adds what is missing and touches nothing that is there.

pub mod accounts;
mod content;
mod samples;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, Statement};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ChangeRequestId, ListingId, MunicipalityNumber, RevisionId, UserId};
use veiviser_schema::text::Language;

use crate::authz::{Actor, SignedIn};
use crate::catalogue::default_hours::repo as default_hours;
use crate::change::Changes;
use crate::change::default_hours::set::{SetDefaultHours, set_default_hours};
use crate::change::request::save_draft::{SaveDraft, save_draft};
use crate::change::request::start_draft::{StartDraft, start_draft};
use crate::change::request::submit::{Submit, submit};
use crate::change::review::approve::{Approve, approve};
use crate::change::review::return_or_reject::{Decline, Verdict, return_or_reject};
use crate::clock::date_in_norway;
use crate::context::{RequestContext, RequestFacts};
use crate::db::{Database, DbError};
use crate::identity::Identity;
use crate::identity::demo::DemoUser;
use crate::outcome::{Answer, Failure};
use accounts::{APPROVER, BERGEN_EDITOR, EDITOR, NATIONAL, Person};
use content::Facts;
use samples::{Change, Sample, Stage};

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeded {
    /// Accounts that were not there before.
    pub accounts: usize,
    /// Listings that were not there before.
    pub listings: usize,
}

/// Adds the people and the listings that are missing. The national facts must be there.
pub async fn demo(
    identity: &Identity,
    changes: &Changes,
    now: DateTime<Utc>,
) -> Result<Seeded, Failure> {
    let mut people = Vec::new();
    let mut added = 0;
    for person in accounts::ALL {
        let grant = person
            .grant()
            .ok_or(Failure::Defect("a demo account has an impossible grant"))?;
        let account = DemoUser {
            email: person.email,
            name: person.name,
            password: accounts::PASSWORD,
            grant: grant.clone(),
        };
        let (user_id, new) = identity.ensure_demo_user(account, now).await?;
        added += usize::from(new);
        people.push((person.email, user_id, grant));
    }
    let stage_hands = Cast { people, now };
    let facts = Facts::read();
    town_hall(changes, &stage_hands).await?;
    let mut listings = 0;
    for sample in samples::ALL {
        if play(changes, &stage_hands, &facts, sample).await? {
            listings += 1;
        }
    }
    Ok(Seeded {
        accounts: added,
        listings,
    })
}

/// Who plays, and when.
struct Cast {
    people: Vec<(&'static str, UserId, veiviser_schema::authz::Grant)>,
    now: DateTime<Utc>,
}

impl Cast {
    /// A request by one of them, so many days ago.
    fn request(&self, person: &Person, days_ago: i64) -> Result<RequestContext, Failure> {
        let (_, user_id, grant) = self
            .people
            .iter()
            .find(|(email, _, _)| *email == person.email)
            .ok_or(Failure::Defect("a demo account is missing"))?;
        Ok(RequestContext::new(RequestFacts {
            actor: Actor::signed_in(SignedIn {
                user_id: *user_id,
                name: person.name.to_owned(),
                language: Language::Nb,
                grants: vec![grant.clone()],
            }),
            language: Language::Nb,
            request_id: "seed-demo".to_owned(),
            client: String::new(),
            session: None,
            now: self.now - TimeDelta::days(days_ago),
        }))
    }
}

/// The id that follows from a sample's key.
fn listing_id(sample: &Sample) -> ListingId {
    let digest = Sha256::digest(format!("veiviser demo listing {}", sample.key).as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    ListingId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// The default hours of the approver's municipality, unless it has some.
async fn town_hall(changes: &Changes, cast: &Cast) -> Result<(), Failure> {
    let municipality: MunicipalityNumber = APPROVER
        .place
        .parse()
        .map_err(|_| Failure::Defect("a demo account has an impossible grant"))?;
    if default_hours::find(changes.db().reader(), &municipality)
        .await?
        .is_some()
    {
        return Ok(());
    }
    let request = cast.request(&APPROVER, 60)?;
    let hours = SetDefaultHours {
        municipality,
        schedule: content::town_hall(),
        expected_version: 0,
    };
    done(set_default_hours(changes, &request, hours).await?)
}

/// Takes one sample as far as its stage; false when it is there already.
async fn play(
    changes: &Changes,
    cast: &Cast,
    facts: &Facts,
    sample: &Sample,
) -> Result<bool, Failure> {
    let db = changes.db();
    let listing = listing_id(sample);
    if exists(db, listing).await? {
        return Ok(false);
    }
    let editor = if sample.municipality == EDITOR.place {
        &EDITOR
    } else {
        &BERGEN_EDITOR
    };
    let days_ago = match sample.stage {
        Stage::Published(days) => days,
        Stage::Changing(_) => 45,
        Stage::Draft | Stage::Submitted | Stage::Returned => 4,
    };
    let request = cast.request(editor, days_ago)?;
    let change = start_draft(
        changes,
        &request,
        StartDraft {
            listing: Some(listing),
            municipality: sample.municipality.parse().ok(),
            service_type: sample.service_type.parse().ok(),
        },
    )
    .await?;
    mark(db, listing).await?;
    let prefilled = Standing::of(db, change).await?.content;
    let written = content::written(sample, prefilled, facts, date_in_norway(cast.now));
    save(changes, &request, change, written.clone()).await?;
    if sample.stage == Stage::Draft {
        return Ok(true);
    }
    send(changes, &request, change, "Nytt tilbud").await?;
    let coordinator = cast.request(&NATIONAL, days_ago)?;
    match sample.stage {
        Stage::Draft | Stage::Submitted => {}
        Stage::Returned => {
            let coordinator = cast.request(&NATIONAL, 2)?;
            let decline = Decline {
                change,
                expected_version: Standing::of(db, change).await?.version,
                reason: "Skriv hvem som kan komme, og om det serveres mat også i helgene."
                    .to_owned(),
                verdict: Verdict::Return,
            };
            done(return_or_reject(changes, &coordinator, decline).await?)?;
        }
        Stage::Published(_) => publish(changes, &coordinator, change).await?,
        Stage::Changing(kind) => {
            publish(changes, &coordinator, change).await?;
            begin_change(changes, cast, editor, listing, written, kind).await?;
        }
    }
    Ok(true)
}

async fn begin_change(
    changes: &Changes,
    cast: &Cast,
    editor: &Person,
    listing: ListingId,
    written: ListingContent,
    kind: Change,
) -> Result<(), Failure> {
    let request = cast.request(editor, 1)?;
    let start = StartDraft {
        listing: Some(listing),
        municipality: None,
        service_type: None,
    };
    let change = start_draft(changes, &request, start).await?;
    save(changes, &request, change, content::changed(written, kind)).await?;
    match kind {
        Change::HoursPublished => {
            send(changes, &request, change, "Vi har fått lengre åpningstid").await
        }
        Change::PhoneSubmitted => {
            send(changes, &request, change, "Vi har byttet telefonnummer").await
        }
        Change::TextDrafted => Ok(()),
    }
}

async fn save(
    changes: &Changes,
    request: &RequestContext,
    change: ChangeRequestId,
    content: ListingContent,
) -> Result<(), Failure> {
    let save = SaveDraft {
        change,
        expected_version: Standing::of(changes.db(), change).await?.version,
        content,
    };
    done(save_draft(changes, request, save).await?)
}

async fn send(
    changes: &Changes,
    request: &RequestContext,
    change: ChangeRequestId,
    reason: &str,
) -> Result<(), Failure> {
    let send = Submit {
        change,
        expected_version: Standing::of(changes.db(), change).await?.version,
        reason: Some(reason.to_owned()),
        road: None,
    };
    done(submit(changes, request, send).await?)
}

async fn publish(
    changes: &Changes,
    request: &RequestContext,
    change: ChangeRequestId,
) -> Result<(), Failure> {
    let standing = Standing::of(changes.db(), change).await?;
    let decision = Approve {
        change,
        expected_version: standing.version,
        revision: standing
            .revision
            .ok_or(Failure::Defect("a submitted demo change has no revision"))?,
        comment: None,
    };
    done(approve(changes, request, decision).await?)
}

/// Nobody is there to be told of a refusal: it is a failure of the seed.
fn done<T>(answer: Answer<T>) -> Result<(), Failure> {
    if answer.refusals.is_empty() {
        Ok(())
    } else {
        Err(Failure::Refused(answer.refusals))
    }
}

/// A change as the next step must name it.
struct Standing {
    version: i32,
    revision: Option<RevisionId>,
    content: ListingContent,
}

impl Standing {
    async fn of(db: &Database, change: ChangeRequestId) -> Result<Self, DbError> {
        let select = Query::select()
            .columns(["version", "revision_id", "document"].map(Alias::new))
            .from(Alias::new("change_request"))
            .and_where(Expr::col(Alias::new("id")).eq(change.0))
            .to_owned();
        let row = db
            .reader()
            .query_one(&select)
            .await?
            .ok_or_else(|| DbError::defect("a demo change is gone"))?;
        let revision: Option<Uuid> = row.try_get_by_index(1)?;
        let document: String = row.try_get_by_index(2)?;
        Ok(Self {
            version: row.try_get_by_index(0)?,
            revision: revision.map(RevisionId),
            content: ListingContent::from_json(&document)
                .map_err(|_| DbError::defect("a demo draft cannot be read"))?,
        })
    }
}

async fn exists(db: &Database, listing: ListingId) -> Result<bool, DbError> {
    let select = Query::select()
        .column(Alias::new("id"))
        .from(Alias::new("listing"))
        .and_where(Expr::col(Alias::new("id")).eq(listing.0))
        .to_owned();
    Ok(db.reader().query_one(&select).await?.is_some())
}

/// Marks a listing as part of the demonstration, before anything of it is public.
async fn mark(db: &Database, listing: ListingId) -> Result<(), DbError> {
    db.write(move |tx| async move {
        let mark = Statement::from_sql_and_values(
            tx.get_database_backend(),
            "update listing set demo = true where id = $1",
            [listing.0.into()],
        );
        tx.execute_raw(mark).await?;
        Ok(())
    })
    .await
}
