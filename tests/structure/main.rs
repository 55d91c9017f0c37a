//! Imports run one way. This reads every path that a file names (`crate::…`, `super::…`) and holds the plan of the house, as
//! `docs/ARCHITECTURE.md` draws it.

mod paths;
mod rules;

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

/// Every breach of `rule` below `src`, one a line.
fn breaches(src: &str, rule: impl Fn(&[String], &[String]) -> Option<&'static str>) -> Vec<String> {
    let root = workspace().join(src);
    let mut out = Vec::new();
    for file in rust_files(&root) {
        let relative = file.strip_prefix(&root).expect("below the root");
        let module = paths::module_of(relative);
        let text = std::fs::read_to_string(&file).expect("a readable file");
        for target in paths::named_in(&paths::without_tests(&text), &module, relative) {
            if let Some(why) = rule(&module, &target) {
                out.push(format!(
                    "{src}/{}: {} ({why})",
                    relative.display(),
                    target.join("::")
                ));
            }
        }
    }
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
    none(breaches("backend/src", rules::server));
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

#[test]
fn the_rules_see_a_breach() {
    let path = |text: &str| text.split("::").map(str::to_owned).collect::<Vec<_>>();
    let breach = |from: &str, to: &str| rules::server(&path(from), &path(to)).is_some();
    assert!(breach(
        "catalogue::area::model",
        "catalogue::area::repo::all"
    ));
    assert!(breach(
        "catalogue::area::repo",
        "catalogue::organisation::repo::all"
    ));
    assert!(breach("catalogue::area::graphql", "http::router"));
    assert!(breach("authz::actor", "identity::user::model::User"));
    assert!(breach(
        "catalogue::listing::graphql",
        "change::request::model::ChangeRequest"
    ));
    assert!(!breach(
        "catalogue::area::repo",
        "catalogue::area::model::County"
    ));
    assert!(!breach("app", "identity::Identity"));
}
