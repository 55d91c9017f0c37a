//! Imports run one way. This reads every path that a file names (`crate::…`, `super::…`) and holds the plan of the house, as
//! `docs/ARCHITECTURE.md` draws it.

mod paths;
mod rows;
mod rules;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests lie in the workspace")
        .to_path_buf()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !is_test(path.strip_prefix(workspace()).unwrap_or(&path))
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Test modules in files of their own may name what they need.
fn is_test(path: &Path) -> bool {
    path.iter().any(|part| part == "tests")
        || path
            .file_stem()
            .is_some_and(|stem| stem == "tests" || stem == "testing")
}

/// Every breach of `rule` below `src`, one a line. The rule is asked about modules: which file names which.
fn breaches(src: &str, rule: impl Fn(&[String], &[String]) -> Option<&'static str>) -> Vec<String> {
    let root = workspace().join(src);
    let files: Vec<(PathBuf, Vec<String>, String)> = rust_files(&root)
        .into_iter()
        .map(|file| {
            let relative = file.strip_prefix(&root).expect("below the root").to_owned();
            let module = paths::module_of(&relative);
            let text = std::fs::read_to_string(&file).expect("a readable file");
            (relative, module, paths::without_tests(&text))
        })
        .collect();
    let house = paths::House::of(
        files
            .iter()
            .map(|(_, module, text)| (module.as_slice(), text.as_str())),
    );
    let mut out = Vec::new();
    for (relative, module, text) in &files {
        for target in house.named_in(text, module) {
            let file = house.file_of(&target);
            if let Some(why) = rule(module, &file) {
                out.push(format!(
                    "{src}/{}: {} ({why})",
                    relative.display(),
                    target.join("::")
                ));
            }
        }
    }
    out.dedup();
    out
}

fn none(breaches: Vec<String>) {
    assert!(
        breaches.is_empty(),
        "imports against the plan of the house:\n  {}",
        breaches.join("\n  ")
    );
}

#[test]
fn the_server_imports_one_way() {
    let needed = RefCell::new(BTreeSet::new());
    none(breaches("backend/src", |from, to| {
        let why = rules::server(from, to)?;
        match rules::excepted(from, to) {
            Some(exception) => {
                needed.borrow_mut().insert(exception);
                None
            }
            None => Some(why),
        }
    }));
    // Of a file that is gone nothing is asked.
    let exists = |module: &str| {
        let path = workspace()
            .join("backend/src")
            .join(module.replace("::", "/"));
        module.contains('*') || path.is_dir() || path.with_extension("rs").is_file()
    };
    for (index, exception) in rules::EXCEPTIONS.iter().enumerate() {
        let (who, what, _) = exception;
        assert!(
            needed.borrow().contains(&index) || !exists(who) || !exists(what),
            "nothing needs it any more: {exception:?}"
        );
    }
}

#[test]
fn the_console_imports_one_way() {
    none(breaches("admin-ui/src", rules::console));
}

#[test]
fn the_contract_is_pure() {
    let forbidden = [
        "std::fs",
        "std::net",
        "std::env",
        "std::time::SystemTime",
        "Utc::now",
        "Local::now",
        "tokio::",
        "sea_orm",
        "axum::",
        "rand::",
    ];
    let root = workspace().join("schema/src");
    for file in rust_files(&root) {
        let text = paths::without_tests(&std::fs::read_to_string(&file).expect("a readable file"));
        for word in forbidden {
            let named = text
                .lines()
                .any(|line| !line.trim_start().starts_with("//") && line.contains(word));
            assert!(
                !named,
                "{} names {word}: the contract has no I/O, clock or randomness",
                file.display()
            );
        }
    }
}

/// Tables do not dictate the API: a type that is a row is no type of GraphQL, and rows are described in `entity` only.
#[test]
fn no_row_is_a_graphql_type() {
    let root = workspace().join("backend/src");
    let mut entities = 0;
    for file in rust_files(&root) {
        let relative = file.strip_prefix(&root).expect("below the root");
        let text = paths::without_tests(&std::fs::read_to_string(&file).expect("a readable file"));
        let told = rows::complaint(relative, &text);
        assert_eq!(told, None, "{}", relative.display());
        entities += usize::from(rows::describes_rows(&text));
    }
    assert!(entities >= 10, "only {entities} files with rows were found");
}

/// One case for each rule, beside the nearest thing that is allowed.
#[test]
fn the_rules_see_a_breach() {
    let path = |text: &str| text.split("::").map(str::to_owned).collect::<Vec<_>>();
    let breach = |from: &str, to: &str| rules::server(&path(from), &path(to)).is_some();
    for (from, to) in [
        // Within a slice, from the inside out. What bears no known name is a service.
        ("catalogue::area::model", "catalogue::area::repo"),
        ("catalogue::area::entity", "catalogue::area::repo"),
        ("catalogue::area::repo", "catalogue::area::graphql"),
        ("identity::user::repo::list", "identity::user::service"),
        ("change::request::batch", "change::request::graphql"),
        (
            "change::request::batch",
            "change::request::discussion_graphql",
        ),
        ("change::request::find", "change::request::graphql"),
        ("change::request::submit", "change::request::graphql"),
        ("change::request::repo", "change::request::page"),
        ("audit::repo", "audit::graphql"),
        // The change family is one slice.
        ("change::listing_record::batch", "change::request::graphql"),
        ("change::revision::repo", "change::listing_record::each"),
        ("change::facts", "change::graphql::problem"),
        // Siblings and families.
        ("catalogue::area::repo", "catalogue::organisation::repo"),
        ("catalogue::listing::feed", "catalogue::area::graphql"),
        ("catalogue::listing::graphql", "change::request::model"),
        ("audit::repo", "identity::user::graphql"),
        ("snapshot::refresh", "identity::user::model"),
        // What all share.
        ("authz::actor", "identity::user::model"),
        ("graphql::connection", "catalogue::area::model"),
        ("audit::repo", "graphql::connection"),
        ("change::together", "graphql::outcome"),
        ("snapshot", "graphql::request"),
        ("catalogue::area::graphql", "http::router"),
        ("catalogue::area::graphql", "graphql::root"),
        ("identity::user::service", "seed::demo"),
    ] {
        assert!(breach(from, to), "{from} may name {to}");
    }
    for (from, to) in [
        ("catalogue::area::repo", "catalogue::area::model"),
        (
            "catalogue::area::graphql",
            "catalogue::organisation::graphql",
        ),
        (
            "catalogue::listing::repo",
            "catalogue::default_hours::model",
        ),
        ("catalogue::listing::repo", "catalogue::rows"),
        ("change::request::submit", "change::request::find"),
        (
            "change::request::graphql::batch",
            "change::revision::graphql",
        ),
        ("change::request::repo", "change::together"),
        ("change::request::graphql", "graphql::connection"),
        ("snapshot::graphql", "graphql::request"),
        ("audit::graphql", "audit::repo"),
        ("audit::graphql", "identity::user::graphql"),
        ("app", "identity"),
    ] {
        assert!(!breach(from, to), "{from} may not name {to}");
    }
}

/// What a file names is found by whichever way it names it.
#[test]
fn a_breach_is_seen_through_names_that_are_given_out() {
    let module = |text: &str| text.split("::").map(str::to_owned).collect::<Vec<_>>();
    let files = [
        (
            module("change::request"),
            "mod batch;\npub use batch::ChangeBatch;",
        ),
        (
            module("change::request::batch"),
            "use super::graphql::ChangeRequest;",
        ),
        (module("change::request::graphql"), ""),
        (module("change::revision::repo"), ""),
    ];
    let house = paths::House::of(
        files
            .iter()
            .map(|(module, text)| (module.as_slice(), *text)),
    );
    let named = |text: &str| -> Vec<String> {
        let named = house.named_in(text, &module("change::revision::repo"));
        named
            .iter()
            .map(|path| house.file_of(path).join("::"))
            .collect()
    };
    let batch = "change::request::batch".to_owned();
    assert!(named("use crate::change::request::ChangeBatch;").contains(&batch));
    assert!(
        named("use crate::change::request;\nfn f() { request::ChangeBatch::new() }")
            .contains(&batch)
    );
    assert!(named("use super::super::request::{self, ChangeBatch as B};").contains(&batch));
    assert!(
        !named("use crate::change::request;\nfn f() { other_request::ChangeBatch::new() }")
            .contains(&batch)
    );
}
