//! Which compressed form a client takes, and whether it has the file already.

use http::HeaderValue;
use http::header::GetAll;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    /// The smaller first.
    pub const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// Of the file that lies beside the plain one.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }
}

/// The encodings of ours that the client takes, the smaller first: sizes decide, not its preference.
pub fn accepted(header: GetAll<'_, HeaderValue>) -> impl Iterator<Item = Encoding> {
    let offered: Vec<(&str, bool)> = parts(&header)
        .map(|part| match part.split_once(';') {
            Some((name, quality)) => (name.trim(), !is_zero(quality)),
            None => (part, true),
        })
        .collect();
    Encoding::ALL.into_iter().filter(move |encoding| {
        let by = |wanted: &str| {
            offered
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
                .map(|(_, taken)| *taken)
        };
        by(encoding.name()).or_else(|| by("*")).unwrap_or(false)
    })
}

/// `q=0`, `q=0.0`: not wanted at all.
fn is_zero(quality: &str) -> bool {
    quality
        .trim()
        .strip_prefix("q=")
        .and_then(|q| q.trim().parse::<f32>().ok())
        .is_some_and(|q| q <= 0.0)
}

/// Names the content and its form: two forms of one file are different to a cache.
pub fn etag(hash: [u8; 32], encoding: Option<Encoding>) -> String {
    use std::fmt::Write;
    let mut tag = String::from("\"");
    for byte in &hash[..16] {
        // Writing to a String cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    if let Some(encoding) = encoding {
        tag.push('-');
        tag.push_str(encoding.name());
    }
    tag.push('"');
    tag
}

fn parts<'a>(header: &GetAll<'a, HeaderValue>) -> impl Iterator<Item = &'a str> + use<'a> {
    header
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}
