//! Compressing ahead of time, and the account of what everything weighs.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use super::bundle::Assets;
use super::page::Visits;
use super::split::Parts;
use crate::run::say;

/// What a visit may load, compressed: of somebody who is signed in, and of somebody who is to sign in.
const FIRST_LOAD_BUDGET: u64 = 350 * 1000;
const SIGN_IN_BUDGET: u64 = 40 * 1000;
/// Already compressed inside.
const DENSE: [&str; 3] = ["woff2", "png", "jpg"];
/// Below this a header weighs more than the gain.
const TOO_SMALL: u64 = 200;

const MANIFEST: &str = "manifest.json";

#[derive(Serialize, Deserialize)]
pub struct Manifest {
    /// Of everything that went in.
    pub fingerprint: String,
    first_load: Load,
    sign_in: Load,
    parts: Vec<Part>,
    files: Vec<File>,
}

/// What comes with the first page of its kind.
#[derive(Serialize, Deserialize)]
struct Part {
    name: String,
    /// As a browser gets them; files shared with other parts come only once.
    bytes: u64,
    files: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Load {
    /// Sum of the files below as a browser gets them.
    bytes: u64,
    budget: u64,
    files: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct File {
    path: String,
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    brotli: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gzip: Option<u64>,
}

impl Manifest {
    pub fn read(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(folder.join(MANIFEST)).ok()?).ok()
    }

    pub fn write(&self, folder: &Path) -> Result<()> {
        fs::write(folder.join(MANIFEST), serde_json::to_vec_pretty(self)?)?;
        Ok(())
    }

    /// A sentence for each visit, and for each part.
    pub fn sentences(&self) -> Vec<String> {
        let mut sentences = vec![
            self.sentence("sign-in", &self.sign_in),
            self.sentence("first load", &self.first_load),
        ];
        sentences.extend(self.parts.iter().map(|part| self.part_sentence(part)));
        sentences
    }

    fn sentence(&self, name: &str, load: &Load) -> String {
        let Load {
            bytes,
            budget,
            files,
        } = load;
        let mut parts: Vec<(u64, &str)> = files
            .iter()
            .filter_map(|path| self.files.iter().find(|file| file.path == *path))
            .map(|file| (file.sent(), file.path.as_str()))
            .collect();
        parts.sort_unstable_by(|a, b| b.cmp(a));
        let parts: Vec<String> = parts
            .iter()
            .map(|(bytes, path)| format!("{path} {:.1}", kb(*bytes)))
            .collect();
        format!(
            "{name} {:.1} KB compressed, {} the budget of {:.0} KB ({})",
            kb(*bytes),
            if bytes <= budget { "within" } else { "OVER" },
            kb(*budget),
            parts.join(", ")
        )
    }

    /// Adds what each part weighs.
    pub fn name_parts(&mut self, parts: &Parts, assets: &Assets) -> Result<()> {
        for (name, sources) in parts {
            let files = sources
                .iter()
                .map(|source| Ok(assets.url(source)?.trim_start_matches('/').to_owned()))
                .collect::<Result<Vec<String>>>()?;
            let sent = |path: &String| self.files.iter().find(|file| file.path == *path);
            self.parts.push(Part {
                name: name.clone(),
                bytes: files.iter().filter_map(sent).map(File::sent).sum(),
                files,
            });
        }
        Ok(())
    }

    fn part_sentence(&self, part: &Part) -> String {
        let Part { name, bytes, files } = part;
        let own: u64 = self
            .files
            .iter()
            .filter(|file| files.contains(&file.path) && self.sharers(&file.path) == 1)
            .map(File::sent)
            .sum();
        format!(
            "part {name} {:.1} KB compressed in {} files, {:.1} KB of it shared with no other part",
            kb(*bytes),
            files.len(),
            kb(own)
        )
    }

    fn sharers(&self, path: &str) -> usize {
        self.parts
            .iter()
            .filter(|part| part.files.iter().any(|file| file == path))
            .count()
    }
}

impl File {
    /// As a browser that knows brotli gets it.
    fn sent(&self) -> u64 {
        self.brotli.unwrap_or(self.bytes)
    }
}

/// Writes `.br` and `.gz` beside every file that gains by it. What was already compressed the time
/// `before` is taken from there: the explorer alone takes ten seconds and hardly ever changes.
pub fn pack(dist: &Path, before: &Path, fingerprint: String, visits: Visits) -> Result<Manifest> {
    say("compressing the console's files");
    let mut files = Vec::new();
    pack_folder(&Folders { dist, before }, dist, &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let Visits { first, sign_in } = visits;
    Ok(Manifest {
        fingerprint,
        first_load: load(&files, first, FIRST_LOAD_BUDGET),
        sign_in: load(&files, sign_in, SIGN_IN_BUDGET),
        parts: Vec::new(),
        files,
    })
}

fn load(files: &[File], loaded: Vec<String>, budget: u64) -> Load {
    Load {
        bytes: files
            .iter()
            .filter(|file| loaded.contains(&file.path))
            .map(File::sent)
            .sum(),
        budget,
        files: loaded,
    }
}

struct Folders<'a> {
    dist: &'a Path,
    before: &'a Path,
}

fn pack_folder(folders: &Folders<'_>, folder: &Path, files: &mut Vec<File>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            pack_folder(folders, &path, files)?;
        } else {
            files.push(pack_file(folders, &path)?);
        }
    }
    Ok(())
}

fn pack_file(folders: &Folders<'_>, path: &Path) -> Result<File> {
    let content = fs::read(path)?;
    let bytes = content.len() as u64;
    let name = path
        .strip_prefix(folders.dist)
        .context("the file lies in the folder")?;
    let old = folders.before.join(name);
    let same = fs::read(&old).is_ok_and(|old| old == content);

    let beside = |suffix: &str, compress: fn(&[u8]) -> Result<Vec<u8>>| -> Result<u64> {
        let packed = match fs::read(with_suffix(&old, suffix)) {
            Ok(packed) if same => packed,
            _ => compress(&content)?,
        };
        fs::write(with_suffix(path, suffix), &packed)?;
        Ok(packed.len() as u64)
    };
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    let gains = bytes >= TOO_SMALL && !DENSE.contains(&extension);
    Ok(File {
        path: name.to_string_lossy().into_owned(),
        bytes,
        brotli: gains.then(|| beside(".br", brotli)).transpose()?,
        gzip: gains.then(|| beside(".gz", gzip)).transpose()?,
    })
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut packed, &params)?;
    Ok(packed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

fn kb(bytes: u64) -> f64 {
    bytes as f64 / 1000.0
}
