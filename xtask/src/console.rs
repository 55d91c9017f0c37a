//! From Rust and npm packages to the files a browser loads.
//!
//! 1. cargo compiles `admin-ui` to wasm;
//! 2. wasm_split takes that apart into what a first visit needs and the parts that come with their pages;
//! 3. wasm-bindgen, as a library at the very version of the lock file, writes the JavaScript that carries it;
//! 4. binaryen makes the wasm smaller;
//! 5. esbuild bundles scripts and style sheets and names every file by its content, so that browsers
//!    may keep them for ever;
//! 6. the pages are filled in with those names;
//! 7. everything is compressed ahead.
//!
//! Steps 2 to 7 are left out when nothing that goes into them has changed.

mod bundle;
mod fingerprint;
mod pack;
mod page;
mod split;
mod styles;

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::provision::npm_ci;
use crate::run::say;
use crate::wasm_road::Road;
use crate::workspace::Workspace;

pub fn build(workspace: &Workspace) -> Result<()> {
    let started = Instant::now();
    let road = Road::find(workspace)?;
    say("compiling the console to WebAssembly (minutes the first time, seconds after)");
    let wasm = road.build(workspace)?;

    let stage = workspace.console_stage();
    let fingerprint = fingerprint::of(workspace, &wasm)?;
    let packed = match pack::Manifest::read(&stage).filter(|m| m.fingerprint == fingerprint) {
        Some(manifest) => manifest,
        None => assemble(workspace, &wasm, fingerprint)?,
    };
    publish(workspace, &packed)?;
    for sentence in packed.sentences() {
        say(sentence);
    }
    say(format!(
        "the console is ready in {} ({:.1} s)",
        workspace.console_dist().display(),
        started.elapsed().as_secs_f32()
    ));
    Ok(())
}

fn assemble(workspace: &Workspace, wasm: &Path, fingerprint: String) -> Result<pack::Manifest> {
    npm_ci(&workspace.admin_ui())?;
    let stage = workspace.console_stage();
    let before = stage.with_extension("before");
    if before.exists() {
        fs::remove_dir_all(&before)?;
    }
    if stage.exists() {
        fs::rename(&stage, &before)?;
    }
    let dist = stage.join("dist");
    fs::create_dir_all(&dist)?;

    let parts = bundle::bind(wasm, &stage)?;
    bundle::shrink(workspace, &stage)?;
    let assets = bundle::bundle(workspace, &stage, &dist)?;
    let admin_ui = workspace.admin_ui();
    styles::check(
        &[&admin_ui.join("src"), &admin_ui.join("index.html")],
        &dist.join(assets.url("assets/app.css")?.trim_start_matches('/')),
    )?;
    let visits = page::write(workspace, &assets, &dist)?;
    let mut manifest = pack::pack(&dist, &before.join("dist"), fingerprint, visits)?;
    manifest.name_parts(&parts, &assets)?;
    manifest.write(&stage)?;
    Ok(manifest)
}

/// Copies the finished files to where the server embeds them, unless those very files are there:
/// a changed folder makes cargo compile the server again.
fn publish(workspace: &Workspace, packed: &pack::Manifest) -> Result<()> {
    let dist = workspace.console_dist();
    let beside = dist.parent().context("the folder has a parent")?;
    let there = pack::Manifest::read(beside);
    if dist.is_dir() && there.is_some_and(|there| there.fingerprint == packed.fingerprint) {
        return Ok(());
    }
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    copy_folder(&workspace.console_stage().join("dist"), &dist)?;
    packed.write(beside)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
