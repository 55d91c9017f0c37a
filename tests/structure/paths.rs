//! From the text of a file to the modules it names.

use std::path::Path;

/// The module a file is, below its crate's root: `db/mod.rs` → `db`, `db/url.rs` → `db::url`.
pub fn module_of(relative: &Path) -> Vec<String> {
    let mut parts: Vec<String> = relative
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    let last = parts.pop().unwrap_or_default();
    let stem = last.trim_end_matches(".rs");
    if !matches!(stem, "mod" | "lib" | "main") {
        parts.push(stem.to_owned());
    }
    parts
}

/// The text up to its own test module, without comments.
pub fn without_tests(text: &str) -> String {
    let end = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
    text[..end]
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Every path that begins with `crate::` or `super::`, made absolute; groups in braces are spread out.
pub fn named_in(text: &str, module: &[String], _relative: &Path) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        let mut rest = text;
        while let Some(position) = rest.find(start) {
            let before = rest[..position].chars().next_back();
            let whole_word =
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '$');
            if whole_word {
                let (prefix, tail) = absolute(&rest[position..], module);
                spread(&prefix, tail, &mut found);
            }
            rest = &rest[position + start.len()..];
        }
    }
    found.retain(|path| !path.is_empty());
    found
}

fn absolute<'a>(text: &'a str, module: &[String]) -> (Vec<String>, &'a str) {
    if let Some(tail) = text.strip_prefix("crate::") {
        return (Vec::new(), tail);
    }
    let mut base = module.to_vec();
    let mut tail = text;
    while let Some(shorter) = tail.strip_prefix("super::") {
        base.pop();
        tail = shorter;
    }
    (base, tail)
}

fn spread(prefix: &[String], text: &str, found: &mut Vec<Vec<String>>) {
    let mut path = prefix.to_vec();
    let mut rest = text.trim_start();
    loop {
        if let Some(group) = rest.strip_prefix('{') {
            for item in items(group) {
                spread(&path, item, found);
            }
            return;
        }
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(rest.len());
        if end == 0 {
            break;
        }
        path.push(rest[..end].to_owned());
        match rest[end..].strip_prefix("::") {
            Some(tail) => rest = tail.trim_start(),
            None => break,
        }
    }
    found.push(path);
}

/// The items of a group, up to its closing brace.
fn items(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut out) = (0_i32, 0, Vec::new());
    for (index, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => {
                out.push(group[start..index].trim());
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                out.push(group[start..index].trim());
                start = index + 1;
            }
            _ => {}
        }
    }
    out.retain(|item| !item.is_empty());
    out
}

#[test]
fn groups_and_supers_are_spread_out() {
    let module = ["a".to_owned(), "b".to_owned()];
    let text = "use crate::x::{y, z::{w, v as u}};\nuse super::c::D;\nlet f = crate::q::r();";
    let mut paths: Vec<String> = named_in(text, &module, Path::new(""))
        .iter()
        .map(|path| path.join("::"))
        .collect();
    paths.sort();
    assert_eq!(paths, ["a::c::D", "q::r", "x::y", "x::z::v", "x::z::w"]);
}
