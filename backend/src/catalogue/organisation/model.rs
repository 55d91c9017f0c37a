//! A body that owns, operates or funds.

use veiviser_schema::content::codes::OrganisationKind;
use veiviser_schema::ids::{MunicipalityNumber, OrganisationId};

use veiviser_schema::words::{Sought, Words};

#[derive(Debug)]
pub struct Organisation {
    pub id: OrganisationId,
    pub name: String,
    pub kind: OrganisationKind,
    pub organisation_number: Option<String>,
    pub website: Option<String>,
    /// Where it belongs, when it is one municipality's.
    pub municipality: Option<MunicipalityNumber>,
    pub words: Words,
    pub sort_key: String,
}

/// Which organisations are sought.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub text: Option<Sought>,
    pub kind: Option<OrganisationKind>,
    pub municipality: Option<MunicipalityNumber>,
}

impl Filter {
    #[must_use]
    pub fn lets_pass(&self, organisation: &Organisation) -> bool {
        let Self {
            text,
            kind,
            municipality,
        } = self;
        text.as_ref()
            .is_none_or(|text| organisation.words.answer(text))
            && kind.is_none_or(|kind| organisation.kind == kind)
            && municipality
                .as_ref()
                .is_none_or(|number| organisation.municipality.as_ref() == Some(number))
    }
}
