//! From the text of a file to the modules it names.

use std::collections::{HashMap, HashSet};
use std::path::Path;

type Module = Vec<String>;

/// Every module of a crate, and what they give out under their own names.
pub struct House {
    modules: HashSet<Module>,
    given: HashMap<Vec<String>, Vec<String>>,
}

impl House {
    pub fn of<'a>(files: impl Iterator<Item = (&'a [String], &'a str)> + Clone) -> Self {
        Self {
            modules: files.clone().map(|(module, _)| module.to_vec()).collect(),
            given: files
                .flat_map(|(module, text)| given_out_by(text, module))
                .collect(),
        }
    }

    /// What a file names, by way of the modules it brings into sight as well: `use crate::change::request;` and then
    /// `request::Filter`.
    pub fn named_in(&self, text: &str, module: &[String]) -> Vec<Vec<String>> {
        let mut found = named_in(text, module);
        let brought: Vec<Vec<String>> = found
            .iter()
            .filter(|path| self.modules.contains(*path))
            .cloned()
            .collect();
        for path in brought {
            let Some(word) = path.last().map(|name| format!("{name}::")) else {
                continue;
            };
            for tail in tails_of(text, &word) {
                spread(&path, tail, &mut found);
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// The module in whose file a path ends. A name that a module only gives out counts as the file it comes from.
    pub fn file_of(&self, path: &[String]) -> Module {
        let real = (1..=path.len())
            .rev()
            .find_map(|length| self.given.get(&path[..length]))
            .map_or(path, Vec::as_slice);
        (1..=real.len())
            .rev()
            .map(|length| &real[..length])
            .find(|prefix| self.modules.contains(*prefix))
            .unwrap_or(real)
            .to_vec()
    }
}

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

/// The text up to its own test module, without comments. A test module in a file of its own (`mod tests;`) cuts nothing off.
pub fn without_tests(text: &str) -> String {
    let end = text
        .match_indices("#[cfg(test)]\nmod ")
        .find(|(start, _)| {
            let declaration = text[*start..].lines().nth(1).unwrap_or_default();
            declaration.ends_with('{')
        })
        .map_or(text.len(), |(start, _)| start);
    text[..end]
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// What a module gives out under its own name from its children (`pub use batch::ChangeBatch`): from the name to where it is.
pub fn given_out_by(text: &str, module: &[String]) -> Vec<(Vec<String>, Vec<String>)> {
    let mut given = Vec::new();
    for statement in text.split(';') {
        let Some((_, path)) = statement.split_once("use ") else {
            continue;
        };
        let public = statement.trim_start().starts_with("pub");
        let elsewhere = ["crate::", "super::"]
            .iter()
            .any(|start| path.starts_with(start));
        if !public || elsewhere {
            continue;
        }
        let mut real = Vec::new();
        spread(module, path.trim_start_matches("self::"), &mut real);
        for path in real {
            let mut name = module.to_vec();
            name.extend(path.last().cloned());
            if name != path {
                given.push((name, path));
            }
        }
    }
    given
}

/// Every path that begins with `crate::` or `super::`, made absolute; groups in braces are spread out.
pub fn named_in(text: &str, module: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for tail in tails_of(text, start) {
            let path = &text[text.len() - tail.len() - start.len()..];
            let (prefix, tail) = absolute(path, module);
            spread(&prefix, tail, &mut found);
        }
    }
    found.retain(|path| !path.is_empty());
    found
}

/// What follows `start` wherever it begins a path.
fn tails_of<'a>(text: &'a str, start: &str) -> Vec<&'a str> {
    let mut tails = Vec::new();
    for (position, _) in text.match_indices(start) {
        let before = text[..position].chars().next_back();
        let inside = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '$'));
        if !inside {
            tails.push(&text[position + start.len()..]);
        }
    }
    tails
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
fn a_module_gives_out_what_lies_in_its_children() {
    let module = ["change".to_owned(), "request".to_owned()];
    let text = "mod page;\npub use page::{Filter, LIST};\npub(crate) use find::Found;\nuse batch::Hidden;\npub use crate::db::X;";
    let given: Vec<String> = given_out_by(text, &module)
        .iter()
        .map(|(name, real)| format!("{} = {}", name.join("::"), real.join("::")))
        .collect();
    assert_eq!(
        given,
        [
            "change::request::Filter = change::request::page::Filter",
            "change::request::LIST = change::request::page::LIST",
            "change::request::Found = change::request::find::Found",
        ]
    );
}

#[test]
fn only_a_test_module_within_the_file_is_cut_off() {
    let text = "#[cfg(test)]\nmod tests;\nuse crate::a;\n// use crate::b;\n#[cfg(test)]\nmod more {\n    use crate::c;\n}";
    assert_eq!(
        without_tests(text),
        "#[cfg(test)]\nmod tests;\nuse crate::a;"
    );
}

#[test]
fn groups_and_supers_are_spread_out() {
    let module = ["a".to_owned(), "b".to_owned()];
    let text = "use crate::x::{y, z::{w, v as u}};\nuse super::c::D;\nlet f = crate::q::r();";
    let mut paths: Vec<String> = named_in(text, &module)
        .iter()
        .map(|path| path.join("::"))
        .collect();
    paths.sort();
    assert_eq!(paths, ["a::c::D", "q::r", "x::y", "x::z::v", "x::z::w"]);
}
