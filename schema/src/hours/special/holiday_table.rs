//! The holidays and eves of the years ahead, each with what applies on it, what was chosen and whether that was confirmed.
//!
//! A choice belongs to the day and holds every year; a confirmation belongs to one year: somebody looked at that date and said
//! that it is right. So another choice takes back the confirmations of the dates still ahead.

use chrono::{Datelike, NaiveDate};

use super::compile_readable;
use crate::hours::days::DayHours;
use crate::hours::holidays;
use crate::hours::schedule::{
    HolidayChoice, HolidayKey, HolidayOverride, HolidayPolicy, HolidayRule, Schedule, Span,
};

/// Days ahead in which a holiday's hours should be confirmed.
pub const CONFIRM_DAYS: i32 = 90;

/// One holiday or eve of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidayDay {
    /// Its date.
    pub date: NaiveDate,
    /// Which day it is.
    pub key: HolidayKey,
    /// The other holiday of the same date: in 2027 Whit Monday is the 17th of May.
    pub twin: Option<HolidayKey>,
    /// What was chosen for it.
    pub choice: HolidayChoice,
    /// Whether this year's was confirmed.
    pub confirmed: bool,
    /// Days from today.
    pub days_left: i64,
    /// What applies, and what decided it. Nothing while the schedule cannot be read.
    pub hours: Option<DayHours>,
}

impl HolidayDay {
    /// Near, and nobody has said that it is right.
    #[must_use]
    pub fn due(&self) -> bool {
        !self.confirmed && (0..=i64::from(CONFIRM_DAYS)).contains(&self.days_left)
    }
}

/// The years to show: this one as far as it lies ahead, and the two after it.
#[must_use]
pub fn years(today: NaiveDate) -> [i32; 3] {
    [today.year(), today.year() + 1, today.year() + 2]
}

/// The holidays and eves of [`years`] from today on, in the order of their dates.
#[must_use]
pub fn table(schedule: &Schedule, today: NaiveDate) -> Vec<HolidayDay> {
    let compiled = compile_readable(schedule);
    let days = years(today).into_iter().flat_map(holidays::in_year);
    days.filter(|(date, _)| *date >= today)
        .map(|(date, key)| {
            let chosen = find(&schedule.holidays, key);
            HolidayDay {
                date,
                key,
                twin: holidays::on(date).find(|other| *other != key),
                choice: chosen.map_or(HolidayChoice::Policy, |chosen| chosen.choice),
                confirmed: chosen
                    .is_some_and(|chosen| chosen.confirmed_years.contains(&date.year())),
                days_left: (date - today).num_days(),
                hours: compiled
                    .as_ref()
                    .and_then(|compiled| compiled.days(date, date).into_iter().next()),
            }
        })
        .collect()
}

fn find(policy: &HolidayPolicy, key: HolidayKey) -> Option<&HolidayOverride> {
    policy.overrides.iter().find(|holiday| holiday.key == key)
}

/// Position of the choice for a day; of two, the one that counts.
#[must_use]
pub fn position(policy: &HolidayPolicy, key: HolidayKey) -> Option<usize> {
    policy
        .overrides
        .iter()
        .position(|holiday| holiday.key == key)
}

/// Chooses for a day, every year. `spans` are its own hours, kept for [`HolidayChoice::Hours`] alone. Who chooses looks at the date of
/// `year`: that one is confirmed by it, the other dates ahead are not.
pub fn choose(
    policy: &mut HolidayPolicy,
    key: HolidayKey,
    choice: HolidayChoice,
    spans: Vec<Span>,
    year: i32,
    today: NaiveDate,
) {
    let holiday = entry(policy, key);
    let spans = if choice == HolidayChoice::Hours {
        spans
    } else {
        Vec::new()
    };
    if (holiday.choice, &holiday.spans) != (choice, &spans) {
        holiday.choice = choice;
        holiday.spans = spans;
        holiday
            .confirmed_years
            .retain(|&year| key.date(year) < today);
    }
    confirm(policy, key, year, true);
}

/// Sets the rule for public holidays. Confirmations of dates ahead that it now decides otherwise are taken back.
pub fn set_rule(policy: &mut HolidayPolicy, rule: HolidayRule, today: NaiveDate) {
    if policy.rule == rule {
        return;
    }
    policy.rule = rule;
    for holiday in &mut policy.overrides {
        let key = holiday.key;
        if holiday.choice == HolidayChoice::Policy && !key.is_eve() {
            holiday
                .confirmed_years
                .retain(|&year| key.date(year) < today);
        }
    }
    tidy(policy);
}

/// Drops what says nothing.
fn tidy(policy: &mut HolidayPolicy) {
    policy.overrides.retain(|holiday| {
        holiday.choice != HolidayChoice::Policy || !holiday.confirmed_years.is_empty()
    });
}

/// Sets the own hours of a day. The dates ahead are to be confirmed again, but for that of `year`.
pub fn set_spans(
    policy: &mut HolidayPolicy,
    key: HolidayKey,
    spans: Vec<Span>,
    year: i32,
    today: NaiveDate,
) {
    choose(policy, key, HolidayChoice::Hours, spans, year, today);
}

/// Confirms one year's day, or takes that back.
pub fn confirm(policy: &mut HolidayPolicy, key: HolidayKey, year: i32, confirmed: bool) {
    let holiday = entry(policy, key);
    holiday.confirmed_years.retain(|&known| known != year);
    if confirmed {
        holiday.confirmed_years.push(year);
        holiday.confirmed_years.sort_unstable();
    }
    tidy(policy);
}

/// The choice for a day, made when there is none; a double that never counted is dropped.
fn entry(policy: &mut HolidayPolicy, key: HolidayKey) -> &mut HolidayOverride {
    let first = position(policy, key).unwrap_or_else(|| {
        policy.overrides.push(HolidayOverride {
            key,
            choice: HolidayChoice::Policy,
            ..HolidayOverride::default()
        });
        policy.overrides.len() - 1
    });
    let mut at = 0;
    policy.overrides.retain(|holiday| {
        at += 1;
        holiday.key != key || at - 1 == first
    });
    // What stood before it has other keys, so that it has not moved.
    &mut policy.overrides[first]
}

/// The days of a year that were confirmed the year before, with the choice that still holds, and are not yet this year.
#[must_use]
pub fn confirmed_last_year(policy: &HolidayPolicy, year: i32, today: NaiveDate) -> Vec<HolidayKey> {
    HolidayKey::ALL
        .into_iter()
        .filter(|&key| key.date(year) >= today)
        .filter(|&key| {
            find(policy, key).is_some_and(|holiday| {
                holiday.confirmed_years.contains(&(year - 1))
                    && !holiday.confirmed_years.contains(&year)
            })
        })
        .collect()
}

/// Hours to begin with when a day is to have its own: those it would have as an ordinary day, else the first of the week.
#[must_use]
pub fn usual_spans(schedule: &Schedule, date: NaiveDate) -> Vec<Span> {
    let weekday = date.weekday().num_days_from_monday() as usize;
    let on = |day: usize| -> Vec<Span> {
        let mut spans: Vec<Span> = schedule
            .weekly
            .iter()
            .filter(|rule| rule.days.iter().any(|other| other.index() == day))
            .map(|rule| Span {
                start: rule.start.clone(),
                duration_minutes: rule.duration_minutes,
                state: rule.state,
            })
            .collect();
        spans.sort();
        spans.dedup();
        spans
    };
    (0..7)
        .map(|step| on((weekday + step) % 7))
        .find(|spans| !spans.is_empty())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::special::day_words;
    use crate::hours::{DatedException, ReasonKind, Weekday, WeeklyRule};
    use crate::text::Language;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn office() -> Schedule {
        Schedule::of_week(vec![WeeklyRule {
            days: Weekday::ALL[..5].to_vec(),
            start: "08:00".into(),
            duration_minutes: 450,
            ..WeeklyRule::default()
        }])
    }

    const TODAY: &str = "2026-11-22";

    fn row(schedule: &Schedule, key: HolidayKey, year: i32) -> HolidayDay {
        table(schedule, date(TODAY))
            .into_iter()
            .find(|day| day.key == key && day.date.year() == year)
            .unwrap()
    }

    #[test]
    fn the_table_begins_today_and_holds_two_whole_years_more() {
        let table = table(&office(), date(TODAY));
        assert_eq!(table.len(), 4 + 17 + 17);
        assert_eq!(table[0].key, HolidayKey::ChristmasEve);
        assert_eq!(table[0].days_left, 32);
        assert!(table.is_sorted_by_key(|day| day.date));
        assert!(table[0].due() && !table[10].due());
    }

    #[test]
    fn what_applies_is_what_the_engine_says() {
        let mut schedule = office();
        let words = |schedule: &Schedule, key, year| {
            let hours = row(schedule, key, year).hours.unwrap();
            (day_words(Language::Nb, &hours), hours.reason.kind)
        };
        assert_eq!(
            words(&schedule, HolidayKey::ChristmasEve, 2026),
            ("08.00–15.30".into(), ReasonKind::Weekly)
        );
        assert_eq!(
            words(&schedule, HolidayKey::ChristmasDay, 2026),
            ("stengt".into(), ReasonKind::Holiday)
        );
        let spans = vec![Span {
            start: "10:00".into(),
            duration_minutes: 120,
            ..Span::default()
        }];
        set_spans(
            &mut schedule.holidays,
            HolidayKey::ChristmasEve,
            spans,
            2026,
            date(TODAY),
        );
        assert_eq!(
            words(&schedule, HolidayKey::ChristmasEve, 2027),
            ("10.00–12.00".into(), ReasonKind::Holiday)
        );
        schedule.exceptions.push(DatedException {
            from: "2026-12-21".into(),
            to: "2026-12-31".into(),
            ..DatedException::default()
        });
        assert_eq!(
            words(&schedule, HolidayKey::ChristmasEve, 2026),
            ("stengt".into(), ReasonKind::Exception)
        );
    }

    #[test]
    fn a_choice_holds_every_year_and_a_confirmation_one() {
        let (key, today) = (HolidayKey::ChristmasEve, date(TODAY));
        let mut schedule = office();
        let policy = &mut schedule.holidays;
        confirm(policy, key, 2025, true);
        confirm(policy, key, 2026, true);
        confirm(policy, key, 2027, true);
        choose(policy, key, HolidayChoice::Closed, Vec::new(), 2027, today);
        assert_eq!(policy.overrides[0].confirmed_years, [2025, 2027]);
        // The same choice again takes nothing back.
        choose(policy, key, HolidayChoice::Closed, Vec::new(), 2026, today);
        assert_eq!(policy.overrides[0].confirmed_years, [2025, 2026, 2027]);
        assert!(row(&schedule, key, 2027).confirmed && !row(&schedule, key, 2028).confirmed);
        assert_eq!(row(&schedule, key, 2028).choice, HolidayChoice::Closed);
    }

    #[test]
    fn a_confirmation_taken_back_leaves_nothing_behind() {
        let mut policy = HolidayPolicy::default();
        confirm(&mut policy, HolidayKey::LabourDay, 2027, true);
        assert_eq!(policy.overrides[0].choice, HolidayChoice::Policy);
        confirm(&mut policy, HolidayKey::LabourDay, 2027, false);
        assert!(policy.overrides.is_empty());
        confirm(&mut policy, HolidayKey::LabourDay, 2027, false);
        assert_eq!(policy, HolidayPolicy::default());
    }

    #[test]
    fn another_rule_takes_back_what_it_decides_otherwise() {
        let mut policy = HolidayPolicy::default();
        let closed = HolidayChoice::Closed;
        for key in [HolidayKey::LabourDay, HolidayKey::ChristmasEve] {
            confirm(&mut policy, key, 2027, true);
        }
        choose(
            &mut policy,
            HolidayKey::GoodFriday,
            closed,
            Vec::new(),
            2027,
            date(TODAY),
        );
        set_rule(&mut policy, HolidayRule::AsSunday, date(TODAY));
        let left: Vec<_> = policy.overrides.iter().map(|holiday| holiday.key).collect();
        assert_eq!(left, [HolidayKey::ChristmasEve, HolidayKey::GoodFriday]);
        assert_eq!(policy.rule, HolidayRule::AsSunday);
    }

    #[test]
    fn of_two_choices_for_one_day_the_one_that_counts_is_kept() {
        let of = |key, choice| HolidayOverride {
            key,
            choice,
            ..HolidayOverride::default()
        };
        let mut policy = HolidayPolicy {
            overrides: vec![
                of(HolidayKey::LabourDay, HolidayChoice::Normal),
                of(HolidayKey::WhitEve, HolidayChoice::Closed),
                of(HolidayKey::LabourDay, HolidayChoice::Closed),
            ],
            ..HolidayPolicy::default()
        };
        confirm(&mut policy, HolidayKey::LabourDay, 2027, true);
        assert_eq!(policy.overrides.len(), 2);
        assert_eq!(policy.overrides[0].choice, HolidayChoice::Normal);
        assert_eq!(policy.overrides[0].confirmed_years, [2027]);
    }

    #[test]
    fn one_date_two_days() {
        let day = row(&office(), HolidayKey::WhitMonday, 2027);
        assert_eq!(day.twin, Some(HolidayKey::ConstitutionDay));
        assert_eq!(row(&office(), HolidayKey::WhitMonday, 2028).twin, None);
    }

    #[test]
    fn confirmed_last_year_is_what_may_be_confirmed_again() {
        let mut policy = HolidayPolicy::default();
        for key in [HolidayKey::ChristmasEve, HolidayKey::LabourDay] {
            confirm(&mut policy, key, 2026, true);
        }
        confirm(&mut policy, HolidayKey::LabourDay, 2027, true);
        let today = date(TODAY);
        assert_eq!(
            confirmed_last_year(&policy, 2027, today),
            [HolidayKey::ChristmasEve]
        );
        assert!(confirmed_last_year(&policy, 2026, today).is_empty());
    }

    #[test]
    fn own_hours_begin_as_the_usual_ones() {
        let thursday = usual_spans(&office(), date("2026-12-24"));
        assert_eq!(
            (thursday[0].start.as_str(), thursday[0].duration_minutes),
            ("08:00", 450)
        );
        assert_eq!(
            usual_spans(&office(), date("2026-12-26")).len(),
            1,
            "a Saturday borrows Monday's"
        );
        assert!(usual_spans(&Schedule::default(), date("2026-12-24")).is_empty());
    }
}
