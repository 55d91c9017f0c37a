//! Where the files are: inside the program for a release build, on disk for a debug build.

use axum::body::Bytes;
use rust_embed::RustEmbed;

pub struct File {
    pub bytes: Bytes,
    /// SHA-256 of the bytes.
    pub hash: [u8; 32],
}

pub trait FileStore: Send + Sync {
    fn get(&self, name: &str) -> Option<File>;
}

/// What `cargo xtask console` made. A server built before that carries nothing, and says so.
#[derive(RustEmbed)]
#[folder = "../target/console/dist"]
#[allow_missing = true]
struct Dist;

pub struct Embedded;

impl FileStore for Embedded {
    fn get(&self, name: &str) -> Option<File> {
        let file = Dist::get(name)?;
        Some(File {
            hash: file.metadata.sha256_hash(),
            bytes: match file.data {
                std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
            },
        })
    }
}
