//! What can be meant: by one statement, and by two beside each other.

use super::scope::Scope;
use super::statement::{Hours, Says, Statement, Subject};
use super::week::{Does, overlap};

/// One thing that is done to some days.
pub(super) struct Step {
    pub clause: usize,
    pub scope: Scope,
    pub does: Does,
    pub instead: bool,
}

/// About no days at all: "døgnåpent".
pub(super) fn is_whole(subject: &Subject) -> bool {
    subject.scopes.is_empty() && !subject.rest && !subject.is_holiday()
}

pub(super) fn speaks_of_week(subject: &Subject) -> bool {
    !subject.scopes.is_empty() || subject.rest || is_whole(subject)
}

/// Whether such a thing can be said of such days.
pub(super) fn makes_sense(statement: &Statement, week_only: bool) -> bool {
    let Statement {
        subject,
        says,
        also,
        ..
    } = statement;
    if is_whole(subject) {
        return match says {
            Says::Round => !also,
            Says::Appointment => !also && !week_only,
            _ => false,
        };
    }
    let adds_hours = !also || matches!(says, Says::Hours(_));
    let of_week = match says {
        Says::Appointment | Says::AsSunday | Says::AsUsual => false,
        // "kun søndag stengt" opens nothing.
        Says::Closed => !subject.only,
        Says::Hours(_) | Says::Move(..) | Says::Round => true,
    };
    let of_holidays = !matches!(says, Says::Appointment | Says::Move(..)) && !also && !week_only;
    adds_hours && (!speaks_of_week(subject) || of_week) && (!subject.is_holiday() || of_holidays)
}

/// Whether two steps say of some days what cannot both be meant.
pub(super) fn clashes(earlier: &Step, later: &Step) -> bool {
    if !earlier.scope.meets(&later.scope) {
        return false;
    }
    let same = earlier.scope == later.scope;
    let narrower = !same && later.scope.within(&earlier.scope);
    let wider = !same && earlier.scope.within(&later.scope);
    let disjoint = |one: &[Hours], two: &[Hours]| {
        !one.iter()
            .any(|a| two.iter().any(|b| overlap((a.0, a.1), (b.0, b.1))))
    };
    match (&earlier.does, &later.does) {
        (Does::Set(one), Does::Set(two)) if one == two => false,
        (Does::Set(one), Does::Set(two)) if one.is_empty() || two.is_empty() => {
            !(narrower || wider)
        }
        (Does::Set(one), Does::Set(two)) if same => !disjoint(one, two),
        // "hverdager 9–15, onsdag 17–19": as well, or instead?
        (Does::Set(one), Does::Set(two)) => {
            !(narrower || wider) || (disjoint(one, two) && !later.instead)
        }
        (Does::Set(_), _) => !(same || narrower),
        (Does::Move(..), Does::Set(_)) => !(narrower || wider),
        (Does::Add(_), Does::Set(_)) => !(same || narrower || wider),
        (Does::Move(..), Does::Move(..)) => !(same || narrower || wider),
        (Does::Add(one), Does::Add(two)) => !disjoint(one, two),
        _ => !(same || narrower),
    }
}
