//! Default hours as they are kept, and as the snapshot answers with them.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use veiviser_schema::hours::Schedule;
use veiviser_schema::ids::{MunicipalityNumber, UserId};

use crate::catalogue::listing::model::Hours;

/// What a municipality has stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefaultHours {
    pub municipality: MunicipalityNumber,
    pub schedule: Schedule,
    /// Counts the edits from 1; 0 is said of a municipality that has stated nothing.
    pub version: i32,
    pub updated_at: DateTime<Utc>,
    /// `None`: at the command line.
    pub updated_by: Option<UserId>,
}

/// How many published listings inherit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Heirs {
    pub listings: i32,
    /// Of those, the ones that people in crisis depend on.
    pub crisis: i32,
}

/// The default hours of every municipality that has stated any, ready to answer.
#[derive(Debug, Clone, Default)]
pub struct Defaults(HashMap<MunicipalityNumber, Stated>);

/// What one municipality states.
#[derive(Debug, Clone)]
pub struct Stated {
    /// As the municipality's own.
    pub own: Arc<Hours>,
    /// As those have them who inherit.
    pub inherited: Arc<Hours>,
    pub updated_at: DateTime<Utc>,
}

impl Defaults {
    /// These besides, or instead of, what was there.
    #[must_use]
    pub fn with(mut self, changed: Vec<DefaultHours>) -> Self {
        for DefaultHours {
            municipality,
            schedule,
            version: _,
            updated_at,
            updated_by: _,
        } in changed
        {
            let stated = Stated {
                own: Arc::new(Hours::new(schedule.clone())),
                inherited: Arc::new(Hours::inherited(schedule, municipality.clone())),
                updated_at,
            };
            self.0.insert(municipality, stated);
        }
        self
    }

    #[must_use]
    pub fn of(&self, municipality: &MunicipalityNumber) -> Option<&Stated> {
        self.0.get(municipality)
    }

    /// For a place or contact point that inherits. Where nothing is stated they are unknown, never closed.
    #[must_use]
    pub fn inherited_from(&self, municipality: &MunicipalityNumber) -> Arc<Hours> {
        match self.0.get(municipality) {
            Some(stated) => Arc::clone(&stated.inherited),
            None => Arc::new(Hours::inherited(Schedule::default(), municipality.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use veiviser_schema::hours::{Mode, State};

    use super::*;

    #[test]
    fn what_nobody_stated_is_unknown() {
        let stavanger: MunicipalityNumber = "1103".parse().expect("a number");
        let defaults = Defaults::default();
        assert!(defaults.of(&stavanger).is_none());
        let hours = defaults.inherited_from(&stavanger);
        assert_eq!(hours.schedule.mode, Mode::NotStated);
        assert_eq!(hours.inherited_from.as_ref(), Some(&stavanger));
        let compiled = hours.compiled.as_ref().expect("readable");
        assert_eq!(
            compiled.state_at(DateTime::UNIX_EPOCH).state,
            State::Unknown
        );
    }

    #[test]
    fn an_heir_says_where_its_hours_come_from() {
        let stavanger: MunicipalityNumber = "1103".parse().expect("a number");
        let stated = |schedule| DefaultHours {
            municipality: stavanger.clone(),
            schedule,
            version: 1,
            updated_at: DateTime::UNIX_EPOCH,
            updated_by: None,
        };
        let first = Defaults::default().with(vec![stated(Schedule::always())]);
        let second = first
            .clone()
            .with(vec![stated(Schedule::appointment_only())]);
        assert_eq!(
            first.inherited_from(&stavanger).schedule,
            Schedule::always()
        );
        let heir = second.inherited_from(&stavanger);
        assert_eq!(heir.schedule, Schedule::appointment_only());
        assert_eq!(heir.inherited_from.as_ref(), Some(&stavanger));
        let own = second.of(&stavanger).expect("stated");
        assert_eq!(own.own.inherited_from, None);
    }
}
