//! What the committed facts must always be: complete, consistent with each other and readable.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::*;

fn slugs() -> BTreeSet<String> {
    service_types().into_iter().map(|t| t.slug).collect()
}

fn assert_one_of(what: &str, value: &str, allowed: &[&str]) {
    assert!(allowed.contains(&value), "{what}: unexpected {value:?}");
}

fn assert_unique<T: Ord + std::fmt::Debug>(what: &str, keys: impl IntoIterator<Item = T>) {
    let mut seen = BTreeSet::new();
    for key in keys {
        assert!(!seen.contains(&key), "{what}: {key:?} stands there twice");
        seen.insert(key);
    }
}

/// The check digit of a Norwegian organisation number.
fn mod_11(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 9 || number.len() != 9 {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .zip([3, 2, 7, 6, 5, 4, 3, 2])
        .map(|(d, weight)| d * weight)
        .sum();
    match 11 - sum % 11 {
        11 => digits[8] == 0,
        10 => false,
        check => digits[8] == check,
    }
}

#[test]
fn the_country_has_its_counties_and_municipalities() {
    let counties = counties();
    assert_eq!(counties.len(), 15);
    assert_unique("county", counties.iter().map(|c| &c.number));
    let numbers: HashSet<_> = counties.iter().map(|c| c.number.as_str()).collect();

    let municipalities = municipalities();
    assert_eq!(municipalities.len(), 357);
    assert_unique("municipality", municipalities.iter().map(|m| &m.number));
    for m in &municipalities {
        assert_eq!(m.number.len(), 4, "{}", m.name);
        assert!(
            numbers.contains(m.county_number.as_str()),
            "{}: county {}",
            m.name,
            m.county_number
        );
        assert!(m.number.starts_with(&m.county_number), "{}", m.name);
        assert!(!m.name.is_empty() && !m.name_official.is_empty());
        assert!((57.0..72.0).contains(&m.lat), "{}: {}", m.name, m.lat);
        assert!((4.0..32.0).contains(&m.lon), "{}: {}", m.name, m.lon);
    }
}

#[test]
fn language_forms_add_up() {
    let mut count = BTreeMap::new();
    for m in municipalities() {
        *count.entry(m.language_form).or_insert(0) += 1;
    }
    let expected = [("BOKMAL", 118), ("NEUTRAL", 151), ("NYNORSK", 88)];
    assert_eq!(count, expected.map(|(k, v)| (k.to_owned(), v)).into());
}

#[test]
fn parallel_names_and_the_sami_area_are_there() {
    let municipalities = municipalities();
    assert_eq!(
        municipalities.iter().filter(|m| m.sami_admin_area).count(),
        13
    );
    let karasjok = municipalities
        .iter()
        .find(|m| m.number == "5610")
        .expect("Karasjok");
    assert_eq!(karasjok.name_se.as_deref(), Some("Kárášjohka"));
    assert!(karasjok.sami_admin_area);
    assert_eq!(karasjok.name_smj, None, "an empty cell is no name");
}

#[test]
fn organisation_numbers_hold_and_two_are_missing() {
    assert!(mod_11("958935420"), "Oslo");
    assert!(!mod_11("958935421"), "the check can fail");
    let (known, missing): (Vec<_>, Vec<_>) = municipalities()
        .into_iter()
        .partition(|m| m.org_number.is_some());
    for m in &known {
        let number = m.org_number.as_deref().unwrap_or_default();
        assert!(mod_11(number), "{}: {number}", m.name);
    }
    assert_unique("organisation number", known.iter().map(|m| &m.org_number));
    let missing: Vec<_> = missing.iter().map(|m| m.name.as_str()).collect();
    assert_eq!(missing, ["Ålesund", "Haram"]);
}

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

#[test]
fn relations_point_at_types_with_known_verbs() {
    let slugs = slugs();
    let verbs: BTreeSet<_> = relation_types()
        .into_iter()
        .map(|t| t.relation_type)
        .collect();
    let relations = relations();
    assert_unique(
        "relation",
        relations
            .iter()
            .map(|r| (&r.from_slug, &r.verb, &r.to_slug)),
    );
    for r in &relations {
        assert!(slugs.contains(&r.from_slug), "{r:?}");
        assert!(slugs.contains(&r.to_slug), "{r:?}");
        assert_ne!(r.from_slug, r.to_slug);
        assert!(verbs.contains(&r.verb), "{r:?}");
    }
    let used: BTreeSet<_> = relations.iter().map(|r| r.verb.clone()).collect();
    assert_eq!(used, verbs, "a relation type that nothing uses");
}

/// The sources stated 205 relations in 49 wordings. Folding inverses together may merge rows but
/// must not lose a statement.
#[test]
fn no_stated_relation_is_lost() {
    let folding: BTreeSet<_> = relation_source_verbs()
        .into_iter()
        .map(|v| (v.source_verb, v.relation_type))
        .collect();
    let relations = relations();
    let mut wordings = BTreeSet::new();
    for r in &relations {
        assert!(!r.source_verbs.is_empty(), "{r:?}: nobody stated it");
        for verb in &r.source_verbs {
            assert!(
                folding.contains(&(verb.clone(), r.verb.clone())),
                "{r:?}: {verb} does not fold into it"
            );
            wordings.insert(verb.clone());
        }
    }
    let stated: usize = relations.iter().map(|r| r.source_verbs.len()).sum();
    assert_eq!(stated, 205);
    assert_eq!(wordings.len(), 49);
    assert_eq!(relations.len(), 159);
}

#[test]
fn one_direction_is_kept_and_the_inverse_is_clear() {
    let types = relation_types();
    assert_unique("relation type", types.iter().map(|t| &t.relation_type));
    for t in &types {
        assert_eq!(t.symmetric, t.relation_type == t.inverse, "{t:?}");
        if !t.symmetric {
            assert!(
                types.iter().all(|other| other.relation_type != t.inverse),
                "{} is kept in both directions",
                t.relation_type
            );
        }
    }
    let kept: BTreeSet<_> = relations()
        .into_iter()
        .map(|r| (r.from_slug, r.verb, r.to_slug))
        .collect();
    for (from, verb, to) in &kept {
        assert!(
            !kept.contains(&(to.clone(), verb.clone(), from.clone())),
            "{from} {verb} {to} stands there both ways"
        );
    }
}

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

#[test]
fn national_numbers_are_the_true_ones() {
    let slugs = slugs();
    let points = national_contact_points();
    let numbers: BTreeSet<_> = points
        .iter()
        .map(|p| (p.number.as_str(), p.kind.as_str(), p.hours.as_str()))
        .collect();
    let expected = [
        ("02800", "NON_EMERGENCY", "NOT_STATED"),
        ("110", "EMERGENCY", "ALWAYS"),
        ("112", "EMERGENCY", "ALWAYS"),
        ("113", "EMERGENCY", "ALWAYS"),
        ("116111", "NON_EMERGENCY", "ALWAYS"),
        ("116117", "NON_EMERGENCY", "ALWAYS"),
    ];
    assert_eq!(numbers, expected.into());
    for p in &points {
        assert_eq!(p.number, p.display.replace(' ', ""));
        if let Some(slug) = &p.service_type_slug {
            assert!(slugs.contains(slug), "{p:?}");
        }
        for text in [&p.purpose_nb, &p.purpose_nn, &p.purpose_en] {
            assert!(text.ends_with('.'), "{p:?}");
        }
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
