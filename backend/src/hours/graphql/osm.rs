//! OpenStreetMap's notation, on the way out.

use async_graphql::SimpleObject;
use veiviser_schema::hours::Schedule;
use veiviser_schema::hours::osm::{self, OsmExport, OsmLoss};

/// The hours as the value of OpenStreetMap's `opening_hours` tag.
#[derive(SimpleObject)]
pub struct OpeningHoursOsm {
    /// `Mo-Fr 08:00-15:30; PH off`. Null when the notation has no word for it: it cannot say that hours are not stated.
    value: Option<String>,
    /// Whether the notation says less, or something else to other readers, than the schedule.
    lossy: bool,
    /// What is lost; empty when nothing.
    losses: Vec<OsmLoss>,
}

impl OpeningHoursOsm {
    pub fn of(schedule: &Schedule) -> Self {
        let OsmExport {
            value,
            lossy,
            losses,
        } = osm::export(schedule);
        Self {
            value,
            lossy,
            losses,
        }
    }
}
