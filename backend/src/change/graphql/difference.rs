//! Fields that differ, and fields in conflict, with their values as data and as a person reads them.

use std::sync::Arc;

use async_graphql::{Description, Object};
use serde_json::Value;
use veiviser_schema::content::diff::{self, ChangeKind, FieldChange};
use veiviser_schema::content::label::path_label;
use veiviser_schema::content::merge::Conflict;
use veiviser_schema::content::risk::{Risk, field_risk};
use veiviser_schema::text::Language;

use crate::change::facts::KnownFacts;
use crate::identity::user::graphql::UserName;

/// One field that differs between two versions of a listing, in words.
#[derive(Description)]
pub struct FieldDifference {
    change: FieldChange,
    risk: Risk,
    facts: Arc<KnownFacts>,
}

impl FieldDifference {
    #[must_use]
    pub fn all(
        changes: Vec<diff::FieldChange>,
        crisis_service: bool,
        facts: &Arc<KnownFacts>,
    ) -> Vec<Self> {
        changes
            .into_iter()
            .map(|change| Self {
                risk: field_risk(&change.path, crisis_service),
                change,
                facts: Arc::clone(facts),
            })
            .collect()
    }

    fn text(&self, value: Option<&Value>, language: Language) -> Option<String> {
        value.map(|value| self.facts.text(&self.change.path, value, language))
    }
}

#[Object(use_type_description)]
impl FieldDifference {
    async fn path(&self) -> &str {
        &self.change.path
    }

    async fn label(&self, #[graphql(default)] language: Language) -> String {
        self.change.label(language)
    }

    async fn kind(&self) -> ChangeKind {
        self.change.kind
    }

    async fn before(&self) -> Option<&Value> {
        self.change.before.as_ref()
    }

    async fn after(&self) -> Option<&Value> {
        self.change.after.as_ref()
    }

    /// The values as a person reads them.
    async fn before_text(&self, #[graphql(default)] language: Language) -> Option<String> {
        self.text(self.change.before.as_ref(), language)
    }

    async fn after_text(&self, #[graphql(default)] language: Language) -> Option<String> {
        self.text(self.change.after.as_ref(), language)
    }

    async fn risk(&self) -> Risk {
        self.risk
    }
}

/// A field that was changed both here and in what has been published since: a person chooses.
#[derive(Description)]
pub struct FieldConflict {
    pub(crate) conflict: Conflict,
    pub(crate) changed_by: Option<UserName>,
    pub(crate) facts: Arc<KnownFacts>,
}

impl FieldConflict {
    fn text(&self, value: Option<&Value>, language: Language) -> Option<String> {
        value
            .filter(|value| !value.is_null())
            .map(|value| self.facts.text(&self.conflict.path, value, language))
    }
}

#[Object(use_type_description)]
impl FieldConflict {
    async fn path(&self) -> &str {
        &self.conflict.path
    }

    async fn label(&self, #[graphql(default)] language: Language) -> String {
        path_label(&self.conflict.path, language)
    }

    async fn base(&self) -> Option<&Value> {
        self.conflict.base.as_ref()
    }

    async fn live(&self) -> Option<&Value> {
        self.conflict.live.as_ref()
    }

    async fn proposed(&self) -> Option<&Value> {
        self.conflict.proposed.as_ref()
    }

    async fn base_text(&self, #[graphql(default)] language: Language) -> Option<String> {
        self.text(self.conflict.base.as_ref(), language)
    }

    async fn live_text(&self, #[graphql(default)] language: Language) -> Option<String> {
        self.text(self.conflict.live.as_ref(), language)
    }

    async fn proposed_text(&self, #[graphql(default)] language: Language) -> Option<String> {
        self.text(self.conflict.proposed.as_ref(), language)
    }

    /// Who published the other value.
    async fn changed_by(&self) -> Option<&UserName> {
        self.changed_by.as_ref()
    }
}
