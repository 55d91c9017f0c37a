//! The published listings with everything that finds them quickly.
//!
//! Each listing has a slot, a small number, so that a set of listings is a row of bits. Cloning copies pointers only (the indexes are
//! shared until one is written to), which makes the next version after a publication a matter of a few milliseconds at most.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use std::ops::Bound;
use std::sync::Arc;

use chrono::NaiveDate;
use veiviser_schema::ids::{ListingId, MunicipalityNumber, ServiceTypeSlug};

use super::Facts;
use crate::catalogue::listing::model::{Filter, Listing, Order};

type Many = Vec<Arc<Listing>>;

#[derive(Debug, Clone, Default)]
pub struct Listings {
    by_id: HashMap<ListingId, Arc<Listing>>,
    /// All of them in each order of [`Order::ALL`].
    sorted: [Many; 5],
    /// By id within.
    by_municipality: HashMap<MunicipalityNumber, Arc<Many>>,
    by_type: HashMap<ServiceTypeSlug, Arc<Many>>,
    /// The slots of the listings that have a word.
    words: BTreeMap<Arc<str>, Arc<Vec<u32>>>,
    next_slot: u32,
    free_slots: Vec<u32>,
}

impl Listings {
    pub fn of(listings: Vec<Listing>) -> Self {
        let mut all = Self::default();
        for listing in listings {
            let listing = all.enter(listing);
            for sorted in &mut all.sorted {
                sorted.push(Arc::clone(&listing));
            }
            for number in &listing.area {
                let many = all.by_municipality.entry(number.clone()).or_default();
                Arc::make_mut(many).push(Arc::clone(&listing));
            }
            let many = all.by_type.entry(listing.service_type.clone()).or_default();
            Arc::make_mut(many).push(listing);
        }
        for order in Order::ALL {
            all.sorted[order.index()].sort_unstable_by(|a, b| order.compare(a, b));
        }
        for many in all.by_municipality.values_mut() {
            Arc::make_mut(many).sort_unstable_by_key(|listing| listing.id);
        }
        for many in all.by_type.values_mut() {
            Arc::make_mut(many).sort_unstable_by_key(|listing| listing.id);
        }
        all
    }

    /// Gives a listing its slot and files its id and its words.
    fn enter(&mut self, mut listing: Listing) -> Arc<Listing> {
        listing.slot = self.free_slots.pop().unwrap_or_else(|| {
            self.next_slot += 1;
            self.next_slot - 1
        });
        let listing = Arc::new(listing);
        for word in listing.words.iter() {
            match self.words.get_mut(word) {
                Some(slots) => Arc::make_mut(slots).push(listing.slot),
                None => {
                    self.words
                        .insert(Arc::from(word), Arc::new(vec![listing.slot]));
                }
            }
        }
        self.by_id.insert(listing.id, Arc::clone(&listing));
        listing
    }

    /// Adds a listing that is not there.
    pub fn put(&mut self, listing: Listing) {
        self.remove(listing.id);
        let listing = self.enter(listing);
        for order in Order::ALL {
            let sorted = &mut self.sorted[order.index()];
            let at = sorted.partition_point(|other| order.compare(other, &listing).is_lt());
            sorted.insert(at, Arc::clone(&listing));
        }
        for number in &listing.area {
            file(&mut self.by_municipality, number, &listing);
        }
        file(&mut self.by_type, &listing.service_type, &listing);
    }

    pub fn remove(&mut self, id: ListingId) {
        let Some(listing) = self.by_id.remove(&id) else {
            return;
        };
        for order in Order::ALL {
            let sorted = &mut self.sorted[order.index()];
            if let Ok(at) = sorted.binary_search_by(|other| order.compare(other, &listing)) {
                sorted.remove(at);
            }
        }
        for number in &listing.area {
            unfile(&mut self.by_municipality, number, id);
        }
        unfile(&mut self.by_type, &listing.service_type, id);
        for word in listing.words.iter() {
            if let Some(slots) = self.words.get_mut(word) {
                Arc::make_mut(slots).retain(|slot| *slot != listing.slot);
                if slots.is_empty() {
                    self.words.remove(word);
                }
            }
        }
        self.free_slots.push(listing.slot);
    }

    /// Those whose last day was before this one.
    pub fn over(&self, day: NaiveDate) -> impl Iterator<Item = ListingId> {
        let all = self.by_id.values();
        all.filter(move |listing| listing.is_over(day))
            .map(|listing| listing.id)
    }

    pub fn get(&self, id: ListingId) -> Option<&Arc<Listing>> {
        self.by_id.get(&id)
    }

    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    pub fn serving(&self, municipality: &MunicipalityNumber) -> &[Arc<Listing>] {
        self.by_municipality
            .get(municipality)
            .map_or(&[], |many| many.as_slice())
    }

    pub fn of_type(&self, service_type: &ServiceTypeSlug) -> &[Arc<Listing>] {
        self.by_type
            .get(service_type)
            .map_or(&[], |many| many.as_slice())
    }

    /// The listings a filter lets pass, sorted. Starts from the smallest index that has them all.
    pub fn find(&self, facts: &Facts, filter: &Filter, order: Order) -> Cow<'_, [Arc<Listing>]> {
        let sorted = &self.sorted[order.index()];
        if filter.is_empty() {
            return Cow::Borrowed(sorted);
        }
        let test = self.test(facts, filter);
        let few = match (&filter.municipality, &filter.service_type) {
            (Some(number), Some(slug)) => {
                let (here, alike) = (self.serving(number), self.of_type(slug));
                Some(if here.len() <= alike.len() {
                    here
                } else {
                    alike
                })
            }
            (Some(number), None) => Some(self.serving(number)),
            (None, Some(slug)) => Some(self.of_type(slug)),
            (None, None) => None,
        };
        // Sorting few beats walking through all that are sorted already.
        if let Some(few) = few.filter(|few| few.len() < sorted.len() / 8) {
            let mut found: Many = few
                .iter()
                .filter(|listing| test.passes(listing))
                .cloned()
                .collect();
            found.sort_unstable_by(|a, b| order.compare(a, b));
            return Cow::Owned(found);
        }
        Cow::Owned(
            sorted
                .iter()
                .filter(|listing| test.passes(listing))
                .cloned()
                .collect(),
        )
    }

    fn test<'a>(&self, facts: &'a Facts, filter: &'a Filter) -> Test<'a> {
        let by_type = filter.topic.is_some() || filter.crisis.is_some();
        let types = by_type.then(|| {
            facts
                .service_types
                .values()
                .filter(|kind| {
                    filter
                        .topic
                        .is_none_or(|topic| kind.topics.contains(&topic))
                        && filter.crisis.is_none_or(|crisis| kind.crisis == crisis)
                })
                .map(|kind| &kind.slug)
                .collect()
        });
        let words = filter.text.iter().flat_map(|text| text.iter());
        let words = words
            .map(|word| WordTest {
                slots: self.slots_of(word),
                types: facts
                    .service_types
                    .values()
                    .filter(|kind| kind.name_words.any_begins_with(word))
                    .map(|kind| &kind.slug)
                    .collect(),
            })
            .collect();
        Test {
            filter,
            types,
            words,
        }
    }

    /// The listings with a word that begins so.
    fn slots_of(&self, beginning: &str) -> Slots {
        let mut slots = Slots::with_room(self.next_slot);
        let from = (Bound::Included(beginning), Bound::Unbounded);
        for (word, listings) in self.words.range::<str, _>(from) {
            if !word.starts_with(beginning) {
                break;
            }
            listings.iter().for_each(|slot| slots.add(*slot));
        }
        slots
    }
}

/// A filter made ready for many listings.
struct Test<'a> {
    filter: &'a Filter,
    types: Option<HashSet<&'a ServiceTypeSlug>>,
    words: Vec<WordTest<'a>>,
}

/// One word that was typed: the listings that have it, and the types whose listings are found by it.
struct WordTest<'a> {
    slots: Slots,
    types: HashSet<&'a ServiceTypeSlug>,
}

impl Test<'_> {
    fn passes(&self, listing: &Listing) -> bool {
        self.words
            .iter()
            .all(|word| word.slots.has(listing.slot) || word.types.contains(&listing.service_type))
            && self
                .types
                .as_ref()
                .is_none_or(|types| types.contains(&listing.service_type))
            && self.filter.lets_pass(listing)
    }
}

/// A set of slots.
struct Slots(Vec<u64>);

impl Slots {
    fn with_room(slots: u32) -> Self {
        Self(vec![0; slots.div_ceil(64) as usize])
    }

    fn add(&mut self, slot: u32) {
        self.0[(slot / 64) as usize] |= 1 << (slot % 64);
    }

    fn has(&self, slot: u32) -> bool {
        self.0[(slot / 64) as usize] & (1 << (slot % 64)) != 0
    }
}

fn file<K: Hash + Eq + Clone>(index: &mut HashMap<K, Arc<Many>>, key: &K, listing: &Arc<Listing>) {
    let many = Arc::make_mut(index.entry(key.clone()).or_default());
    let at = many.partition_point(|other| other.id < listing.id);
    many.insert(at, Arc::clone(listing));
}

fn unfile<K: Hash + Eq>(index: &mut HashMap<K, Arc<Many>>, key: &K, id: ListingId) {
    if let Some(many) = index.get_mut(key) {
        let many = Arc::make_mut(many);
        if let Ok(at) = many.binary_search_by_key(&id, |other| other.id) {
            many.remove(at);
        }
    }
}
