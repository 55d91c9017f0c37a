//! What a typed or pasted sentence comes to in a week. Plain data: no signals here.

use veiviser_schema::hours::{Parsed, Schedule, entry};

/// How much of a part is repeated when it is told.
const MOST: usize = 100;

/// What a text comes to in these hours.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// What was understood, and the hours as they become by it.
    pub taken: Option<Parsed>,
    /// What was not, word for word.
    pub strange: Vec<String>,
}

impl Reading {
    /// `base`: the base week takes the mode and holidays too; a season has neither, and `now` is its week alone.
    #[must_use]
    pub fn of(text: &str, now: &Schedule, base: bool) -> Self {
        if text.trim().is_empty() {
            return Self::default();
        }
        let parsed = if base {
            entry::amend(text, now)
        } else {
            entry::amend_week(text, &now.weekly)
        };
        Self {
            strange: parsed.not_understood.clone(),
            taken: (!parsed.understood.is_empty()).then_some(parsed),
        }
    }

    /// What stays in the field when the rest is taken in.
    #[must_use]
    pub fn left(&self) -> String {
        self.strange.join(", ")
    }

    /// What was not understood, as it is told.
    #[must_use]
    pub fn told(&self) -> Option<String> {
        let part = |part: &String| {
            let mut shown: String = part.chars().take(MOST).collect();
            if shown.len() < part.len() {
                shown.push('…');
            }
            format!("«{shown}»")
        };
        let parts: Vec<String> = self.strange.iter().map(part).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::hours::{HolidayRule, Mode};
    use veiviser_schema::text::Language;

    fn scheduled() -> Schedule {
        Schedule::of_week(Vec::new())
    }

    fn after(text: &str, now: &Schedule) -> Schedule {
        let reading = Reading::of(text, now, true);
        assert_eq!(reading.strange, Vec::<String>::new(), "{text}");
        reading.taken.expect("understood").schedule
    }

    #[test]
    fn a_week_is_read_and_what_was_strange_stays_word_for_word() {
        let reading = Reading::of(
            "hverdager 8–15.30, tors til 18, ring først",
            &scheduled(),
            true,
        );
        assert_eq!(reading.left(), "ring først");
        assert_eq!(reading.told().as_deref(), Some("«ring først»"));
        assert_eq!(reading.taken.expect("a week").schedule.weekly.len(), 2);
        let nothing = Reading::of("ring oss", &scheduled(), true);
        assert_eq!((nothing.taken.is_none(), nothing.strange.len()), (true, 1));
        assert_eq!(Reading::of("  ", &scheduled(), true), Reading::default());
    }

    #[test]
    fn days_that_are_not_named_stay() {
        let week = after("man-fre 8-16", &scheduled());
        let more = after("lørdag 10-14", &week);
        assert_eq!(more.weekly.len(), 2);
        assert_eq!(after("bare lørdag 10-14", &week).weekly.len(), 1);
        let longer = Reading::of("tors til 18", &week, true)
            .taken
            .expect("understood");
        assert_eq!(
            longer.words(Language::Nb),
            "Mandag–onsdag og fredag 08.00–16.00. Torsdag 08.00–18.00. Lørdag og søndag stengt."
        );
    }

    #[test]
    fn a_season_takes_neither_mode_nor_holidays() {
        let season = |text: &str| Reading::of(text, &scheduled(), false);
        let always = season("døgnåpent").taken.expect("a week").schedule;
        assert_eq!(
            (always.weekly.len(), always.weekly[0].duration_minutes),
            (1, 1440)
        );
        assert!(season("kun etter avtale").taken.is_none());
        assert_eq!(season("julaften stengt").left(), "julaften stengt");
        let both = season("hverdager 8-15, julaften stengt");
        assert_eq!(both.left(), "julaften stengt");
        let week = both.taken.expect("a week").schedule;
        assert!(week.holidays.overrides.is_empty() && week.weekly.len() == 1);
    }

    #[test]
    fn holidays_change_when_they_are_named_and_only_then() {
        let mut usual = after("hverdager 8-16", &scheduled());
        usual.holidays.rule = HolidayRule::Normal;
        assert_eq!(
            after("hverdager 9-14", &usual).holidays.rule,
            HolidayRule::Normal
        );
        assert_eq!(
            after("hverdager 9-14, helligdager stengt", &usual)
                .holidays
                .rule,
            HolidayRule::Closed
        );
        let words = |text: &str| {
            let taken = Reading::of(text, &usual, true).taken.expect("understood");
            taken.words(Language::Nb)
        };
        assert!(!words("hverdager 9-14").contains("Helligdager"));
        assert_eq!(words("helligdager stengt"), "Helligdager: stengt.");
        let eves = after("julaften stengt, nyttårsaften stengt", &usual);
        let changed = after("julaften 10-12", &eves);
        assert_eq!(changed.holidays.overrides.len(), 2);
        assert_eq!(changed.mode, Mode::Scheduled);
    }
}
