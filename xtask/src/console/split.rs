//! Takes the finished wasm apart: what a first visit needs, and the parts that are fetched when a page of theirs is opened.
//!
//! The doors between them are functions marked `#[wasm_split(part, …)]` (`admin-ui/src/parts`). What is reachable only through the
//! doors of one part moves into that part's file; what several parts share and the first does not, into files of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

use crate::run::say;

/// The script that fetches the parts, beside the one that wasm-bindgen writes.
const LOADER: &str = "./parts.js";
/// How that script names a file that it fetches.
const ADDRESS: &str = "new URL(\"./";

/// A part by its name, and the files that it consists of.
pub type Parts = BTreeMap<String, Vec<String>>;

pub struct Split {
    /// What a first visit needs; not yet bound to JavaScript.
    pub main: PathBuf,
    pub parts: Parts,
}

/// Writes the parts and their script into `bound`. `script` is the one that wasm-bindgen will write there.
pub fn split(wasm: &Path, script: &str, stage: &Path, bound: &Path) -> Result<Split> {
    say("taking the wasm apart");
    let input = fs::read(wasm)?;
    let main = stage.join("main.wasm");
    let mut options = Options::new(&input);
    options.output_dir = bound;
    options.main_out_path = &main;
    options.main_module = script;
    options.link_name = LOADER;
    let done = transform(options)
        .map_err(|error| anyhow!("{error:?}"))
        .context("the console could not be taken apart")?;

    let loader = bound.join(LOADER);
    let text = fs::read_to_string(&loader)?;
    let (text, files) = with_imports(&text)?;
    ensure!(
        files == done.split_modules.len(),
        "{files} files are fetched, but {} were written",
        done.split_modules.len()
    );
    fs::write(&loader, text)?;

    let parts = done
        .prefetch_map
        .into_iter()
        .map(|(part, stems)| {
            let files = stems.into_iter().map(|stem| format!("{stem}.wasm"));
            (part, files.collect())
        })
        .collect();
    Ok(Split { main, parts })
}

/// The script with every file that it names imported instead, so that esbuild puts in the name with the hash.
fn with_imports(script: &str) -> Result<(String, usize)> {
    let mut imports = String::new();
    let mut text = String::with_capacity(script.len());
    let mut rest = script;
    let mut count = 0;
    while let Some((before, after)) = rest.split_once(ADDRESS) {
        let (file, after) = after
            .split_once('"')
            .context("the name of a part is never closed")?;
        imports.push_str(&format!("import file{count} from \"./{file}\";\n"));
        text.push_str(before);
        text.push_str(&format!("new URL(file{count}"));
        rest = after;
        count += 1;
    }
    text.push_str(rest);
    Ok((imports + &text, count))
}

#[cfg(test)]
mod tests {
    use super::with_imports;

    #[test]
    fn the_files_a_script_fetches_become_imports() {
        let script = r#"a(fetch(new URL("./one.wasm", import.meta.url)));b(fetch(new URL("./two.wasm", import.meta.url)));"#;
        let (text, count) = with_imports(script).expect("a script");
        assert_eq!(count, 2);
        assert_eq!(
            text,
            "import file0 from \"./one.wasm\";\nimport file1 from \"./two.wasm\";\n\
             a(fetch(new URL(file0, import.meta.url)));b(fetch(new URL(file1, import.meta.url)));"
        );
    }
}
