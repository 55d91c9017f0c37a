//! Where hours can be copied to: the places and contact points of a listing, and what they are called.

use veiviser_schema::content::ListingContent;
use veiviser_schema::hours::Schedule;
use veiviser_schema::text::Language;

use super::super::items::{keys, position};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    ContactPoints,
    Places,
}

/// One place or contact point of a listing, by its key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub list: List,
    pub key: String,
}

impl Spot {
    /// `places[a1].openingHours` → the place `a1`.
    pub fn of_path(path: &str) -> Option<Self> {
        let (list, rest) = path.split_once('[')?;
        let (key, field) = rest.split_once(']')?;
        let list = match list {
            "contactPoints" => List::ContactPoints,
            "places" => List::Places,
            _ => return None,
        };
        (field == ".openingHours").then(|| Self {
            list,
            key: key.to_owned(),
        })
    }

    /// All of a listing that have hours of their own, in the order the public sees them.
    pub fn all(content: &ListingContent) -> Vec<Self> {
        let of =
            |list: List, keys: Vec<String>| keys.into_iter().map(move |key| Self { list, key });
        of(List::ContactPoints, keys(&content.contact_points))
            .chain(of(List::Places, keys(&content.places)))
            .filter(|spot| spot.read(content).is_some())
            .collect()
    }

    /// Its hours. Nothing where it is gone, or inherits the municipality's.
    pub fn read<'a>(&self, content: &'a ListingContent) -> Option<&'a Schedule> {
        let (source, own) = match self.list {
            List::ContactPoints => {
                let index = position(&content.contact_points, &self.key)?;
                let point = &content.contact_points[index];
                (point.hours_source, &point.opening_hours)
            }
            List::Places => {
                let index = position(&content.places, &self.key)?;
                let place = &content.places[index];
                (place.hours_source, &place.opening_hours)
            }
        };
        source.is_own().then_some(own)
    }

    /// Gives it other hours. False where it is gone, or inherits the municipality's.
    pub fn write(&self, content: &mut ListingContent, hours: &Schedule) -> bool {
        if self.read(content).is_none() {
            return false;
        }
        let slot = match self.list {
            List::ContactPoints => position(&content.contact_points, &self.key)
                .map(|index| &mut content.contact_points[index].opening_hours),
            List::Places => position(&content.places, &self.key)
                .map(|index| &mut content.places[index].opening_hours),
        };
        let Some(slot) = slot else { return false };
        slot.clone_from(hours);
        true
    }

    /// What people call it: "Telefon 39 00 12 34", "Kirkegata 1"; by its number where it has no name.
    pub fn name(&self, content: &ListingContent, language: Language) -> Option<String> {
        let filled = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        match self.list {
            List::ContactPoints => {
                let point = &content.contact_points[position(&content.contact_points, &self.key)?];
                let label = point
                    .label
                    .best(language)
                    .map(|(_, label)| label.to_owned());
                let kind = point.kind.label(language);
                let rest = filled(&point.value).or(label);
                Some(rest.map_or_else(|| kind.to_owned(), |rest| format!("{kind} {rest}")))
            }
            List::Places => {
                let index = position(&content.places, &self.key)?;
                let place = &content.places[index];
                let name = place.name.best(language).map(|(_, name)| name.to_owned());
                let address = [&place.street, &place.city]
                    .into_iter()
                    .filter_map(|text| filled(text))
                    .collect::<Vec<_>>()
                    .join(", ");
                let named = name.or_else(|| filled(&address));
                let number = index + 1;
                Some(named.unwrap_or_else(|| match language {
                    Language::Nb => format!("Sted {number}"),
                    Language::Nn => format!("Stad {number}"),
                    Language::En => format!("Place {number}"),
                }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::content::codes::HoursSource;
    use veiviser_schema::content::{ContactPoint, Place};

    fn content() -> ListingContent {
        ListingContent {
            contact_points: vec![ContactPoint {
                id: "p".to_owned(),
                value: "39 00 12 34".to_owned(),
                ..Default::default()
            }],
            places: vec![
                Place {
                    id: "a".to_owned(),
                    street: "Kirkegata 1".to_owned(),
                    city: "Stavanger".to_owned(),
                    ..Default::default()
                },
                Place {
                    id: "b".to_owned(),
                    ..Default::default()
                },
            ],
            ..Default::default()
        }
    }

    #[test]
    fn a_path_leads_to_its_spot_and_back_to_its_hours() {
        let mut content = content();
        let spot = Spot::of_path("places[b].openingHours").expect("a place");
        assert_eq!(spot.read(&content), Some(&Schedule::default()));
        assert!(spot.write(&mut content, &Schedule::always()));
        assert_eq!(content.places[1].opening_hours, Schedule::always());
        assert_eq!(content.places[0].opening_hours, Schedule::default());
        content.places.clear();
        assert_eq!(spot.read(&content), None);
        assert!(!spot.write(&mut content, &Schedule::always()));
        for other in [
            "places",
            "places[b].name",
            "announcements[a].openingHours",
            "",
        ] {
            assert_eq!(Spot::of_path(other), None, "{other}");
        }
    }

    #[test]
    fn what_inherits_its_hours_is_no_spot() {
        let mut content = content();
        let spot = Spot::of_path("places[b].openingHours").expect("a place");
        content.places[1].hours_source = HoursSource::Municipality;
        assert_eq!(spot.read(&content), None);
        assert!(!spot.write(&mut content, &Schedule::always()));
        assert!(!Spot::all(&content).contains(&spot));
        assert_eq!(content.places[1].opening_hours, Schedule::default());
    }

    #[test]
    fn each_spot_has_a_name() {
        let content = content();
        let names: Vec<_> = Spot::all(&content)
            .iter()
            .filter_map(|spot| spot.name(&content, Language::Nb))
            .collect();
        assert_eq!(
            names,
            ["Telefon 39 00 12 34", "Kirkegata 1, Stavanger", "Sted 2"]
        );
    }
}
