//! What a listing says: the document, its closed lists, what can be wrong with it, how two of them differ, and how they merge.

pub mod codes;
pub mod diff;
mod hours_source;
pub mod label;
pub mod merge;
mod model;
pub mod risk;
pub mod road;
pub mod tree;
mod validate;
pub mod whose;

pub use hours_source::DefaultHours;
pub use model::{
    Access, Accessibility, AgeBand, Announcement, Audience, ContactPoint, Cost, Image, LegalBasis,
    ListingContent, Place, Privacy,
};
pub use validate::{Facts, hours_problems, limits, validate};

use sha2::{Digest, Sha256};

impl ListingContent {
    /// The one written form a revision is stored and hashed in: JSON with the fields in the order of the model, no blanks.
    #[must_use]
    pub fn canonical_json(&self) -> String {
        // Serialising fails on a map with keys that are no text, and on types that refuse: the model has neither.
        serde_json::to_string(self).expect("a document can be written as JSON")
    }

    /// SHA-256 of [`Self::canonical_json`], in lower-case hexadecimal.
    #[must_use]
    pub fn content_hash(&self) -> String {
        let digest = Sha256::digest(self.canonical_json().as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads a stored document. What an older version of the model wrote reads too: fields that were not there take their defaults.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}
