//! What a typed or pasted sentence comes to in a week. Plain data: no signals here.

use veiviser_schema::hours::{
    HolidayRule, Mode, Parsed, Schedule, Weekday, WeeklyRule, parse_text,
};

/// What a text comes to in this week.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// What was understood.
    pub schedule: Option<Schedule>,
    /// What was not, word for word.
    pub strange: Vec<String>,
}

impl Reading {
    /// `base`: the base week takes the mode and holidays too; a season has neither.
    #[must_use]
    pub fn of(text: &str, base: bool) -> Self {
        let Parsed {
            mut schedule,
            understood,
            not_understood: mut strange,
        } = parse_text(text);
        if !base {
            // Holidays are the whole year's, and are told as not for here.
            let about_holidays = |part: &&String| {
                let alone = parse_text(part).schedule;
                alone.mode == Mode::Scheduled && alone.weekly.is_empty()
            };
            if !schedule.weekly.is_empty() {
                strange.extend(understood.iter().filter(about_holidays).cloned());
            }
            schedule = match schedule.mode {
                Mode::Always => Schedule::of_week(vec![WeeklyRule {
                    days: Weekday::ALL.to_vec(),
                    start: "00:00".to_owned(),
                    duration_minutes: 1440,
                    ..WeeklyRule::default()
                }]),
                _ => Schedule::of_week(schedule.weekly),
            };
        }
        let some = !understood.is_empty()
            && (base || !schedule.weekly.is_empty())
            && schedule.mode != Mode::NotStated;
        if !some {
            // Understood, but of no use here.
            strange.splice(0..0, understood);
        }
        Self {
            schedule: some.then_some(schedule),
            strange,
        }
    }
}

/// Takes what was read into a schedule that is being edited. Holidays that were not mentioned stay as they are.
pub fn take_holidays(into: &mut Schedule, read: &Schedule) {
    if read.holidays.rule != HolidayRule::default() {
        into.holidays.rule = read.holidays.rule;
    }
    for holiday in &read.holidays.overrides {
        into.holidays
            .overrides
            .retain(|known| known.key != holiday.key);
        into.holidays.overrides.push(holiday.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::hours::{HolidayChoice, HolidayKey};

    #[test]
    fn a_week_is_read_and_what_was_strange_is_told() {
        let reading = Reading::of("hverdager 8–15.30, tors til 18, ring først", true);
        assert_eq!(reading.schedule.expect("a week").weekly.len(), 2);
        assert_eq!(reading.strange, ["ring først"]);
        let nothing = Reading::of("ring oss", true);
        assert_eq!((nothing.schedule, nothing.strange.len()), (None, 1));
    }

    #[test]
    fn a_season_takes_neither_mode_nor_holidays() {
        let always = Reading::of("døgnåpent", false).schedule.expect("a week");
        assert_eq!(
            (always.weekly.len(), always.weekly[0].duration_minutes),
            (1, 1440)
        );
        assert!(Reading::of("kun etter avtale", false).schedule.is_none());
        let holidays = Reading::of("julaften stengt", false);
        assert!(holidays.schedule.is_none() && !holidays.strange.is_empty());
        let both = Reading::of("hverdager 8-15, julaften stengt", false);
        assert_eq!(both.strange, ["julaften stengt"]);
        assert_eq!(
            both.schedule.map(|week| week.holidays.overrides),
            Some(Vec::new())
        );
    }

    #[test]
    fn holidays_in_a_sentence_are_taken_and_others_stay() {
        let read = Reading::of("julaften 10-12, helligdager som søndag", true)
            .schedule
            .expect("holidays");
        let mut schedule = Schedule {
            mode: Mode::Scheduled,
            ..Reading::of("julaften stengt, nyttårsaften stengt", true)
                .schedule
                .expect("holidays")
        };
        take_holidays(&mut schedule, &read);
        assert_eq!(schedule.holidays.rule, HolidayRule::AsSunday);
        let choice = |key| {
            let found = schedule
                .holidays
                .overrides
                .iter()
                .find(|one| one.key == key);
            found.map(|one| one.choice)
        };
        assert_eq!(choice(HolidayKey::ChristmasEve), Some(HolidayChoice::Hours));
        assert_eq!(choice(HolidayKey::NewYearsEve), Some(HolidayChoice::Closed));
    }
}
