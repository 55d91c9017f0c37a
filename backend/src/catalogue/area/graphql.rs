//! Counties and municipalities as the API shows them.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, InputObject, Object, Result};
use veiviser_schema::content::codes::LanguageForm;
use veiviser_schema::ids::{CountyNumber, MunicipalityNumber};

use super::model;
use crate::catalogue::listing::graphql::OpeningHours;
use crate::graphql::connection::{Cursor, List, Listed, Page, cost};
use crate::snapshot::{self, Snapshot};
use veiviser_schema::words::Sought;

/// A county.
#[derive(Clone, Description)]
pub struct County {
    snapshot: Arc<Snapshot>,
    row: Arc<model::County>,
}

/// A municipality, with its names in every official language and the language form it uses.
#[derive(Clone, Description)]
pub struct Municipality {
    snapshot: Arc<Snapshot>,
    row: Arc<model::Municipality>,
}

impl County {
    #[must_use]
    pub fn of(snapshot: &Arc<Snapshot>, number: &CountyNumber) -> Option<Self> {
        let row = Arc::clone(snapshot.county(number)?);
        Some(Self {
            snapshot: Arc::clone(snapshot),
            row,
        })
    }

    /// The county with a number, if there is one.
    #[must_use]
    pub fn find(ctx: &Context<'_>, number: &CountyNumber) -> Option<Self> {
        Self::of(&snapshot::of(ctx), number)
    }
}

impl Municipality {
    #[must_use]
    pub fn of(snapshot: &Arc<Snapshot>, number: &MunicipalityNumber) -> Option<Self> {
        let row = Arc::clone(snapshot.municipality(number)?);
        Some(Self {
            snapshot: Arc::clone(snapshot),
            row,
        })
    }

    /// The municipality with a number, if there is one.
    #[must_use]
    pub fn find(ctx: &Context<'_>, number: &MunicipalityNumber) -> Option<Self> {
        Self::of(&snapshot::of(ctx), number)
    }
}

#[Object(use_type_description)]
impl County {
    pub async fn id(&self) -> ID {
        self.row.number.node_id().into()
    }

    async fn number(&self) -> &str {
        self.row.number.as_str()
    }

    async fn name(&self) -> &str {
        &self.row.name
    }

    async fn name_official(&self) -> &str {
        &self.row.name_official
    }

    /// Its municipalities, by number.
    #[graphql(complexity = "20 * child_complexity")]
    async fn municipalities(&self) -> Vec<Municipality> {
        self.snapshot
            .municipalities()
            .filter(|row| row.county == self.row.number)
            .map(|row| Municipality {
                snapshot: Arc::clone(&self.snapshot),
                row: Arc::clone(row),
            })
            .collect()
    }
}

#[Object(use_type_description)]
impl Municipality {
    pub async fn id(&self) -> ID {
        self.row.number.node_id().into()
    }

    async fn number(&self) -> &str {
        self.row.number.as_str()
    }

    async fn name(&self) -> &str {
        &self.row.name
    }

    async fn name_official(&self) -> &str {
        &self.row.name_official
    }

    async fn name_northern_sami(&self) -> Option<&str> {
        self.row.name_northern_sami.as_deref()
    }

    async fn name_lule_sami(&self) -> Option<&str> {
        self.row.name_lule_sami.as_deref()
    }

    async fn name_southern_sami(&self) -> Option<&str> {
        self.row.name_southern_sami.as_deref()
    }

    async fn name_kven(&self) -> Option<&str> {
        self.row.name_kven.as_deref()
    }

    async fn county(&self) -> Result<County> {
        County::of(&self.snapshot, &self.row.county)
            .ok_or_else(|| snapshot::torn("a municipality without its county"))
    }

    async fn language_form(&self) -> LanguageForm {
        self.row.language_form
    }

    async fn organisation_number(&self) -> Option<&str> {
        self.row.organisation_number.as_deref()
    }

    async fn sami_administrative_area(&self) -> bool {
        self.row.sami_administrative_area
    }

    /// A point to anchor a map at; not the municipal centre.
    async fn latitude(&self) -> f64 {
        self.row.latitude
    }

    async fn longitude(&self) -> f64 {
        self.row.longitude
    }

    /// The opening hours that listings of the municipality may inherit. Null while it has stated none.
    async fn default_opening_hours(&self) -> Option<OpeningHours> {
        let stated = self.snapshot.default_hours(&self.row.number)?;
        Some(OpeningHours::stated(stated))
    }

    /// How many published listings people here may use.
    async fn listing_count(&self) -> usize {
        self.snapshot.listings_for(&self.row.number).len()
    }
}

/// Which municipalities to list; all of it must hold.
#[derive(InputObject, Default)]
pub struct MunicipalityFilter {
    county_number: Option<String>,
    /// Matches names in any language, ignoring case and accents.
    text: Option<String>,
    language_form: Option<LanguageForm>,
}

#[derive(Default)]
pub struct AreaQuery;

#[Object]
impl AreaQuery {
    /// The 15 counties, by number.
    #[graphql(complexity = "cost(first, last) * child_complexity")]
    async fn counties(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Listed<County>> {
        let page = Page::parse(first, after, last, before, List::new("counties", 1))?;
        let snapshot = snapshot::of(ctx);
        let rows: Vec<_> = snapshot.counties().collect();
        Ok(page.of_sorted(
            &rows,
            |row| Cursor(vec![row.number.to_string()]),
            |row, cursor| row.number.as_str().cmp(&cursor.0[0]),
            |row| County {
                snapshot: Arc::clone(&snapshot),
                row: Arc::clone(row),
            },
        ))
    }

    /// A county by its number, such as `11`.
    async fn county(&self, ctx: &Context<'_>, number: String) -> Option<County> {
        County::find(ctx, &number.parse().ok()?)
    }

    /// The 357 municipalities, by number.
    #[graphql(complexity = "cost(first, last) * child_complexity")]
    async fn municipalities(
        &self,
        ctx: &Context<'_>,
        filter: Option<MunicipalityFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Listed<Municipality>> {
        let page = Page::parse(first, after, last, before, List::new("municipalities", 1))?;
        let MunicipalityFilter {
            county_number,
            text,
            language_form,
        } = filter.unwrap_or_default();
        let sought = text.as_deref().and_then(Sought::read);
        let snapshot = snapshot::of(ctx);
        let rows: Vec<_> = snapshot
            .municipalities()
            .filter(|row| {
                county_number
                    .as_ref()
                    .is_none_or(|number| row.county.as_str() == number)
                    && language_form.is_none_or(|form| row.language_form == form)
                    && sought
                        .as_ref()
                        .is_none_or(|sought| row.words.answer(sought))
            })
            .collect();
        Ok(page.of_sorted(
            &rows,
            |row| Cursor(vec![row.number.to_string()]),
            |row, cursor| row.number.as_str().cmp(&cursor.0[0]),
            |row| Municipality {
                snapshot: Arc::clone(&snapshot),
                row: Arc::clone(row),
            },
        ))
    }

    /// A municipality by its number, such as `1103`.
    async fn municipality(&self, ctx: &Context<'_>, number: String) -> Option<Municipality> {
        Municipality::find(ctx, &number.parse().ok()?)
    }
}
