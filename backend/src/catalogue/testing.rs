//! What the tests of the catalogue and its snapshot share: a seeded database, ways to publish, and the public API to ask.

use std::sync::OnceLock;

use async_graphql::{EmptySubscription, SchemaBuilder};
use chrono::{DateTime, Utc};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, Statement, Value};
use serde_json::Value as Json;
use veiviser_schema::authz::{Action, Grant, Role, Scope};
use veiviser_schema::content::codes::{
    Answer, ContactKind, ContactParty, CostKind, HoursSource, Referral, TargetGroup,
};
use veiviser_schema::content::{
    AgeBand, Announcement, ContactPoint, Image, LegalBasis, ListingContent, Place,
};
use veiviser_schema::hours::{RuleState, Schedule, Weekday, WeeklyRule};
use veiviser_schema::ids::{ListingId, MunicipalityNumber, RevisionId};
use veiviser_schema::text::{Language, LocalizedText};

use super::listing::projection;
use crate::authz::{Actor, Permit, Resource};
use crate::clock::Clock;
use crate::config::PublicUrl;
use crate::context::{RequestContext, RequestFacts};
use crate::db::{Database, DbError, WriteTx};
use crate::graphql::root::{self, VeiviserSchema};
use crate::identity::testing::{database, person, start};
use crate::seed;
use crate::snapshot::Catalogue;

/// A database with the national facts.
pub async fn seeded() -> (Database, tempfile::TempDir) {
    let (db, folder) = database().await;
    seed::facts::facts(&db, start()).await.expect("seeded");
    let sql = "insert into user_account (id, email, email_folded, name, language, password_hash, demo, created_at) \
               values ($1, 'a@b.example', 'a@b.example', 'Kari', 'NB', '', true, $2)";
    let author = author();
    db.write(move |tx| async move {
        run(&tx, sql, vec![author.into(), start().into()]).await?;
        Ok::<_, DbError>(())
    })
    .await
    .expect("a user");
    (db, folder)
}

/// The catalogue as the database has it, on the day the tests begin.
pub async fn loaded(db: &Database) -> Catalogue {
    Catalogue::load(db.clone(), Clock::set_to(start()))
        .await
        .expect("a catalogue")
}

fn author() -> Uuid {
    Uuid::from_u128(1)
}

pub fn number(text: &str) -> MunicipalityNumber {
    text.parse().expect("a municipality number")
}

pub fn listing_id(number: u128) -> ListingId {
    ListingId(Uuid::from_u128(number))
}

pub async fn run(tx: &WriteTx, sql: &str, values: Vec<Value>) -> Result<u64, DbError> {
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
    Ok(tx.execute_raw(statement).await?.rows_affected())
}

fn permit(municipality: &MunicipalityNumber) -> Permit {
    let grant = Grant {
        role: Role::NationalCoordinator,
        scope: Scope::Nation,
    };
    Actor::signed_in(person(vec![grant]))
        .authorize(Action::ApproveAny, Resource::in_municipality(municipality))
        .expect("a coordinator may approve")
}

/// A listing to publish.
#[derive(Clone)]
pub struct Sample {
    pub id: ListingId,
    pub service_type: &'static str,
    pub municipality: &'static str,
    pub published_at: DateTime<Utc>,
    pub content: ListingContent,
}

impl Sample {
    pub fn new(
        id: u128,
        service_type: &'static str,
        municipality: &'static str,
        name: &str,
    ) -> Self {
        let content = ListingContent {
            name: LocalizedText::new(name, name, name),
            summary: LocalizedText::new("Kort sagt", "Kort sagt", "In short"),
            service_area: vec![municipality.to_owned()],
            ..ListingContent::default()
        };
        Self {
            id: listing_id(id),
            service_type,
            municipality,
            published_at: start() + chrono::TimeDelta::minutes(i64::try_from(id).unwrap_or(0)),
            content,
        }
    }

    pub fn with(mut self, change: impl FnOnce(&mut ListingContent)) -> Self {
        change(&mut self.content);
        self
    }
}

/// Publishes as a change does: record, revision, projection, version, in one transaction. Answers the version.
pub async fn publish(db: &Database, sample: Sample) -> i64 {
    db.write(move |tx| async move { publish_in(&tx, sample).await })
        .await
        .expect("published")
}

async fn publish_in(tx: &WriteTx, sample: Sample) -> Result<i64, DbError> {
    let Sample {
        id,
        service_type,
        municipality,
        published_at,
        content,
    } = sample;
    let at = || Value::from(published_at);
    let sql = "insert into listing (id, municipality_number, service_type_slug, state, version, name_nb, name_nn, name_en, search_text, \
               demo, created_at, updated_at, published_at, verified_at) values ($1, $2, $3, 'PUBLISHED', 1, '', '', '', '', false, $4, $4, \
               $4, $4) on conflict (id) do nothing";
    let values = vec![id.0.into(), municipality.into(), service_type.into(), at()];
    run(tx, sql, values).await?;
    let revision = Uuid::new_v4();
    let sql = "insert into revision (id, listing_id, number, document, content_hash, author_id, created_at, published_at) \
               select $1, $2, count(*) + 1, $3, $4, $5, $6, $6 from revision where listing_id = $2";
    let values = vec![
        revision.into(),
        id.0.into(),
        content.canonical_json().into(),
        content.content_hash().into(),
        author().into(),
        at(),
    ];
    run(tx, sql, values).await?;
    let sql = "update listing set published_revision_id = $2, version = version + 1 where id = $1";
    run(tx, sql, vec![id.0.into(), revision.into()]).await?;
    let municipality = number(municipality);
    projection::rewrite(
        tx,
        &permit(&municipality),
        id,
        RevisionId(revision),
        &service_type.parse().expect("a slug"),
        &municipality,
        &content,
    )
    .await?;
    projection::bump(tx, Some(id), published_at).await
}

/// The public API over a catalogue, asked by nobody in particular.
pub struct Public(VeiviserSchema);

type Builder = SchemaBuilder<root::Query, root::Mutation, EmptySubscription>;

impl Public {
    pub fn new(catalogue: &Catalogue) -> Self {
        Self::of(catalogue, |schema| schema)
    }

    /// One that refuses queries which cost more than this before they run.
    pub fn costing_at_most(catalogue: &Catalogue, cost: usize) -> Self {
        Self::of(catalogue, |schema| schema.limit_complexity(cost))
    }

    fn of(catalogue: &Catalogue, limited: impl FnOnce(Builder) -> Builder) -> Self {
        let address: PublicUrl = "http://localhost".parse().expect("an address");
        let schema = limited(root::builder());
        Self(schema.data(catalogue.clone()).data(address).finish())
    }

    pub async fn answer(&self, query: &str, now: DateTime<Utc>) -> async_graphql::Response {
        let context = RequestContext::new(RequestFacts {
            actor: Actor::anonymous(),
            language: Language::Nb,
            request_id: "test".to_owned(),
            client: "test".to_owned(),
            session: None,
            now,
        });
        self.0
            .execute(async_graphql::Request::new(query).data(context))
            .await
    }

    /// The data of a query that must succeed.
    pub async fn ask(&self, query: &str) -> Json {
        let answer = self.answer(query, start()).await;
        assert!(answer.errors.is_empty(), "{:?}", answer.errors);
        answer.data.into_json().expect("JSON")
    }
}

/// Whatever a document may say that passes for one: keys are unique, organisations and municipalities exist.
pub fn any_content() -> impl Strategy<Value = ListingContent> {
    let texts = prop::collection::vec(any_text(), 11);
    let lists = (
        some_of(TargetGroup::ALL),
        some_of(ContactParty::ALL),
        prop::collection::vec((prop::option::of(0..120), prop::option::of(0..120)), 0..3),
        subsequence(vec!["0301", "1103", "4601", "5501"], 0..=4),
        prop::collection::vec(("\\PC{0,20}", "\\PC{0,10}"), 0..3),
        subsequence(vec!["nb", "se", "so", "en"], 0..=4),
    );
    let codes = (
        select(Answer::ALL),
        select(Referral::ALL),
        select(CostKind::ALL),
        prop::option::of(Just("2027-06-30".to_owned())),
        prop::option::of(Just("2027-12-31".to_owned())),
        prop::option::of(any_organisation()),
        prop::option::of(("https://[a-z]{3}\\.example", any_text())),
    );
    let things = (
        prop::collection::vec(any_place(), 0..4),
        prop::collection::vec(any_contact_point(), 0..4),
        prop::collection::vec(any_text(), 0..3),
    );
    (texts, lists, codes, things).prop_map(|(texts, lists, codes, things)| {
        let mut content = ListingContent::default();
        let (groups, parties, bands, area, laws, languages) = lists;
        content.audience.groups = groups;
        content.access.who_may_contact = parties;
        content.audience.age_bands = bands
            .into_iter()
            .map(|(from, to)| AgeBand { from, to })
            .collect();
        content.service_area = area.into_iter().map(str::to_owned).collect();
        content.legal_bases = laws
            .into_iter()
            .map(|(law, paragraph)| LegalBasis { law, paragraph })
            .collect();
        content.languages = languages.into_iter().map(str::to_owned).collect();
        let (answer, referral, cost, pilot_until, ends_on, organisation, image) = codes;
        content.interpreter = answer;
        content.access.referral = referral;
        content.cost.kind = cost;
        content.pilot_until = pilot_until;
        content.ends_on = ends_on;
        content.owner_id = organisation;
        content.image = image.map(|(url, alternative_text)| Image {
            url,
            alternative_text,
            credit: "Foto: Kari".to_owned(),
        });
        let (mut places, mut points, announcements) = things;
        for (index, place) in places.iter_mut().enumerate() {
            place.id = format!("p{index}");
        }
        for (index, point) in points.iter_mut().enumerate() {
            point.id = format!("c{index}");
        }
        content.places = places;
        content.contact_points = points;
        content.announcements = announcements
            .into_iter()
            .enumerate()
            .map(|(index, text)| Announcement {
                id: format!("a{index}"),
                text,
                from: "2026-11-01".to_owned(),
                until: "2026-12-01".to_owned(),
            })
            .collect();
        let mut texts = texts.into_iter();
        for text in [
            &mut content.name,
            &mut content.summary,
            &mut content.description,
            &mut content.how_to_contact,
            &mut content.what_to_expect,
            &mut content.audience.note,
            &mut content.access.waiting_time,
            &mut content.cost.note,
            &mut content.privacy.confidentiality,
            &mut content.accessibility.note,
            &mut content.guidance_for_professionals,
        ] {
            *text = texts.next().unwrap_or_default();
        }
        content
    })
}

fn some_of<T: Clone + std::fmt::Debug + 'static>(
    all: &'static [T],
) -> impl Strategy<Value = Vec<T>> {
    subsequence(all.to_vec(), 0..=all.len()).prop_shuffle()
}

fn any_text() -> impl Strategy<Value = LocalizedText> {
    let one = || prop::option::of("\\PC{0,12}");
    (one(), one(), one()).prop_map(|(nb, nn, en)| LocalizedText { nb, nn, en })
}

fn any_organisation() -> impl Strategy<Value = String> {
    select(vec!["0301", "1103"])
        .prop_map(|text| seed::facts::municipality_organisation(&number(text)).to_string())
}

fn any_schedule() -> impl Strategy<Value = Schedule> {
    let week = (0..1380_i32, 1..60_i32, any_text()).prop_map(|(start, duration, note)| {
        Schedule::of_week(vec![WeeklyRule {
            note,
            state: RuleState::Appointment,
            ..weekly(start, duration)
        }])
    });
    prop_oneof![
        Just(Schedule::default()),
        Just(Schedule::always()),
        Just(Schedule::appointment_only()),
        week
    ]
}

fn weekly(start: i32, duration_minutes: i32) -> WeeklyRule {
    let rule = format!(
        r#"{{"days":["MONDAY"],"start":"{:02}:{:02}","durationMinutes":{duration_minutes}}}"#,
        start / 60,
        start % 60
    );
    serde_json::from_str(&rule).expect("a rule")
}

/// Monday to Friday, eight to four.
pub fn office_hours() -> Schedule {
    Schedule::of_week(vec![WeeklyRule {
        days: vec![
            Weekday::Monday,
            Weekday::Tuesday,
            Weekday::Wednesday,
            Weekday::Thursday,
            Weekday::Friday,
        ],
        ..weekly(480, 480)
    }])
}

fn any_place() -> impl Strategy<Value = Place> {
    (
        any_text(),
        "\\PC{0,12}",
        "[0-9]{4}",
        (any_text(), any_schedule(), select(HoursSource::ALL)),
        prop::option::of((58.0..71.0, 5.0..31.0)),
        any::<bool>(),
    )
        .prop_map(
            |(
                name,
                street,
                postal_code,
                (directions, opening_hours, hours_source),
                point,
                hidden,
            )| Place {
                id: String::new(),
                name,
                street,
                postal_code,
                city: "Bodø".to_owned(),
                municipality_number: Some("1804".to_owned()),
                latitude: point.map(|(latitude, _)| latitude),
                longitude: point.map(|(_, longitude)| longitude),
                hidden,
                directions,
                hours_source,
                opening_hours,
            },
        )
}

fn any_contact_point() -> impl Strategy<Value = ContactPoint> {
    let value = prop_oneof![
        Just((ContactKind::Phone, "55 55 55 55")),
        Just((ContactKind::Sms, "0047 916 00 000")),
        Just((ContactKind::Phone, "116 117")),
        Just((ContactKind::Email, " post@kommune.example ")),
        Just((ContactKind::Web, "https://kommune.example/hjelp")),
    ];
    (
        value,
        any_text(),
        some_of(ContactParty::ALL),
        any_schedule(),
        select(HoursSource::ALL),
    )
        .prop_map(
            |((kind, value), label, for_whom, opening_hours, hours_source)| ContactPoint {
                id: String::new(),
                kind,
                value: value.to_owned(),
                label,
                for_whom,
                hours_source,
                opening_hours,
            },
        )
}

/// A runtime for property tests, which are not async.
pub fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Runtime::new().expect("a runtime"))
}
