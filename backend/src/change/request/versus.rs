//! A draft seen against what it began from and what is published now.

use std::collections::BTreeMap;

use veiviser_schema::content::ListingContent;
use veiviser_schema::content::diff::{FieldChange, diff};
use veiviser_schema::content::merge::{Conflict, Merged, Side, merge};
use veiviser_schema::content::risk::{Risk, change_risk};
use veiviser_schema::content::road::{Road, TypeRules, change_road};

/// The three sides. What is missing was never published: it says nothing.
pub struct Versus<'a> {
    pub base: Option<&'a ListingContent>,
    pub live: Option<&'a ListingContent>,
    pub proposed: &'a ListingContent,
}

impl Versus<'_> {
    /// The same, for a document that was already carried over to what is published now.
    #[must_use]
    pub fn rebased(self) -> Self {
        Self {
            base: self.live,
            ..self
        }
    }

    /// The draft carried over to what is published now.
    #[must_use]
    pub fn merged(&self, choices: &BTreeMap<String, Side>) -> Merged {
        let nothing = ListingContent::default();
        let base = self.base.unwrap_or(&nothing);
        let live = self.live.unwrap_or(&nothing);
        merge(base, live, self.proposed, choices)
    }

    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict> {
        if self.base == self.live {
            return Vec::new();
        }
        match self.merged(&BTreeMap::new()) {
            Merged::Clean(_) => Vec::new(),
            Merged::Conflicts(conflicts) => conflicts,
        }
    }

    /// What would be different if the draft's side won wherever both changed a field. What others published meanwhile in other
    /// fields is not undone, so it is no difference.
    #[must_use]
    pub fn differences(&self) -> Vec<FieldChange> {
        let nothing = ListingContent::default();
        let live = self.live.unwrap_or(&nothing);
        if self.base == self.live {
            return diff(live, self.proposed);
        }
        let mine = self
            .conflicts()
            .into_iter()
            .map(|conflict| (conflict.path, Side::Proposed))
            .collect();
        match self.merged(&mine) {
            Merged::Clean(wanted) => diff(live, &wanted),
            Merged::Conflicts(_) => diff(live, self.proposed),
        }
    }

    #[must_use]
    pub fn risk(&self, crisis_service: bool) -> Risk {
        change_risk(&self.differences(), crisis_service, self.live.is_none())
    }

    /// The road it would take to the public.
    #[must_use]
    pub fn road(&self, rules: TypeRules) -> Road {
        change_road(&self.differences(), rules, self.live.is_none())
    }
}
