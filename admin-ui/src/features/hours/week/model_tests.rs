use veiviser_schema::hours::WeekParity;
use veiviser_schema::text::LocalizedText;

use super::*;

fn rule(days: &[Weekday], start: &str, duration_minutes: i32) -> WeeklyRule {
    WeeklyRule {
        days: days.to_vec(),
        start: start.to_owned(),
        duration_minutes,
        ..WeeklyRule::default()
    }
}

fn times(week: &Week, day: usize) -> Vec<(&str, &str)> {
    week.days[day]
        .iter()
        .map(|line| (&*line.typed.start, &*line.typed.end))
        .collect()
}

/// Every day of every rule by itself: what the rules say, however they are grouped.
fn said(rules: &[WeeklyRule]) -> Vec<WeeklyRule> {
    let mut all: Vec<WeeklyRule> = rules
        .iter()
        .flat_map(|rule| {
            let alone = |day: &Weekday| WeeklyRule {
                days: vec![*day],
                ..rule.clone()
            };
            if rule.days.is_empty() {
                vec![rule.clone()]
            } else {
                rule.days.iter().map(alone).collect()
            }
        })
        .collect();
    all.sort();
    all
}

#[test]
fn the_legevakt_survives_being_shown() {
    let rules = vec![
        rule(&Weekday::ALL[..5], "15:30", 990),
        rule(&Weekday::ALL[5..], "08:00", 1440),
        WeeklyRule {
            weeks: WeekParity::Odd,
            ..rule(&Weekday::ALL[..1], "10:00", 60)
        },
    ];
    let week = Week::of(&rules);
    assert_eq!(times(&week, 0), [("15.30", "08.00"), ("10.00", "11.00")]);
    assert!(week.days[0][0].typed.overnight());
    assert_eq!(times(&week, 6), [("08.00", "08.00")]);
    assert!(week.days[6][0].typed.is_round_the_clock());
    assert_eq!(said(&week.rules()), said(&rules));
}

#[test]
fn open_and_by_appointment_on_one_day_are_kept_apart() {
    let rules = vec![
        rule(&Weekday::ALL[..1], "09:00", 180),
        WeeklyRule {
            state: RuleState::Appointment,
            ..rule(&Weekday::ALL[..1], "12:00", 180)
        },
    ];
    let week = Week::of(&rules);
    assert_eq!(week.state(0), DayState::Open);
    assert_eq!(said(&week.rules()), said(&rules));
}

#[test]
fn a_closed_day_opens_with_what_it_had() {
    let mut week = Week::default();
    week.set_state(1, DayState::Open);
    assert_eq!(times(&week, 1), [("08.00", "15.30")]);
    week.days[1][0].typed = Typed::read("9", "12");
    week.set_state(3, DayState::Appointment);
    assert_eq!(times(&week, 3), [("09.00", "12.00")]);
    assert_eq!(week.state(3), DayState::Appointment);
    week.days[1][0].typed = Typed::read("10", "12");
    week.set_state(1, DayState::Closed);
    assert_eq!(week.rules().len(), 1);
    week.set_state(1, DayState::Appointment);
    assert_eq!(times(&week, 1), [("10.00", "12.00")]);
    assert_eq!(week.state(1), DayState::Appointment);
}

#[test]
fn a_break_cuts_the_day_in_two() {
    let mut week = Week::default();
    week.office(480, 930);
    assert_eq!(week.add_line(0), 1);
    assert_eq!(times(&week, 0), [("08.00", "11.30"), ("12.30", "15.30")]);
    week.add_line(0);
    assert!(week.days[0][2].typed.is_blank());
    week.remove_line(0, 2);
    week.remove_line(0, 1);
    week.remove_line(0, 0);
    assert_eq!(week.state(0), DayState::Closed);
}

#[test]
fn enter_goes_down_the_column_past_closed_days_and_then_down_the_other() {
    let mut week = Week::default();
    week.office(480, 930);
    week.set_state(2, DayState::Closed);
    week.add_line(0);
    assert_eq!(week.after((0, 1, Edge::Start)), Some((1, 0, Edge::Start)));
    assert_eq!(week.after((1, 0, Edge::Start)), Some((3, 0, Edge::Start)));
    assert_eq!(week.after((4, 0, Edge::Start)), Some((0, 0, Edge::End)));
    assert_eq!(week.after((4, 0, Edge::End)), None);
}

#[test]
fn problems_of_a_rule_are_found_at_every_line_it_makes() {
    let rules = vec![
        rule(&Weekday::ALL[1..3], "08:00", 60),
        rule(&Weekday::ALL[..2], "08:00", 60),
        rule(&[], "08:00", 60),
        rule(&Weekday::ALL[..1], "07:00", 30),
    ];
    let week = Week::of(&rules);
    let places = week.places(&rules);
    let rules_of = |day: usize| -> Vec<Option<usize>> {
        let rule = |spot: &Option<Spot>| spot.map(|spot| spot.rule);
        places[day].iter().map(rule).collect()
    };
    assert_eq!(rules_of(0), [Some(3), Some(1)]);
    // The same hours twice on a Tuesday are two rules, and each is told its own.
    assert_eq!(rules_of(1), [Some(0), Some(1)]);
    assert_eq!(rules_of(2), [Some(0)]);
    // Tuesday is where they overlap: problems lead there, and are not told on the other days.
    let spot = |rule, leads, elsewhere| {
        Some(Spot {
            rule,
            leads,
            elsewhere,
        })
    };
    assert_eq!(places[1], [spot(0, true, false), spot(1, true, false)]);
    assert_eq!(places[0], [spot(3, true, false), spot(1, false, true)]);
    assert_eq!(
        place("seasons[1].rules", &places, 2, 0),
        Some(Place {
            path: "seasons[1].rules[0]".to_owned(),
            leads: false,
            elsewhere: true
        })
    );
    assert_eq!(place("weekly", &places, 6, 0), None);
}

#[test]
fn overlaps_are_told_on_the_days_that_have_them() {
    let mut week = Week::default();
    week.office(480, 930);
    week.days[2].push(hours(900, 1080));
    assert!(week.overlaps(2, 0) && week.overlaps(2, 1) && !week.overlaps(1, 0));
    week.days[5].push(hours(1320, 600));
    week.days[6].push(hours(540, 720));
    assert!(week.overlaps(6, 0) && !week.overlaps(5, 0));
}

#[test]
fn a_rule_without_days_waits_for_them() {
    let mut week = Week::of(&[rule(&[], "08:00", 60)]);
    assert_eq!(week.dayless.len(), 1);
    week.place_dayless(0, &[]);
    assert_eq!(week.dayless.len(), 1);
    week.place_dayless(0, &[4, 6]);
    assert_eq!(
        week.rules(),
        [rule(&[Weekday::Friday, Weekday::Sunday], "08:00", 60)]
    );
}

mod round_trip {
    use proptest::prelude::*;

    use super::*;

    fn any_rule() -> impl Strategy<Value = WeeklyRule> {
        let days = proptest::sample::subsequence(Weekday::ALL.to_vec(), 0..=7);
        let start = prop_oneof![
            (0..24_u32, 0..60_u32).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}")),
            Just("08:00".to_owned()),
            "[a-z0-9.: –]{0,8}",
        ];
        let minutes = prop_oneof![1..=1440_i32, Just(60), Just(0), Just(1440), any::<i32>()];
        let weeks = prop_oneof![
            Just(WeekParity::Every),
            Just(WeekParity::Odd),
            Just(WeekParity::Even)
        ];
        let nth = proptest::collection::vec(-2..7_i32, 0..3);
        let note = prop_oneof![
            Just(LocalizedText::default()),
            "[a-z ]{0,6}".prop_map(|text| LocalizedText {
                nb: Some(text),
                ..LocalizedText::default()
            })
        ];
        let state = prop_oneof![Just(RuleState::Open), Just(RuleState::Appointment)];
        (days, start, minutes, state, weeks, nth, note).prop_map(
            |(days, start, duration_minutes, state, weeks, nth, note)| WeeklyRule {
                days,
                start,
                duration_minutes,
                state,
                weeks,
                nth,
                note,
            },
        )
    }

    fn readable(rule: &WeeklyRule) -> bool {
        rule.start.len() == 5
            && rule.start.as_bytes()[2] == b':'
            && minutes(&rule.start).is_some_and(|at| at < 1440)
    }

    proptest! {
        /// What can be read is said again just as it was, in other groups perhaps.
        #[test]
        fn readable_rules_are_kept_to_the_letter(rules in proptest::collection::vec(any_rule(), 0..8)) {
            let rules: Vec<_> = rules.into_iter().filter(readable).collect();
            prop_assert_eq!(said(&Week::of(&rules).rules()), said(&rules));
        }

        /// Whatever the document held: once it was written from rows, the rows come back the same, and so do the rules.
        #[test]
        fn rows_written_are_the_rows_read(rules in proptest::collection::vec(any_rule(), 0..8)) {
            let written = Week::of(&rules).rules();
            let week = Week::of(&written);
            prop_assert_eq!(week.rules(), written);
        }

        /// Every line of every row leads to one rule, and every rule with days is led to by exactly one line.
        #[test]
        fn every_rule_has_one_line_that_leads_to_it(rules in proptest::collection::vec(any_rule(), 0..8)) {
            let week = Week::of(&rules);
            let places = week.places(&rules);
            let mut leads: Vec<usize> = places
                .iter()
                .flatten()
                .map(|spot| spot.expect("every line came from a rule"))
                .filter_map(|spot| spot.leads.then_some(spot.rule))
                .collect();
            leads.sort_unstable();
            let with_days: Vec<usize> =
                (0..rules.len()).filter(|rule| !rules[*rule].days.is_empty()).collect();
            prop_assert_eq!(leads, with_days);
        }
    }
}
