//! Copying hours to another place: in place of what stands there, or beside it.
//!
//! Beside it means that every weekly rule, season, holiday, exception and closure of the source is added to the target. What is there
//! already is left alone, and what would contradict the target is not added but told: nothing is doubled in silence, and copying a
//! second time changes nothing more. So each part of the source is held against what the target alone says; what both say cannot collide.

use super::calendar::Day;
use super::describe;
use super::limits;
use super::read::{self, SeasonRange};
use super::schedule::{
    Closure, DatedException, HolidayChoice, HolidayOverride, HolidayRule, Mode, Schedule, Season,
    WeeklyRule,
};
use super::validate::contradictions::collide;
use super::words::{self, capital, fill, words};
use crate::text::Language;

/// How hours are copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum How {
    /// The target says what the source says.
    #[default]
    Replace,
    /// The target says what it said, and what the source says besides.
    Add,
}

/// What came of copying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The target's hours from now on.
    pub schedule: Schedule,
    /// What was not added, and because of what. Empty after a replacement.
    pub collisions: Vec<Collision>,
}

/// One part of a schedule, as far as it can stand in the way of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    TimeZone(String),
    /// A whole schedule of another kind: always open, by appointment, with a week.
    Regular(Box<Schedule>),
    Weekly(WeeklyRule),
    Season(Season),
    /// What public holidays do in general.
    Holidays(HolidayRule),
    /// One holiday, and the general rule it stands under.
    Holiday(HolidayOverride, HolidayRule),
    Exception(DatedException),
    Closure(Closure),
}

/// A part of the source that was not added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// What was to be added.
    pub part: Part,
    /// What it met in the target; nothing when only the room was wanting.
    pub met: Option<Part>,
}

/// Copies hours. The source is best one that validates: what cannot be read is copied as it is.
#[must_use]
pub fn copy(how: How, target: &Schedule, source: &Schedule) -> Copied {
    match how {
        How::Replace => Copied {
            schedule: source.clone(),
            collisions: Vec::new(),
        },
        How::Add => add(target, source),
    }
}

fn add(target: &Schedule, source: &Schedule) -> Copied {
    // A new field must find its place here.
    let Schedule {
        mode,
        time_zone,
        weekly,
        seasons,
        holidays,
        exceptions,
        closures,
    } = source;
    let mut copied = Copied {
        schedule: target.clone(),
        collisions: Vec::new(),
    };
    // Who has told nothing has nothing to add.
    if *mode == Mode::NotStated {
        return copied;
    }
    let untold = target.mode == Mode::NotStated;
    let dated = !target.exceptions.is_empty() || !target.closures.is_empty();
    if *time_zone != target.time_zone {
        if !untold || dated {
            // The same figures would mean other times.
            copied.met(
                Part::TimeZone(time_zone.clone()),
                Part::TimeZone(target.time_zone.clone()),
            );
            return copied;
        }
        copied.schedule.time_zone.clone_from(time_zone);
    }
    if untold {
        copied.schedule.mode = *mode;
        copied.schedule.weekly.clone_from(weekly);
        copied.schedule.seasons.clone_from(seasons);
        copied.schedule.holidays.clone_from(holidays);
    } else if *mode != target.mode {
        copied.met(
            Part::Regular(Box::new(source.clone())),
            Part::Regular(Box::new(target.clone())),
        );
    } else if *mode == Mode::Scheduled {
        copied.add_weekly(target, weekly);
        copied.add_seasons(target, seasons);
        copied.add_holidays(target, source);
    }
    copied.add_exceptions(target, exceptions);
    copied.add_closures(target, closures);
    copied
}

impl Copied {
    fn met(&mut self, part: Part, met: Part) {
        self.collisions.push(Collision {
            part,
            met: Some(met),
        });
    }

    fn full(&mut self, part: Part) {
        self.collisions.push(Collision { part, met: None });
    }

    /// Weekly rules day by day: of Monday to Friday, Wednesday alone may be in the way.
    fn add_weekly(&mut self, target: &Schedule, rules: &[WeeklyRule]) {
        let own: Vec<WeeklyRule> = target
            .weekly
            .iter()
            .map(|rule| {
                let mut rule = rule.clone();
                let says = |day: &_| {
                    rules
                        .iter()
                        .any(|other| other.days.contains(day) && same_hours(other, &rule))
                };
                let days = rule.days.iter().copied().filter(|day| !says(day)).collect();
                rule.days = days;
                rule
            })
            .filter(|rule| !rule.days.is_empty())
            .collect();
        for rule in rules {
            let on = |days| WeeklyRule {
                days,
                ..rule.clone()
            };
            let mut free = on(Vec::new());
            let mut taken: Vec<(WeeklyRule, &WeeklyRule)> = Vec::new();
            for &day in &rule.days {
                let known = target
                    .weekly
                    .iter()
                    .any(|other| other.days.contains(&day) && same_hours(other, rule));
                if known || free.days.contains(&day) {
                    continue;
                }
                match own.iter().find(|other| collide(other, &on(vec![day]))) {
                    None => free.days.push(day),
                    Some(other) => match taken.iter_mut().find(|(_, met)| *met == other) {
                        Some((part, _)) if part.days.contains(&day) => {}
                        Some((part, _)) => part.days.push(day),
                        None => taken.push((on(vec![day]), other)),
                    },
                }
            }
            for (part, met) in taken {
                self.met(Part::Weekly(part), Part::Weekly(met.clone()));
            }
            if free.days.is_empty() {
                continue;
            }
            if self.schedule.weekly.len() < limits::RULES {
                self.schedule.weekly.push(free);
            } else {
                self.full(Part::Weekly(free));
            }
        }
    }

    fn add_seasons(&mut self, target: &Schedule, seasons: &[Season]) {
        for season in seasons.iter().filter(|s| !target.seasons.contains(s)) {
            let mut own = target.seasons.iter().filter(|s| !seasons.contains(s));
            if let Some(met) = own.find(|other| seasons_meet(other, season)) {
                self.met(Part::Season(season.clone()), Part::Season(met.clone()));
            } else if self.schedule.seasons.len() < limits::SEASONS {
                self.schedule.seasons.push(season.clone());
            } else {
                self.full(Part::Season(season.clone()));
            }
        }
    }

    fn add_holidays(&mut self, target: &Schedule, source: &Schedule) {
        let (there, here) = (&target.holidays, &source.holidays);
        if there.rule != here.rule {
            self.met(Part::Holidays(here.rule), Part::Holidays(there.rule));
        }
        // That somebody confirmed the general rule elsewhere says nothing about this place.
        let said = |holiday: &&HolidayOverride| holiday.choice != HolidayChoice::Policy;
        for holiday in here.overrides.iter().filter(said) {
            let part = || Part::Holiday(holiday.clone(), here.rule);
            let of_key = there.overrides.iter().find(|o| o.key == holiday.key);
            match of_key {
                Some(o) if o.choice == holiday.choice && o.spans == holiday.spans => {}
                Some(o) => self.met(part(), Part::Holiday(o.clone(), there.rule)),
                None if self.schedule.holidays.overrides.len() < limits::OVERRIDES => {
                    self.schedule.holidays.overrides.push(holiday.clone());
                }
                None => self.full(part()),
            }
        }
    }

    fn add_exceptions(&mut self, target: &Schedule, exceptions: &[DatedException]) {
        for exception in exceptions.iter().filter(|e| !target.exceptions.contains(e)) {
            let mut own = target.exceptions.iter().filter(|e| !exceptions.contains(e));
            if let Some(met) = own.find(|other| exceptions_meet(other, exception)) {
                self.met(
                    Part::Exception(exception.clone()),
                    Part::Exception(met.clone()),
                );
            } else if self.schedule.exceptions.len() < limits::EXCEPTIONS {
                self.schedule.exceptions.push(exception.clone());
            } else {
                self.full(Part::Exception(exception.clone()));
            }
        }
    }

    fn add_closures(&mut self, target: &Schedule, closures: &[Closure]) {
        for closure in closures.iter().filter(|c| !target.closures.contains(c)) {
            let mut own = target.closures.iter().filter(|c| !closures.contains(c));
            if let Some(met) = own.find(|other| closures_meet(other, closure)) {
                self.met(Part::Closure(closure.clone()), Part::Closure(met.clone()));
            } else if self.schedule.closures.len() < limits::CLOSURES {
                self.schedule.closures.push(closure.clone());
            } else {
                self.full(Part::Closure(closure.clone()));
            }
        }
    }
}

/// Whether two rules say the same of a day that both hold.
fn same_hours(a: &WeeklyRule, b: &WeeklyRule) -> bool {
    let sorted = |nth: &[i32]| {
        let mut nth = nth.to_vec();
        nth.sort_unstable();
        nth.dedup();
        nth
    };
    (&a.start, a.duration_minutes, a.state, a.weeks, &a.note)
        == (&b.start, b.duration_minutes, b.state, b.weeks, &b.note)
        && sorted(&a.nth) == sorted(&b.nth)
}

/// Whether two seasons have a date in common, of whichever kinds.
fn seasons_meet(a: &Season, b: &Season) -> bool {
    let range = |season: &Season| SeasonRange::read(&season.from, &season.to).ok();
    match (range(a), range(b)) {
        (
            Some(SeasonRange::Recurring { from, to }),
            Some(SeasonRange::Recurring { from: f, to: t }),
        ) => read::recurs(from, to, f) || read::recurs(f, t, from),
        (Some(SeasonRange::Dated { from, to }), Some(other))
        | (Some(other), Some(SeasonRange::Dated { from, to })) => {
            // A year and a day see every date that comes back; longer ranges see nothing new, save a leap day.
            let last = match other {
                SeasonRange::Recurring { .. } => to.min(from.saturating_add(LEAP_CYCLE)),
                SeasonRange::Dated { .. } => to,
            };
            match other {
                SeasonRange::Dated { from: f, to: t } => from <= t && f <= last,
                SeasonRange::Recurring { .. } => (from..=last).any(|day| other.contains(day)),
            }
        }
        _ => (&a.from, &a.to) == (&b.from, &b.to),
    }
}

/// Days in which every date that comes back, also 29 February, comes at least once.
const LEAP_CYCLE: Day = 8 * 366;

fn exceptions_meet(a: &DatedException, b: &DatedException) -> bool {
    let dates = |e: &DatedException| read::date(&e.from).ok().zip(read::date(&e.to).ok());
    match (dates(a), dates(b)) {
        (Some((from, to)), Some((f, t))) => from <= t && f <= to,
        _ => (&a.from, &a.to) == (&b.from, &b.to),
    }
}

fn closures_meet(a: &Closure, b: &Closure) -> bool {
    let times = |c: &Closure| read::moment(&c.from).ok().zip(read::moment(&c.to).ok());
    match (times(a), times(b)) {
        (Some((from, to)), Some((f, t))) => from < t && f < to,
        _ => (&a.from, &a.to) == (&b.from, &b.to),
    }
}

impl Part {
    /// The part as a phrase: "mandag–fredag 08.00–15.30", "julaften: stengt".
    #[must_use]
    pub fn describe(&self, language: Language) -> String {
        match self {
            Self::TimeZone(zone) => format!("{} {zone}", words(language).time_zone),
            Self::Regular(schedule) => super::summary::regular_hours(schedule, language)
                .trim_end_matches('.')
                .to_owned(),
            Self::Weekly(rule) => describe::week(language, std::slice::from_ref(rule))
                .into_iter()
                .next()
                .unwrap_or_default(),
            Self::Season(season) => format!(
                "{}: {}",
                describe::season_name(language, season),
                describe::season_hours(language, season)
            ),
            Self::Holidays(rule) => format!(
                "{}: {}",
                words(language).public_holidays,
                describe::holiday_rule(language, *rule)
            ),
            Self::Holiday(holiday, rule) => format!(
                "{}: {}",
                words::holiday(language, holiday.key),
                describe::override_hours(language, holiday, *rule)
            ),
            Self::Exception(exception) => format!(
                "{}: {}",
                describe::exception_dates(language, exception),
                describe::exception_hours(language, exception)
            ),
            Self::Closure(closure) => format!(
                "{} {}",
                describe::closure_text(language, closure),
                describe::closure_time(language, closure)
            ),
        }
    }
}

impl Collision {
    /// What was not added and why, as a sentence.
    #[must_use]
    pub fn describe(&self, language: Language) -> String {
        let part = capital(&self.part.describe(language));
        match &self.met {
            Some(met) => {
                let template = match language {
                    Language::Nb => "{0} – ikke lagt til, for her gjelder fra før: {1}.",
                    Language::Nn => "{0} – ikkje lagt til, for her gjeld frå før: {1}.",
                    Language::En => "{0} – not added, for here already: {1}.",
                };
                fill(template, &[&part, &met.describe(language)])
            }
            None => {
                let template = match language {
                    Language::Nb => "{0} – ikke lagt til, for det er ikke plass til flere.",
                    Language::Nn => "{0} – ikkje lagt til, for det er ikkje plass til fleire.",
                    Language::En => "{0} – not added, for there is no room for more.",
                };
                fill(template, &[&part])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn season(from: &str, to: &str) -> Season {
        Season {
            from: from.into(),
            to: to.into(),
            ..Season::default()
        }
    }

    #[test]
    fn seasons_of_different_kinds_meet_where_they_share_a_date() {
        let summer = season("06-15", "08-15");
        assert!(seasons_meet(&summer, &season("2026-08-15", "2026-09-01")));
        assert!(!seasons_meet(&summer, &season("2026-08-16", "2027-06-14")));
        assert!(seasons_meet(
            &season("11-01", "03-31"),
            &season("03-31", "04-10")
        ));
        let leap_day = season("02-29", "02-29");
        assert!(!seasons_meet(
            &leap_day,
            &season("2026-01-01", "2027-12-31")
        ));
        assert!(seasons_meet(&leap_day, &season("2026-01-01", "2028-12-31")));
    }

    #[test]
    fn dates_and_times_meet_only_where_they_overlap() {
        let dates = |from: &str, to: &str| DatedException {
            from: from.into(),
            to: to.into(),
            ..DatedException::default()
        };
        let christmas = dates("2026-12-20", "2026-12-31");
        assert!(exceptions_meet(
            &christmas,
            &dates("2026-12-24", "2026-12-24")
        ));
        assert!(!exceptions_meet(
            &christmas,
            &dates("2027-01-01", "2027-01-01")
        ));
        let times = |from: &str, to: &str| Closure {
            from: from.into(),
            to: to.into(),
            ..Closure::default()
        };
        let night = times("2026-11-25T02:00", "2026-11-25T04:00");
        assert!(!closures_meet(
            &night,
            &times("2026-11-25T04:00", "2026-11-25T05:00")
        ));
        assert!(closures_meet(
            &night,
            &times("2026-11-25T03:59", "2026-11-25T05:00")
        ));
    }
}
