//! Texts are whole, in their language, and lead people to the right place.

use std::collections::BTreeSet;

use super::{assert_one_of, assert_unique, slugs};
use crate::facts::{los_terms, service_type_los, service_types, synonyms};

#[test]
fn los_terms_and_synonyms_belong_to_types() {
    let slugs = slugs();
    let terms = los_terms();
    assert_eq!(terms.len(), 45);
    assert_unique("Los term", terms.iter().map(|t| &t.uri));
    let uris: BTreeSet<_> = terms.iter().map(|t| t.uri.as_str()).collect();
    for link in service_type_los() {
        assert!(slugs.contains(&link.slug), "{link:?}");
        assert!(uris.contains(link.uri.as_str()), "{link:?}");
    }
    let synonyms = synonyms();
    assert_unique(
        "synonym",
        synonyms
            .iter()
            .map(|s| (&s.slug, &s.language, s.term.to_lowercase())),
    );
    for s in &synonyms {
        assert!(slugs.contains(&s.slug), "{s:?}");
        assert_one_of(&s.term, &s.language, &["nb", "nn", "en"]);
        assert_one_of(&s.term, &s.source, &["LOS", "NOTE", "SEED"]);
        assert!(!s.term.trim().is_empty(), "{s:?}");
    }
}

/// Short, whole sentences in all three languages: these are read by people in distress.
#[test]
fn every_type_is_described_in_three_languages() {
    for t in service_types() {
        for summary in [&t.summary_nb, &t.summary_nn, &t.summary_en] {
            let length = summary.chars().count();
            assert!(
                (40..=400).contains(&length),
                "{}: {length} characters",
                t.slug
            );
            assert!(summary.ends_with('.'), "{}: {summary}", t.slug);
            assert_eq!(summary.trim(), summary, "{}", t.slug);
            assert!(!summary.contains("  "), "{}: {summary}", t.slug);
        }
        assert_ne!(t.summary_nb, t.summary_nn, "{}: not translated", t.slug);
        assert_ne!(t.summary_nb, t.summary_en, "{}: not translated", t.slug);
        let groups = [
            t.target_groups_nb.len(),
            t.target_groups_nn.len(),
            t.target_groups_en.len(),
        ];
        assert!(
            groups[0] > 0 && groups.iter().all(|n| *n == groups[0]),
            "{}: target groups {groups:?}",
            t.slug
        );
    }
}

/// What a summary promises must be what the fields say.
#[test]
fn summaries_promise_only_what_is_known() {
    for t in service_types() {
        let says = |nb: &str, nn: &str, en: &str| {
            t.summary_nb.contains(nb) || t.summary_nn.contains(nn) || t.summary_en.contains(en)
        };
        if says("gratis", "gratis", "free.") {
            assert_eq!(t.cost, "FREE", "{}", t.slug);
        }
        if says("uten henvisning", "utan tilvising", "without a referral") {
            assert!(
                ["NOT_REQUIRED", "OFTEN_NOT_REQUIRED"].contains(&t.referral.as_str()),
                "{}",
                t.slug
            );
        }
        if says("trenger henvisning", "treng tilvising", "need a referral") {
            assert_eq!(t.referral, "REQUIRED", "{}", t.slug);
        }
        if says("anonym", "anonym", "anonymous") {
            assert_eq!(t.anonymous, "YES", "{}", t.slug);
        }
    }
}

#[test]
fn nynorsk_texts_are_nynorsk() {
    let bokmal = [
        "ikke",
        "noen",
        "noe",
        "uten",
        "hvis",
        "hvem",
        "hva",
        "vold",
        "trenger",
        "finnes",
        "en",
        "et",
        "fra",
        "hjemme",
        "være",
        "gjør",
        "mye",
        "bolig",
        "skole",
        "pårørende",
        "tjeneste",
    ];
    for t in service_types() {
        for text in [&t.name_nn, &t.summary_nn] {
            for word in text.to_lowercase().split(|c: char| !c.is_alphabetic()) {
                assert!(!bokmal.contains(&word), "{}: {word:?} in {text}", t.slug);
            }
        }
    }
}

#[test]
fn people_find_a_service_by_the_name_they_know() {
    let synonyms = synonyms();
    let found = |term: &str, slug: &str| {
        synonyms
            .iter()
            .any(|s| s.slug == slug && s.term.eq_ignore_ascii_case(term))
    };
    for (term, slug) in [
        ("ungdomskontakt", "utekontakt"),
        ("gateteam", "utekontakt"),
        ("Sivilombudsmannen", "sivilombudet"),
        ("nasjonale forløp", "pakkeforlop"),
        ("BPA", "personlig-assistanse"),
        ("selvmordstanker", "krisehjelp-selvmordstanker"),
        ("sjølvmordstankar", "krisehjelp-selvmordstanker"),
        ("domestic violence", "krisesenter"),
    ] {
        assert!(found(term, slug), "{term} does not lead to {slug}");
    }
    assert!(
        !found("BUP", "dps"),
        "children's services are not adults' services"
    );
}
