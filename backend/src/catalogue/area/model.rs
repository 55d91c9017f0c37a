//! Where people live.

use veiviser_schema::content::codes::LanguageForm;
use veiviser_schema::ids::{CountyNumber, MunicipalityNumber};

use veiviser_schema::words::Words;

#[derive(Debug)]
pub struct County {
    pub number: CountyNumber,
    pub name: String,
    pub name_official: String,
}

#[derive(Debug)]
pub struct Municipality {
    pub number: MunicipalityNumber,
    pub county: CountyNumber,
    pub name: String,
    pub name_official: String,
    pub name_northern_sami: Option<String>,
    pub name_lule_sami: Option<String>,
    pub name_southern_sami: Option<String>,
    pub name_kven: Option<String>,
    pub language_form: LanguageForm,
    pub organisation_number: Option<String>,
    pub sami_administrative_area: bool,
    pub latitude: f64,
    pub longitude: f64,
    /// Of every name.
    pub words: Words,
}
