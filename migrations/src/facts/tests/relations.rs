//! Relations are typed, kept in one direction, and none is lost.

use std::collections::BTreeSet;

use super::{assert_unique, slugs};
use crate::facts::{relation_source_verbs, relation_types, relations};

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
