//! Lists of change requests: which ones, in which order.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use veiviser_schema::authz::Action;
use veiviser_schema::content::risk::Risk;
use veiviser_schema::ids::{CountyNumber, ListingId, MunicipalityNumber, UserId};

use super::contributors::changes_of;
use super::entity::Column;
use super::model::ChangeState;
use crate::authz::Actor;
use crate::change::listing_record;
use crate::change::listing_record::repo::listings_within;
use crate::graphql::connection::List;
use crate::graphql::keyset::{Kind, Sorting, column};

/// Changes, newest first.
pub const LIST: List = List::new("changes", 2);
/// The review queue.
pub const QUEUE_LIST: List = List::new("queue", 3);

/// How long authors are told on their start page that a change of theirs was reverted.
const REVERTED_SHOWN_DAYS: i64 = 30;
/// The same for one that was confirmed.
const CONFIRMED_SHOWN_DAYS: i64 = 7;

/// Which change requests are asked for; all that is set must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub states: Option<Vec<ChangeState>>,
    pub municipality: Option<MunicipalityNumber>,
    pub county: Option<CountyNumber>,
    pub listing: Option<ListingId>,
    /// In which this person has a hand.
    pub contributor: Option<UserId>,
    pub risk: Option<Risk>,
}

impl Filter {
    #[must_use]
    pub fn condition(self) -> Condition {
        let Self {
            states,
            municipality,
            county,
            listing,
            contributor,
            risk,
        } = self;
        let place = (municipality.is_some() || county.is_some()).then(|| {
            let number = || {
                Expr::col((
                    listing_record::Entity,
                    listing_record::Column::MunicipalityNumber,
                ))
            };
            let listings = Query::select()
                .column((listing_record::Entity, listing_record::Column::Id))
                .from(listing_record::Entity)
                .cond_where(
                    Condition::all()
                        .add_option(municipality.map(|it| number().eq(it.as_str().to_owned())))
                        .add_option(county.map(|it| number().like(format!("{it}%")))),
                )
                .to_owned();
            Column::ListingId.in_subquery(listings)
        });
        Condition::all()
            .add_option(
                states.map(|states| Column::State.is_in(states.into_iter().map(ChangeState::code))),
            )
            .add_option(place)
            .add_option(listing.map(|id| Column::ListingId.eq(id.0)))
            .add_option(contributor.map(|user| Column::Id.in_subquery(changes_of(user))))
            .add_option(risk.map(|risk| Column::Risk.eq(risk.code())))
    }
}

/// Changes that wait for this person's review: nothing they have a hand in, nothing above what they may approve, and of what is public
/// already what they may confirm or revert.
#[must_use]
pub fn decidable(actor: &Actor, user: UserId) -> Condition {
    let reach = |action| Column::ListingId.in_subquery(listings_within(&actor.read_scope(action)));
    let state = |state: ChangeState| Column::State.eq(state.code());
    let waiting = Condition::all()
        .add(state(ChangeState::Submitted))
        .add(reach(Action::Decline))
        .add(
            Condition::any().add(reach(Action::ApproveAny)).add(
                Condition::all()
                    .add(Column::Risk.eq(Risk::Low.code()))
                    .add(reach(Action::ApproveLowRisk)),
            ),
        );
    let public = Condition::all()
        .add(state(ChangeState::PublishedUnreviewed))
        .add(reach(Action::ReviewPublished));
    Condition::all()
        .add(Column::Id.not_in_subquery(changes_of(user)))
        .add(Condition::any().add(public).add(waiting))
}

/// What became of what this person published first: what waits for its review, what was reverted lately, and what was confirmed just now.
#[must_use]
pub fn own_published_first(user: UserId, now: DateTime<Utc>) -> Condition {
    let state = |state: ChangeState| Column::State.eq(state.code());
    let decided = |it: ChangeState, days: i64| {
        Condition::all()
            .add(state(it))
            .add(Column::DecidedAt.gte(now - TimeDelta::days(days)))
    };
    Condition::all()
        .add(Column::Id.in_subquery(changes_of(user)))
        .add(
            Condition::any()
                .add(state(ChangeState::PublishedUnreviewed))
                .add(decided(ChangeState::Reverted, REVERTED_SHOWN_DAYS))
                .add(decided(ChangeState::Confirmed, CONFIRMED_SHOWN_DAYS)),
        )
}

#[must_use]
pub fn newest_first() -> Sorting {
    Sorting {
        keys: vec![(column("created_at"), Kind::Time), (column("id"), Kind::Id)],
        descending: true,
    }
}

/// What is public already comes first, for there a mistake does harm as long as it stands; then who has waited longest. The codes of
/// the two states sort that way, which a test holds, so that the index on state and time serves.
#[must_use]
pub fn queue() -> Sorting {
    Sorting {
        keys: vec![
            (column("state"), Kind::Text),
            (column("submitted_at"), Kind::Time),
            (column("id"), Kind::Id),
        ],
        descending: false,
    }
}
