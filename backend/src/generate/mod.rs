//! A whole catalogue out of a number: for demonstrations of size, for tests and for benchmarks.
//!
//! The same seed gives the same listings, on every machine and engine. They lie in every municipality and are of every type that is a
//! service, with texts in three languages, hours of every kind and places near where people live; each is marked as a demonstration and
//! none has anybody's number. They are written as published revisions in large portions; the projection is then rebuilt from the
//! revisions, by the code that always writes it.

mod content;
mod write;

use chrono::{DateTime, TimeDelta, Utc};
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use uuid::Uuid;
use veiviser_migrations::facts;
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ListingId, MunicipalityNumber, RevisionId, ServiceTypeSlug};

use crate::catalogue::listing::projection;
use crate::db::{Database, DbError};

/// How many there can be: each municipality may have as many as this of each type.
const ROUNDS: usize = 10;

/// Why nothing was generated.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    #[error("the listings of this seed are in the database already; choose another --seed")]
    Already,
    #[error("at most {0} listings can be generated at once")]
    TooMany(usize),
    #[error(transparent)]
    Database(#[from] DbError),
}

/// One generated listing, not yet written.
#[derive(Debug, Clone, PartialEq)]
pub struct Generated {
    pub listing: ListingId,
    pub revision: RevisionId,
    pub municipality: MunicipalityNumber,
    pub service_type: ServiceTypeSlug,
    pub content: ListingContent,
    /// When it was published, and last verified.
    pub published_at: DateTime<Utc>,
    pub verified_at: DateTime<Utc>,
}

/// Writes `count` listings; answers how many listings are published in all. The national facts must be in the database.
pub async fn generate(
    db: &Database,
    count: usize,
    seed: u64,
    now: DateTime<Utc>,
) -> Result<usize, GenerateError> {
    let listings = tokio::task::spawn_blocking(move || listings(count, seed, now))
        .await
        .map_err(|_| DbError::defect("the generator stopped"))??;
    write::all(db, listings, now).await?;
    Ok(projection::rebuild(db, now).await?)
}

/// The listings of a seed, in order.
pub fn listings(
    count: usize,
    seed: u64,
    now: DateTime<Utc>,
) -> Result<Vec<Generated>, GenerateError> {
    let municipalities = facts::municipalities();
    let types: Vec<facts::ServiceType> = facts::service_types()
        .into_iter()
        .filter(|fact| fact.kind == "SERVICE")
        .collect();
    let most = municipalities.len() * types.len() * ROUNDS;
    if count > most {
        return Err(GenerateError::TooMany(most));
    }
    let mut random = StdRng::seed_from_u64(seed);
    let mut listings = Vec::with_capacity(count);
    for round in 0..ROUNDS {
        let mut places: Vec<&facts::Municipality> = municipalities.iter().collect();
        let mut kinds: Vec<&facts::ServiceType> = types.iter().collect();
        places.shuffle(&mut random);
        kinds.shuffle(&mut random);
        // Every municipality in turn, each time with another type: a small catalogue reaches all of them as well.
        let pairs = (0..kinds.len()).flat_map(|turn| {
            let kinds = &kinds;
            places
                .iter()
                .enumerate()
                .map(move |(at, place)| (*place, kinds[(at + turn) % kinds.len()]))
        });
        for (place, kind) in pairs.take(count - listings.len()) {
            listings.extend(one(&mut random, &municipalities, place, kind, round, now));
        }
    }
    Ok(listings)
}

fn one(
    random: &mut StdRng,
    municipalities: &[facts::Municipality],
    place: &facts::Municipality,
    kind: &facts::ServiceType,
    round: usize,
    now: DateTime<Utc>,
) -> Option<Generated> {
    let mut id = || uuid::Builder::from_random_bytes(random.random()).into_uuid();
    let (listing, revision): (Uuid, Uuid) = (id(), id());
    let mut area = vec![place];
    // A service over several municipalities is shared with neighbours: those of the county.
    let shared = kind.levels.iter().any(|level| level != "MUNICIPAL");
    if shared && random.random_bool(0.4) {
        let neighbours: Vec<&facts::Municipality> = municipalities
            .iter()
            .filter(|other| {
                other.county_number == place.county_number && other.number != place.number
            })
            .collect();
        let many = random.random_range(1..=6);
        area.extend(neighbours.choose_multiple(random, many).copied());
    }
    let content = content::of(random, place, &area, kind, round);
    let published_at = now - TimeDelta::days(random.random_range(1..=700));
    let since = (now - published_at).num_days();
    Some(Generated {
        listing: ListingId(listing),
        revision: RevisionId(revision),
        municipality: place.number.parse().ok()?,
        service_type: kind.slug.parse().ok()?,
        content,
        published_at,
        verified_at: published_at + TimeDelta::days(random.random_range(0..=since)),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use veiviser_schema::content::{DefaultHours, Facts, validate};
    use veiviser_schema::problem::Severity;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-25T08:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_seed_gives_the_same_catalogue_and_another_seed_another() {
        let listings = |seed| listings(200, seed, now()).unwrap();
        assert_eq!(listings(7), listings(7));
        assert_ne!(listings(7)[0].content, listings(8)[0].content);
    }

    #[test]
    fn every_listing_could_have_been_submitted_and_is_marked() {
        let generated = listings(1500, 1, now()).unwrap();
        let municipalities: HashSet<String> = facts::municipalities()
            .into_iter()
            .map(|fact| fact.number)
            .collect();
        let crisis: HashSet<String> = facts::service_types()
            .into_iter()
            .filter(|fact| fact.crisis)
            .map(|fact| fact.slug)
            .collect();
        for listing in &generated {
            let errors: Vec<_> = validate(
                &listing.content,
                &Facts {
                    today: now().date_naive(),
                    crisis_service: crisis.contains(listing.service_type.as_str()),
                    municipality_exists: &|number| municipalities.contains(number),
                    organisation_exists: &|id| id.starts_with("organisation_"),
                    default_hours: DefaultHours::Missing,
                },
            )
            .into_iter()
            .filter(|problem| problem.severity == Severity::Error)
            .collect();
            assert!(errors.is_empty(), "{errors:?} in {:?}", listing.content);
            for name in [
                &listing.content.name.nb,
                &listing.content.name.nn,
                &listing.content.name.en,
            ] {
                assert!(name.as_ref().unwrap().starts_with("[Demo] "), "{name:?}");
            }
            assert!(listing.published_at <= listing.verified_at && listing.verified_at <= now());
        }
    }

    #[test]
    fn a_small_catalogue_reaches_every_municipality_and_type_as_well() {
        let generated = listings(400, 1, now()).unwrap();
        let places: HashSet<_> = generated.iter().map(|one| &one.municipality).collect();
        assert_eq!(places.len(), facts::municipalities().len());
        let types: HashSet<_> = generated.iter().map(|one| &one.service_type).collect();
        let services = facts::service_types()
            .into_iter()
            .filter(|fact| fact.kind == "SERVICE")
            .count();
        assert_eq!(types.len(), services);
    }

    /// Whoever is in a crisis is never told to wait, nor left with hours that nobody stated; and no municipality owns the police.
    #[test]
    fn what_is_said_fits_the_service() {
        let types: std::collections::HashMap<String, facts::ServiceType> = facts::service_types()
            .into_iter()
            .map(|fact| (fact.slug.clone(), fact))
            .collect();
        let mut crises = 0;
        for Generated {
            service_type,
            content,
            ..
        } in listings(1500, 1, now()).unwrap()
        {
            let kind = &types[service_type.as_str()];
            let municipal = kind.levels.iter().any(|level| level == "MUNICIPAL");
            assert_eq!(content.owner_id.is_some(), municipal, "{service_type}");
            if !kind.crisis {
                continue;
            }
            crises += 1;
            let words = format!("{:?} {:?}", content.how_to_contact, content.what_to_expect);
            for slow in ["uker", "virkedag", "weeks", "working day", "avtale en tid"] {
                assert!(!words.contains(slow), "{service_type}: {words}");
            }
            assert!(content.access.waiting_time.is_empty(), "{service_type}");
            assert!(
                content
                    .contact_points
                    .iter()
                    .filter(|point| point.id == "telefon")
                    .all(
                        |point| point.opening_hours.mode != veiviser_schema::hours::Mode::NotStated
                    )
            );
        }
        assert!(crises > 50, "{crises}");
    }

    #[test]
    fn a_large_catalogue_reaches_every_municipality_and_type() {
        let generated = listings(20_000, 1, now()).unwrap();
        assert_eq!(generated.len(), 20_000);
        let places: HashSet<_> = generated.iter().map(|one| &one.municipality).collect();
        assert_eq!(places.len(), facts::municipalities().len());
        let types: HashSet<_> = generated.iter().map(|one| &one.service_type).collect();
        let services = facts::service_types()
            .into_iter()
            .filter(|fact| fact.kind == "SERVICE")
            .count();
        assert_eq!(types.len(), services);
        let ids: HashSet<_> = generated.iter().map(|one| one.listing).collect();
        assert_eq!(ids.len(), generated.len());
    }
}
