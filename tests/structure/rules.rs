//! The plan of the house as rules. Each answers why a module may not name another, or `None`.

/// Knows nothing of listings, people or HTTP.
const FOUNDATION: [&str; 8] = [
    "authz",
    "clock",
    "config",
    "context",
    "db",
    "outcome",
    "random",
    "telemetry",
];
/// The outermost ring: sees everything, is seen by nothing below.
const OUTERMOST: [&str; 3] = ["app", "cli", "http"];
/// The folders whose subfolders are slices.
const FAMILIES: [&str; 3] = ["catalogue", "change", "identity"];
/// Slices that stand alone.
const SLICES: [&str; 2] = ["audit", "snapshot"];
/// What a family's slices may name of other families, besides `model` and `graphql` to `graphql`.
const OFFERED: [(&str, &[&str]); 4] = [
    // A change publishes: it writes the projection and tells the snapshot.
    (
        "change",
        &[
            "catalogue::listing::projection",
            "snapshot",
            "audit",
            "identity::user",
            "catalogue",
        ],
    ),
    ("identity", &["audit", "snapshot"]),
    ("catalogue", &["snapshot"]),
    ("audit", &["identity::user"]),
];

/// What is against the plan and stands for now: who (`*`: anybody), what, and why. One that nothing needs any more fails the test.
pub const EXCEPTIONS: [(&str, &str, &str); 8] = [
    ("*", "graphql::connection", PAGING),
    ("*", "graphql::keyset", PAGING),
    ("change::listing_record::batch", "change::*::graphql", BATCH),
    ("change::request::batch", "change::*::graphql", BATCH),
    ("change::revision::batch", "change::*::graphql", BATCH),
    (
        "change::request::repo",
        "change::listing_record::each",
        PART,
    ),
    (
        "change::revision::repo",
        "change::listing_record::each",
        PART,
    ),
    (
        "catalogue::listing::repo",
        "catalogue::listing::spread",
        PART,
    ),
];
const PAGING: &str =
    "a page and its cursor know nothing of GraphQL: to become a module of their own";
const BATCH: &str = "what is read together becomes objects: to move into the slice's graphql";
const PART: &str = "a part of the repository beside it: to move into it";

/// The exception that covers this, if there is one.
pub fn excepted(from: &[String], to: &[String]) -> Option<usize> {
    let is = |path: &[String], pattern: &str| {
        let parts: Vec<&str> = pattern.split("::").collect();
        parts == ["*"]
            || (parts.len() == path.len()
                && parts
                    .iter()
                    .zip(path)
                    .all(|(part, name)| *part == "*" || part == name))
    };
    EXCEPTIONS
        .iter()
        .position(|(who, what, _)| is(from, who) && is(to, what))
}

pub fn server(from: &[String], to: &[String]) -> Option<&'static str> {
    let (Some(source), Some(target)) = (from.first(), to.first()) else {
        return None;
    };
    let source_is = |names: &[&str]| names.contains(&source.as_str());
    let target_is = |names: &[&str]| names.contains(&target.as_str());
    let root = |path: &[String]| {
        path.len() > 1 && path[0] == "graphql" && matches!(path[1].as_str(), "root" | "node")
    };
    if source_is(&OUTERMOST) || root(from) || source_is(&["seed", "generate"]) {
        // Seeds and the generator write through every slice; nothing but the command line names them.
        return (source_is(&["seed", "generate"]) && target_is(&OUTERMOST))
            .then_some("the outermost ring is seen by nothing below it");
    }
    if target_is(&OUTERMOST) || target_is(&["seed", "generate"]) {
        return Some("the outermost ring is seen by nothing below it");
    }
    if source_is(&FOUNDATION) {
        return (!target_is(&FOUNDATION)).then_some("the foundation knows no slice");
    }
    if root(to) {
        return Some("only the composition root sees the joined schema");
    }
    if source == "graphql" {
        return (!target_is(&FOUNDATION) && target != "graphql")
            .then_some("what all resolvers share knows no slice");
    }
    slices(from, to)
}

fn slices(from: &[String], to: &[String]) -> Option<&'static str> {
    let (source, target) = (&from[0], &to[0]);
    if target == "graphql" {
        return (!is_graphql(from)).then_some("what resolvers share is for resolvers");
    }
    let in_families = |name: &String| FAMILIES.contains(&name.as_str());
    let sliced = |name: &String| in_families(name) || SLICES.contains(&name.as_str());
    if !sliced(source) || !sliced(target) {
        return None;
    }
    // The change family is one flow through several tables: it counts as one slice.
    let one_slice = source == target
        && (!in_families(source) || source == "change" || from.get(1) == to.get(1));
    if one_slice {
        return (rank(from, Side::Naming) < rank(to, Side::Named))
            .then_some("within a slice: graphql → service → repo → entity → model");
    }
    if source == target {
        return sibling(from, to);
    }
    if target == "change" {
        return Some("a change knows the catalogue, never the other way");
    }
    if source == "snapshot" {
        return (target != "catalogue").then_some("the snapshot holds the catalogue, nothing else");
    }
    let joined = to.join("::");
    let offered = OFFERED.iter().any(|(family, names)| {
        family == source
            && names
                .iter()
                .any(|name| joined == *name || joined.starts_with(&format!("{name}::")))
    });
    if is_graphql(to) && !is_graphql(from) {
        return Some("only GraphQL types name GraphQL types");
    }
    let types_join = is_graphql(from) && is_graphql(to);
    (!offered && !types_join && to.get(2).is_none_or(|file| file != "model"))
        .then_some("another family offers its model only")
}

/// Siblings of one family: a `model`, or GraphQL types to GraphQL types. What lies beside the slices is for all of them.
fn sibling(from: &[String], to: &[String]) -> Option<&'static str> {
    if from[0] != "catalogue" || from.len() < 2 || to.len() < 3 {
        return None;
    }
    (to[2] != "model" && !(is_graphql(from) && is_graphql(to)))
        .then_some("a slice names a sibling's model only")
}

fn is_graphql(path: &[String]) -> bool {
    path.iter()
        .any(|part| part == "graphql" || part.ends_with("_graphql"))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Naming,
    Named,
}

/// How far out a file of a slice stands. Whatever bears none of the known names is a service: every verb, `batch`, `page`, `find`.
fn rank(path: &[String], side: Side) -> u8 {
    if is_graphql(path) {
        return 4;
    }
    let file = path.iter().find_map(|part| match part.as_str() {
        "model" => Some(0),
        "entity" => Some(1),
        "repo" => Some(2),
        _ => None,
    });
    let slice = if FAMILIES.contains(&path[0].as_str()) {
        2
    } else {
        1
    };
    match file {
        Some(rank) => rank,
        // A slice's own name, and what lies beside the slices, is for all of them.
        None if side == Side::Named && path.len() <= slice => 0,
        None => 3,
    }
}

pub fn console(from: &[String], to: &[String]) -> Option<&'static str> {
    let (source, target) = (from.first()?, to.first()?);
    match source.as_str() {
        "ui" if matches!(target.as_str(), "features" | "shell" | "parts" | "app") => {
            Some("the kit knows no page")
        }
        "api"
            if matches!(
                target.as_str(),
                "features" | "shell" | "parts" | "app" | "ui"
            ) =>
        {
            Some("the API layer knows no page")
        }
        "features" if matches!(target.as_str(), "app" | "parts" | "shell") => {
            Some("a page does not know its frame")
        }
        // Pages are made of parts: the hours editor, a municipality's default hours, the differences of two documents, the discussion of a
        // change and the choice of a place are there for others. So are the operations on listings: hours are copied to listings by what the list of them asks.
        "features"
            if target == "features"
                && from.get(1) != to.get(1)
                && !(to[1..].starts_with(&["listings".to_owned(), "api".to_owned()]))
                && to.get(1).is_some_and(|name| {
                    !matches!(
                        name.as_str(),
                        "hours" | "default_hours" | "diff" | "discussion" | "places"
                    )
                }) =>
        {
            Some("a feature does not know another")
        }
        _ => None,
    }
}
