//! Service types say what is known, in known words, and rest on what the law says.

use std::collections::{BTreeMap, BTreeSet};

use super::{assert_one_of, assert_unique};
use crate::facts::{ServiceType, legal_bases, service_types};

#[test]
fn service_types_use_known_words() {
    let types = service_types();
    assert_eq!(types.len(), 96);
    assert_unique("slug", types.iter().map(|t| &t.slug));
    for t in &types {
        let slug = &t.slug;
        assert!(
            slug.chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
            "{slug}"
        );
        for name in [&t.name_nb, &t.name_nn, &t.name_en] {
            assert!(!name.trim().is_empty(), "{slug}: a name is missing");
        }
        assert!(
            !t.levels.is_empty() && !t.topics.is_empty(),
            "{slug}: level or topic is missing"
        );
        for level in &t.levels {
            assert_one_of(
                slug,
                level,
                &[
                    "MUNICIPAL",
                    "INTER_MUNICIPAL",
                    "COUNTY",
                    "HEALTH_TRUST",
                    "REGIONAL_HEALTH_TRUST",
                    "REGIONAL",
                    "STATE",
                    "VOLUNTARY",
                    "PRIVATE",
                    "VARIOUS",
                ],
            );
        }
        for topic in &t.topics {
            assert_one_of(
                slug,
                topic,
                &[
                    "MENTAL_HEALTH",
                    "ADDICTION",
                    "VIOLENCE",
                    "CRISIS",
                    "FAMILY",
                    "REHABILITATION",
                    "HOUSING_AND_WORK",
                    "RIGHTS",
                ],
            );
        }
        let kinds = ["SERVICE", "DUTY", "ACTOR", "AUTHORITY", "GUIDANCE"];
        assert_one_of(slug, &t.kind, &kinds);
        assert_one_of(slug, &t.statutory, &["YES", "NO", "UNKNOWN"]);
        assert_one_of(slug, &t.cost, &["FREE", "EGENANDEL", "VARIES", "UNKNOWN"]);
        let referral = ["REQUIRED", "NOT_REQUIRED", "OFTEN_NOT_REQUIRED", "UNKNOWN"];
        assert_one_of(slug, &t.referral, &referral);
        assert_one_of(slug, &t.anonymous, &["YES", "NO", "PARTIAL", "UNKNOWN"]);
        let notes = [
            &t.anonymous_note_nb,
            &t.anonymous_note_nn,
            &t.anonymous_note_en,
        ];
        assert!(
            notes.iter().all(|n| n.is_some()) || notes.iter().all(|n| n.is_none()),
            "{slug}: a note in one language only"
        );
    }
}

#[test]
fn the_unknown_stays_unknown() {
    let types = service_types();
    let count =
        |f: &dyn Fn(&ServiceType) -> &str, v: &str| types.iter().filter(|t| f(t) == v).count();
    assert_eq!(count(&|t| &t.statutory, "UNKNOWN"), 10);
    assert_eq!(count(&|t| &t.cost, "UNKNOWN"), 87);
    assert_eq!(count(&|t| &t.referral, "UNKNOWN"), 84);
    assert_eq!(count(&|t| &t.anonymous, "NO"), 0);
    assert_eq!(types.iter().filter(|t| t.law_verified).count(), 20);
}

#[test]
fn crisis_types_and_the_national_call() {
    let types = service_types();
    let crisis: BTreeSet<_> = types
        .iter()
        .filter(|t| t.crisis)
        .map(|t| t.slug.as_str())
        .collect();
    let expected = [
        "barnevernvakt",
        "krisehjelp-selvmordstanker",
        "krisesenter",
        "krisesenter-telefon",
        "legevakt",
        "psykososialt-kriseteam",
    ];
    assert_eq!(crisis, expected.into());
    let called: Vec<_> = types.iter().filter(|t| t.national_call).collect();
    assert_eq!(called.len(), 1);
    assert_eq!(called[0].slug, "krisehjelp-selvmordstanker");
    assert_eq!(called[0].statutory, "NO", "called for, not demanded by law");
}

/// Where a wrong "closed" could cost a life, hours wait for somebody to read them; everywhere else a late "closed" is the worse one.
#[test]
fn hours_of_acute_help_wait_and_all_others_are_published_first() {
    for t in service_types() {
        let acute = t.crisis || (t.kind == "SERVICE" && t.topics.iter().any(|it| it == "CRISIS"));
        assert_eq!(t.publishes_hours_first, !acute, "{}", t.slug);
    }
    let waiting = service_types()
        .iter()
        .filter(|t| !t.publishes_hours_first)
        .count();
    assert_eq!(waiting, 10);
}

#[test]
fn legal_bases_fit_their_types() {
    let types: BTreeMap<_, _> = service_types()
        .into_iter()
        .map(|t| (t.slug.clone(), t))
        .collect();
    let bases = legal_bases();
    assert_unique(
        "legal basis",
        bases.iter().map(|b| (&b.slug, &b.law, &b.paragraph)),
    );
    for b in &bases {
        let owner = types
            .get(&b.slug)
            .unwrap_or_else(|| panic!("{} is no type", b.slug));
        assert!(!b.law.is_empty() && !b.law.contains('§'), "{b:?}");
        if let Some(paragraph) = &b.paragraph {
            assert!(
                paragraph.starts_with("§ ") || paragraph.starts_with("kap. "),
                "{b:?}"
            );
        }
        assert_one_of(&b.slug, &b.role, &["BASIS", "RELATED"]);
        assert_eq!(b.verified, owner.law_verified, "{b:?}");
        if b.role == "BASIS" {
            assert_ne!(owner.statutory, "NO", "{b:?}: no statute demands this type");
        }
    }
    for t in types.values().filter(|t| t.law_verified) {
        assert!(
            bases.iter().any(|b| b.slug == t.slug),
            "{}: verified, but what?",
            t.slug
        );
    }
}
