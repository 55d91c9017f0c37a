//! The table of phrases: what people write, in three languages, and what it must come to.

use super::*;
use crate::hours::schedule::{HolidayRule, Schedule};

struct Phrase {
    text: String,
    amends: bool,
    words: String,
    told: Vec<String>,
}

fn phrases() -> Vec<Phrase> {
    let mut all: Vec<Phrase> = Vec::new();
    for line in include_str!("phrases.txt").lines() {
        let written = |text: &str| text.replace("\\n", "\n");
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match (
            line.strip_prefix("  = "),
            line.strip_prefix("  ? "),
            all.last_mut(),
        ) {
            (Some(words), _, Some(phrase)) => phrase.words = words.to_owned(),
            (_, Some(told), Some(phrase)) => phrase.told.push(written(told)),
            _ => all.push(Phrase {
                text: written(line.strip_prefix("+ ").unwrap_or(line)),
                amends: line.starts_with("+ "),
                words: String::new(),
                told: Vec::new(),
            }),
        }
    }
    all
}

fn standing() -> Schedule {
    let mut standing = parse_text("mandag-fredag 8-16").schedule;
    standing.holidays.rule = HolidayRule::Normal;
    standing
}

#[test]
fn every_phrase_comes_to_what_the_table_says() {
    let phrases = phrases();
    assert!(phrases.len() > 300, "{}", phrases.len());
    let mut wrong = Vec::new();
    for Phrase {
        text,
        amends,
        words,
        told,
    } in phrases
    {
        assert!(
            !words.is_empty() || !told.is_empty(),
            "{text}: the table says nothing"
        );
        let standing = if amends {
            standing()
        } else {
            Schedule::default()
        };
        let parsed = amend(&text, &standing);
        let read = if parsed.understood.is_empty() {
            assert_eq!(parsed.schedule, standing, "{text}");
            String::new()
        } else {
            parsed.words(Language::Nb)
        };
        if (&read, &parsed.not_understood) != (&words, &told) {
            wrong.push(format!(
                "{text}\n  = {read}\n  ? {:?}",
                parsed.not_understood
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every word of a phrase is in a part that was understood or in one that was not, in the order it was typed.
#[test]
fn no_word_is_lost() {
    for Phrase { text, .. } in phrases() {
        let parsed = parse_text(&text);
        let words = |text: &str| -> Vec<String> {
            let known = |word: &&str| !matches!(*word, "" | "og" | "and" | "men" | "but");
            text.split(|c: char| !c.is_alphanumeric())
                .filter(known)
                .map(str::to_owned)
                .collect()
        };
        let mut said: Vec<String> = parsed
            .understood
            .iter()
            .chain(&parsed.not_understood)
            .flat_map(|part| words(part))
            .collect();
        let mut typed = words(&text);
        said.sort();
        typed.sort();
        assert_eq!(said, typed, "{text}");
    }
}

#[test]
fn holidays_are_said_only_where_they_are_named() {
    for (text, rule) in [
        ("hverdager 8-16", None),
        (
            "hverdager 8-16, helligdager stengt",
            Some(HolidayRule::Closed),
        ),
        (
            "hverdager 8-16. Closed on public holidays.",
            Some(HolidayRule::Closed),
        ),
        ("helligdager som vanlig", Some(HolidayRule::Normal)),
        ("søndag og helligdager 12-16", Some(HolidayRule::AsSunday)),
        ("hverdager 8-16, julaften stengt", None),
    ] {
        let parsed = amend(text, &standing());
        assert_eq!(parsed.said.holidays, rule, "{text}");
        let now = parsed.schedule.holidays.rule;
        assert_eq!(now, rule.unwrap_or(HolidayRule::Normal), "{text}");
    }
}

#[test]
fn a_season_has_neither_a_mode_nor_holidays() {
    let week = standing().weekly;
    let more = amend_week("lørdag 10-14, julaften stengt, helligdager stengt", &week);
    assert_eq!(more.understood, ["lørdag 10-14"]);
    assert_eq!(
        more.not_understood,
        ["julaften stengt", "helligdager stengt"]
    );
    assert_eq!(more.schedule.weekly.len(), 2);
    let always = amend_week("døgnåpent", &week).schedule;
    assert_eq!((always.mode, always.weekly.len()), (Mode::Scheduled, 1));
    assert_eq!(amend_week("kun etter avtale", &week).schedule.weekly, week);
}

/// Notes, conditions and hours that cannot be read stay with the days nobody named.
#[test]
fn what_is_not_named_stays_as_it_is() {
    let mut standing =
        parse_text("mandag 8-16, tirsdag i oddetallsuker 10-12, onsdag 9-10").schedule;
    for rule in &mut standing.weekly {
        rule.note.set(Language::Nb, Some("ring på".to_owned()));
    }
    standing.weekly[2].start = "halv ni".to_owned();
    let kept = standing.weekly.clone();
    let after = amend("mandag stengt, fredag 8-16", &standing);
    assert_eq!(after.not_understood, Vec::<String>::new());
    for rule in &kept[1..] {
        assert!(after.schedule.weekly.contains(rule), "{rule:?}");
    }
    assert_eq!(after.schedule.weekly.len(), kept.len());
    // An end that is moved leaves the note.
    let longer = amend("onsdag til 12", &standing).schedule;
    assert!(
        longer
            .weekly
            .iter()
            .any(|rule| rule.duration_minutes == 180
                && rule.note.get(Language::Nb) == Some("ring på"))
    );
    // Hours that cannot be read have no end to move.
    assert_eq!(
        amend("tirsdag til 18", &standing).not_understood,
        ["tirsdag til 18"]
    );
}

#[test]
fn a_long_text_is_cut_and_the_rest_told_whole() {
    let rest = "å".repeat(500);
    let text = format!("man 8-16, {}{rest}", ", ".repeat(995));
    let parsed = parse_text(&text);
    assert_eq!(parsed.not_understood, [rest]);
    assert_eq!(parsed.understood, ["man 8-16"]);
}
