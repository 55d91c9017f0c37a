//! What the tests of this slice and of the audit trail share.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use uuid::Uuid;
use veiviser_schema::authz::{Grant, Role};
use veiviser_schema::ids::UserId;
use veiviser_schema::outcome::ErrorCode;
use veiviser_schema::text::Language;

use super::grant::model::Wanted;
use super::user::model::NewUser;
use super::{Credentials, Identity, IdentitySettings, cli};
use crate::authz::{Actor, SignedIn};
use crate::clock::Clock;
use crate::context::{RequestContext, RequestFacts, SessionChange, SessionKey};
use crate::db::{self, Database, DatabaseConfig};
use crate::outcome::Failure;

/// When the tests begin.
pub fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).expect("an instant")
}

/// A migrated database in a folder that goes away with the value.
pub async fn database() -> (Database, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    let config = DatabaseConfig::new(url.parse().expect("an address"));
    let db = Database::connect(&config).await.expect("opened");
    db::migrate(&db).await.expect("migrated");
    (db, folder)
}

/// Two municipalities and their counties: as much of the national facts as a grant points at.
async fn places(db: &Database) {
    db.write(|tx| async move {
        tx.execute_unprepared(
            "insert into county (number, name, name_official) values \
             ('03', 'Oslo', 'Oslo'), ('11', 'Rogaland', 'Rogaland')",
        )
        .await?;
        tx.execute_unprepared(
            "insert into municipality (number, county_number, name, name_official, language_form, \
             sami_admin_area, lat, lon) values \
             ('0301', '03', 'Oslo', 'Oslo', 'NEUTRAL', false, 59.9, 10.7), \
             ('1103', '11', 'Stavanger', 'Stavanger', 'NEUTRAL', false, 58.9, 5.7)",
        )
        .await?;
        Ok::<_, db::DbError>(())
    })
    .await
    .expect("written");
}

/// Somebody with these grants who is in no database.
pub fn person(grants: Vec<Grant>) -> SignedIn {
    SignedIn {
        user_id: UserId(Uuid::from_u128(1)),
        name: "Kari".to_owned(),
        language: Language::Nb,
        grants,
    }
}

pub const PASSWORD: &str = "en grønn sykkel i regn";

/// The identity slice on a database of its own, with a clock that is moved by hand.
pub struct World {
    pub identity: Identity,
    pub db: Database,
    pub clock: Clock,
    _folder: tempfile::TempDir,
}

/// What a browser holds.
pub struct Browser {
    pub secret: String,
    pub actor: Actor,
    pub session: SessionKey,
}

impl World {
    /// With one administrator, `admin@example.no`.
    pub async fn new() -> Self {
        let (db, folder) = database().await;
        places(&db).await;
        let clock = Clock::set_to(start());
        let settings =
            IdentitySettings::new("https://veiviser.example.no".parse().expect("an address"));
        let identity = Identity::new(db.clone(), clock.clone(), settings).expect("made");
        let world = Self {
            identity,
            db,
            clock,
            _folder: folder,
        };
        world.add("admin", Role::Administrator, None).await;
        world
    }

    /// A second instance of the program on the same database.
    pub fn another_instance(&self) -> Identity {
        self.another_instance_with(|_| ())
    }

    /// One that is set up otherwise.
    pub fn another_instance_with(&self, change: impl FnOnce(&mut IdentitySettings)) -> Identity {
        let mut settings =
            IdentitySettings::new("https://veiviser.example.no".parse().expect("an address"));
        change(&mut settings);
        Identity::new(self.db.clone(), self.clock.clone(), settings).expect("made")
    }

    /// Adds `<name>@example.no` as the operator does; `place` is a municipality's or a county's number.
    pub async fn add(&self, name: &str, role: Role, place: Option<&str>) -> UserId {
        cli::add_user(&self.identity, new_user(name, role, place))
            .await
            .expect("added");
        super::user::repo::kept_for_email(self.db.reader(), &format!("{name}@example.no"))
            .await
            .expect("read")
            .expect("there")
            .id
    }

    /// A request by somebody, as the HTTP layer makes it.
    pub fn request(&self, actor: &Actor, session: Option<&SessionKey>) -> RequestContext {
        RequestContext::new(RequestFacts {
            actor: actor.clone(),
            language: Language::En,
            request_id: "request-1".to_owned(),
            client: "192.0.2.1".to_owned(),
            session: session.cloned(),
            now: self.clock.now(),
        })
    }

    pub fn anonymous(&self) -> RequestContext {
        self.request(&Actor::anonymous(), None)
    }

    pub fn ask(&self, browser: &Browser) -> RequestContext {
        self.request(&browser.actor, Some(&browser.session))
    }

    /// Signs in and asks once, as a browser would.
    pub async fn sign_in(&self, name: &str) -> Browser {
        let request = self.anonymous();
        self.identity
            .sign_in(&request, &format!("{name}@example.no"), PASSWORD)
            .await
            .expect("signed in");
        let Some(SessionChange::Began { secret, .. }) = request.take_session_change() else {
            panic!("no session began");
        };
        let found = self
            .identity
            .recognise(Credentials::Cookie(&secret), self.clock.now())
            .await
            .expect("asked");
        Browser {
            secret,
            actor: found.actor,
            session: found.session.expect("a session"),
        }
    }

    /// Whether this cookie signs somebody in now.
    pub async fn holds(&self, browser: &Browser) -> bool {
        self.identity
            .recognise(Credentials::Cookie(&browser.secret), self.clock.now())
            .await
            .expect("asked")
            .actor
            .person()
            .is_some()
    }

    /// Whether this access token signs somebody in now.
    pub async fn bears(&self, token: &str) -> bool {
        self.identity
            .recognise(Credentials::Bearer(token), self.clock.now())
            .await
            .expect("asked")
            .actor
            .person()
            .is_some()
    }

    pub fn pass(&self, time: TimeDelta) {
        self.clock.advance(time);
    }

    /// The events of the audit trail with this name.
    pub async fn told(&self, event: &str) -> u64 {
        crate::audit::count(self.db.reader(), event)
            .await
            .expect("counted")
    }
}

pub fn wanted(role: Role, place: Option<&str>) -> Wanted {
    let place = place.map(str::to_owned);
    let county = role == Role::CountyCoordinator;
    Wanted {
        role,
        municipality_number: place.clone().filter(|_| !county),
        county_number: place.filter(|_| county),
    }
}

pub fn new_user(name: &str, role: Role, place: Option<&str>) -> NewUser {
    NewUser {
        name: name.to_owned(),
        email: format!("{name}@example.no"),
        password: PASSWORD.to_owned(),
        language: Some(Language::Nn),
        grant: wanted(role, place),
    }
}

/// The codes of a refusal, with the fields they blame.
pub fn refusals<T: std::fmt::Debug>(
    answer: Result<T, Failure>,
) -> Vec<(ErrorCode, Option<String>)> {
    match answer {
        Err(Failure::Refused(refusals)) => refusals
            .into_iter()
            .map(|refusal| (refusal.code, refusal.field))
            .collect(),
        other => panic!("not refused: {other:?}"),
    }
}

/// The code of a refusal for one reason.
pub fn code<T: std::fmt::Debug>(answer: Result<T, Failure>) -> ErrorCode {
    let refusals = refusals(answer);
    assert_eq!(refusals.len(), 1, "{refusals:?}");
    refusals[0].0
}
