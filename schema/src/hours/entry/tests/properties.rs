//! What holds of any text, and of any week.

use proptest::prelude::*;

use super::*;
use crate::hours::entry::week::Week;
use crate::hours::schedule::{HolidayRule, RuleState, Schedule, WeekParity, Weekday, WeeklyRule};

const WORDS: [&str; 52] = [
    "man",
    "fre",
    "søn",
    "-",
    "–",
    "til",
    "8",
    "15.30",
    "24",
    "0",
    "2400",
    "og",
    ",",
    "stengt",
    "døgnåpent",
    "fra",
    "hverdager",
    "etter avtale",
    "julaften",
    "helligdager",
    "som",
    "søndag",
    "siste",
    "første",
    "i måneden",
    "partallsuker",
    "også",
    ";",
    "24/7",
    "kl.",
    "on",
    "to",
    "hver",
    "alle dager",
    "unntatt",
    "ellers",
    "kun",
    "men",
    "\n",
    "8-16",
    "10–14",
    "drop-in",
    "annenhver",
    "(",
    ")",
    "neste",
    "mellom",
    "1.",
    "helg",
    "oddetallsuker",
    "17. mai",
    "ring",
];

fn text() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..14);
    words.prop_map(|words| words.join(" "))
}

/// A week as people keep one: the same hours on some days, perhaps others in odd weeks or on the first of the month.
fn week() -> impl Strategy<Value = Vec<WeeklyRule>> {
    let spans = prop::sample::select(vec![
        vec![],
        vec![("08:00", 450, RuleState::Open)],
        vec![
            ("08:00", 240, RuleState::Open),
            ("12:30", 180, RuleState::Open),
        ],
        vec![("15:30", 990, RuleState::Open)],
        vec![("00:00", 1440, RuleState::Open)],
        vec![("10:00", 1440, RuleState::Open)],
        vec![("17:00", 120, RuleState::Appointment)],
    ]);
    let condition = prop::sample::select(vec![
        (WeekParity::Every, vec![]),
        (WeekParity::Every, vec![]),
        (WeekParity::Odd, vec![]),
        (WeekParity::Even, vec![]),
        (WeekParity::Every, vec![1, 3]),
        (WeekParity::Every, vec![2]),
        (WeekParity::Every, vec![-1]),
    ]);
    prop::collection::vec((spans, condition), 7).prop_map(|days| {
        let mut rules = Vec::new();
        for (day, (spans, (weeks, nth))) in days.into_iter().enumerate() {
            rules.extend(
                spans
                    .into_iter()
                    .map(|(start, duration_minutes, state)| WeeklyRule {
                        days: vec![Weekday::from_index(day)],
                        start: start.to_owned(),
                        duration_minutes,
                        state,
                        weeks,
                        nth: nth.clone(),
                        ..WeeklyRule::default()
                    }),
            );
        }
        Week::of(&rules).rules()
    })
}

proptest! {
    #[test]
    fn any_text_is_read_without_harm(text in "\\PC{0,200}") {
        let _ = parse_text(&text);
    }

    #[test]
    fn near_text_gives_schedules_that_compile(text in text()) {
        let parsed = parse_text(&text);
        // "8–8" is understood and asked about; nothing else may be wrong.
        let wrong = crate::hours::compile(&parsed.schedule).err().unwrap_or_default();
        prop_assert!(wrong.iter().all(|problem| problem.code == ProblemCode::StartEqualsEnd), "{text}: {wrong:?}");
        let _ = time(&text);
    }

    #[test]
    fn every_part_was_typed(text in text()) {
        let parsed = parse_text(&text);
        for part in parsed.understood.iter().chain(&parsed.not_understood) {
            prop_assert!(text.contains(part.as_str()) && !part.trim().is_empty(), "{text}: {parsed:?}");
        }
        prop_assert_eq!(parsed.understood.is_empty(), parsed.schedule.mode == Mode::NotStated, "{}", text);
    }

    /// What is not understood changes nothing, and what is understood changes only the days and holidays it speaks of.
    #[test]
    fn a_sentence_changes_what_it_speaks_of(text in text(), rules in week()) {
        let mut standing = Schedule::of_week(rules);
        standing.holidays.rule = HolidayRule::Normal;
        let parsed = amend(&text, &standing);
        if parsed.understood.is_empty() {
            prop_assert_eq!(&parsed.schedule, &standing, "{}", text);
        }
        if parsed.schedule.mode == Mode::Scheduled {
            if !parsed.said.week {
                prop_assert_eq!(&parsed.schedule.weekly, &standing.weekly, "{}", text);
            }
            let expected = parsed.said.holidays.unwrap_or(HolidayRule::Normal);
            prop_assert_eq!(parsed.schedule.holidays.rule, expected, "{}", text);
        }
        for part in parsed.understood.iter().chain(&parsed.not_understood) {
            prop_assert!(text.contains(part.as_str()), "{text}: {parsed:?}");
        }
    }

    /// The sentences the product writes are understood, and come to the week they were written of.
    #[test]
    fn our_own_sentences_are_read_back(rules in week(), rule in prop::sample::select(vec![HolidayRule::Closed, HolidayRule::Normal, HolidayRule::AsSunday])) {
        prop_assume!(!rules.is_empty());
        // "Første mandag–fredag i måneden" may be a week: whoever writes that is told.
        prop_assume!(rules.iter().all(|rule| rule.nth.is_empty() || rule.days.len() < 3));
        let mut schedule = Schedule::of_week(rules);
        schedule.holidays.rule = rule;
        for language in Language::ALL {
            let told = regular_hours(&schedule, language);
            let parsed = parse_text(&told);
            prop_assert_eq!(&parsed.not_understood, &Vec::<String>::new(), "{}", told);
            prop_assert_eq!(parsed.schedule.holidays.rule, rule, "{}", told);
            prop_assert_eq!(regular_hours(&parsed.schedule, language), told);
        }
    }
}
