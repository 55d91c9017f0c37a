//! The people of the tests: every role, in two municipalities of two counties, and two of those who check each other's work.

use anyhow::{Context, anyhow};
use chrono::{DateTime, Utc};
use veiviser::clock::Clock;
use veiviser::config::PublicUrl;
use veiviser::db::Database;
use veiviser::identity::grant::model::Wanted;
use veiviser::identity::user::model::NewUser;
use veiviser::identity::{Identity, IdentitySettings, cli};
use veiviser::seed;
use veiviser_schema::authz::Role;

/// Everybody's.
pub const PASSWORD: &str = "kaffe-uten-sukker-48";

/// Stavanger, in Rogaland.
pub const HERE: &str = "1103";
/// Bergen, in Vestland.
pub const THERE: &str = "4601";

/// Somebody with one grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    pub email: &'static str,
    pub name: &'static str,
    pub role: Role,
    /// Four digits, two digits, or nothing: municipality, county, nation.
    pub place: &'static str,
}

macro_rules! cast {
    ($($name:ident = $email:literal, $shown:literal, $role:ident, $place:literal;)*) => {
        $(pub const $name: Person = Person { email: $email, name: $shown, role: Role::$role, place: $place };)*
        /// Everybody.
        pub const ALL: &[Person] = &[$($name),*];
    };
}

cast! {
    EDITOR = "editor@here.example", "Eli Editor", Editor, "1103";
    COLLEAGUE = "colleague@here.example", "Kim Colleague", Editor, "1103";
    APPROVER = "approver@here.example", "Alf Approver", Approver, "1103";
    EDITOR_THERE = "editor@there.example", "Ida Editor", Editor, "4601";
    APPROVER_THERE = "approver@there.example", "Arne Approver", Approver, "4601";
    COUNTY = "county@here.example", "Cecilie County", CountyCoordinator, "11";
    COUNTY_THERE = "county@there.example", "Carl County", CountyCoordinator, "46";
    NATIONAL = "national@nation.example", "Nina National", NationalCoordinator, "";
    NATIONAL_TOO = "national-too@nation.example", "Nils National", NationalCoordinator, "";
    ADMINISTRATOR = "administrator@nation.example", "Anna Administrator", Administrator, "";
}

/// When every test begins: a Wednesday morning, nine o'clock in Norway.
#[must_use]
pub fn beginning() -> DateTime<Utc> {
    "2026-11-25T08:00:00Z".parse().expect("an instant")
}

/// Fills a migrated database with the national facts and everybody.
pub async fn enter(db: &Database) -> anyhow::Result<()> {
    let clock = Clock::set_to(beginning());
    seed::facts::facts(db, clock.now())
        .await
        .map_err(|error| anyhow!(error.detail()))?;
    let address: PublicUrl = "http://localhost".parse().context("an address")?;
    let identity = Identity::new(db.clone(), clock, IdentitySettings::new(address))
        .map_err(|failure| anyhow!("{failure}"))?;
    for person in ALL {
        let place = Some(person.place.to_owned());
        let new = NewUser {
            name: person.name.to_owned(),
            email: person.email.to_owned(),
            password: PASSWORD.to_owned(),
            language: None,
            grant: Wanted {
                role: person.role,
                municipality_number: place.clone().filter(|place| place.len() == 4),
                county_number: place.filter(|place| place.len() == 2),
            },
        };
        cli::add_user(&identity, new).await?;
    }
    Ok(())
}
