//! Binding, shrinking and bundling.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};
use serde::Deserialize;
use wasm_bindgen_cli_support::Bindgen;

use super::split::{Parts, Split, split};
use crate::run::{run, say};
use crate::workspace::Workspace;

/// The folder that scripts know as `veiviser-console`.
const BOUND: &str = "bound";
const NAME: &str = "console";

/// What esbuild is asked to bundle, relative to `admin-ui`.
const ENTRIES: [&str; 6] = [
    "boot.js",
    "assets/app.css",
    "sign-in/sign-in.js",
    "sign-in/sign-in.css",
    "explorer/explorer.js",
    "explorer/explorer.css",
];

/// Names of finished files by the names of their sources.
#[derive(Default)]
pub struct Assets {
    /// `boot.js` → `/assets/boot-3F7K2Q.js`
    by_source: BTreeMap<String, String>,
}

impl Assets {
    /// The address of the file made from this source. A bare file name will do.
    pub fn url(&self, source: &str) -> Result<&str> {
        self.by_source
            .iter()
            .find(|(name, _)| *name == source || name.ends_with(&format!("/{source}")))
            .map(|(_, url)| url.as_str())
            .ok_or_else(|| anyhow!("no file was made from {source}"))
    }
}

/// Takes the wasm apart and writes the JavaScript through which it reaches the browser.
pub fn bind(wasm: &Path, stage: &Path) -> Result<Parts> {
    let bound = stage.join(BOUND);
    fs::create_dir_all(&bound)?;
    let Split { main, parts } = split(wasm, &format!("./{NAME}.js"), stage, &bound)?;
    Bindgen::new()
        .input_path(&main)
        // The parts reach the first one through its memory and its table of functions.
        .keep_lld_exports(true)
        .web(true)?
        .typescript(false)
        // The page passes the address itself: it has the hash in it.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .out_name(NAME)
        .generate(bound)
        .context("wasm-bindgen could not bind the console")?;
    Ok(parts)
}

/// Runs wasm-opt from the npm package, which is current and pinned by the lock file; Debian's is
/// years older than the features that the compiler uses. Measured on the first page: 10 % off the
/// wasm a browser compiles, 4 % off what it downloads.
pub fn shrink(workspace: &Workspace, stage: &Path) -> Result<()> {
    say("making the wasm smaller with binaryen");
    let (mut before, mut after) = (0, 0);
    for entry in fs::read_dir(stage.join(BOUND))? {
        let wasm = entry?.path();
        if wasm.extension().is_none_or(|extension| extension != "wasm") {
            continue;
        }
        before += fs::metadata(&wasm)?.len();
        let smaller = wasm.with_extension("smaller");
        let shrunk = Command::new("node")
            .arg(
                workspace
                    .admin_ui()
                    .join("node_modules/binaryen/bin/wasm-opt"),
            )
            .args(["-Oz", "--strip-producers", "-o"])
            .arg(&smaller)
            .arg(&wasm)
            .output()
            .context("could not start wasm-opt")?;
        // Heard only when it fails: splitting leaves names of a kind that it does not know, and it says so of each file.
        if !shrunk.status.success() {
            eprintln!("{}", String::from_utf8_lossy(&shrunk.stderr));
            bail!("wasm-opt could not make {} smaller", wasm.display());
        }
        fs::rename(&smaller, &wasm)?;
        after += fs::metadata(&wasm)?.len();
    }
    say(format!(
        "wasm: {before} bytes bound, {after} after wasm-opt"
    ));
    Ok(())
}

#[derive(Deserialize)]
struct Metafile {
    outputs: BTreeMap<String, Output>,
}

#[derive(Deserialize)]
struct Output {
    #[serde(rename = "entryPoint")]
    entry_point: Option<String>,
    inputs: BTreeMap<String, serde::de::IgnoredAny>,
}

/// Bundles into `dist/assets`, every name with a hash of its content.
pub fn bundle(workspace: &Workspace, stage: &Path, dist: &Path) -> Result<Assets> {
    let admin_ui = workspace.admin_ui();
    let metafile = stage.join("bundle.json");
    run(Command::new("node")
        .current_dir(&admin_ui)
        .arg("node_modules/esbuild/bin/esbuild")
        .args(ENTRIES)
        .args([
            "--bundle",
            "--minify",
            "--splitting",
            "--format=esm",
            "--target=es2022",
            "--legal-comments=none",
            "--log-level=warning",
            // wasm-bindgen names the script that fetches the parts once for each of its functions.
            "--log-override:duplicate-object-key=silent",
            "--public-path=/assets",
            "--entry-names=[name]-[hash]",
            "--chunk-names=[name]-[hash]",
            "--asset-names=[name]-[hash]",
            "--loader:.wasm=file",
            "--loader:.woff2=file",
            "--define:process.env.NODE_ENV=\"production\"",
        ])
        .arg(format!(
            "--alias:veiviser-console={}",
            stage.join(BOUND).display()
        ))
        .arg(format!("--outdir={}", dist.join("assets").display()))
        .arg(format!("--metafile={}", metafile.display())))?;

    let metafile: Metafile = serde_json::from_slice(&fs::read(metafile)?)?;
    write_licences(&admin_ui, &metafile, dist)?;
    let mut by_source = BTreeMap::new();
    for (path, output) in metafile.outputs {
        let name = Path::new(&path)
            .file_name()
            .context("an output has a name")?
            .to_string_lossy();
        // A file that is copied, such as a font, has no entry point but exactly one input.
        let source = output.entry_point.or_else(|| {
            let copied = !name.ends_with(".js") && !name.ends_with(".css");
            output.inputs.into_keys().next().filter(|_| copied)
        });
        if let Some(source) = source {
            by_source.insert(source, format!("/assets/{name}"));
        }
    }
    Ok(Assets { by_source })
}

/// The licence of every package of which something is served.
fn write_licences(admin_ui: &Path, metafile: &Metafile, dist: &Path) -> Result<()> {
    let mut packages: Vec<&str> = metafile
        .outputs
        .values()
        .flat_map(|output| output.inputs.keys())
        .filter_map(|input| package_folder(input))
        .collect();
    packages.sort_unstable();
    packages.dedup();

    let mut text = String::from("Parts of this console come from the packages below.\n");
    for package in packages {
        let Some(licence) = licence_file(&admin_ui.join(package)) else {
            continue;
        };
        let name = package
            .rsplit_once("node_modules/")
            .map_or(package, |p| p.1);
        text.push_str(&format!(
            "\n==== {name}\n\n{}\n",
            fs::read_to_string(licence)?.trim()
        ));
    }
    fs::write(dist.join("licenses.txt"), text)?;
    Ok(())
}

/// `node_modules/@digdir/designsystemet-css` of a file somewhere below it.
fn package_folder(input: &str) -> Option<&str> {
    let start = input.rfind("node_modules/")? + "node_modules/".len();
    let rest = &input[start..];
    let slashes = if rest.starts_with('@') { 2 } else { 1 };
    let end = rest.match_indices('/').nth(slashes - 1)?.0;
    Some(&input[..start + end])
}

fn licence_file(package: &Path) -> Option<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(package)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| name.to_ascii_uppercase().starts_with("LICEN"))
        })
        .collect();
    files.sort();
    files.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::package_folder;

    #[test]
    fn a_package_is_found_above_its_file_with_and_without_scope_and_nested() {
        assert_eq!(
            package_folder("node_modules/@digdir/designsystemet-css/dist/a.css"),
            Some("node_modules/@digdir/designsystemet-css")
        );
        assert_eq!(
            package_folder("node_modules/a/node_modules/b/index.js"),
            Some("node_modules/a/node_modules/b")
        );
        assert_eq!(package_folder("boot.js"), None);
    }
}
