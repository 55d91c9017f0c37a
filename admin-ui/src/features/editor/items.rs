//! Lists of things an editor adds to, orders and takes from. What has a key of its own keeps it wherever it moves; what has none is
//! known by its place.

use std::collections::HashSet;

use veiviser_schema::content::{
    AgeBand, Announcement, ContactPoint, LegalBasis, ListingContent, Place,
};

/// Something in a list.
pub trait Item: Clone + PartialEq + Send + Sync + 'static {
    /// What it is known by: its own key, or its place.
    fn key(&self, index: usize) -> String;
    /// An empty one. `key` is for those that have one of their own.
    fn fresh(key: String) -> Self;
}

macro_rules! keyed_items {
    ($($kind:ty),*) => {$(
        impl Item for $kind {
            fn key(&self, index: usize) -> String {
                if self.id.is_empty() { index.to_string() } else { self.id.clone() }
            }
            fn fresh(key: String) -> Self {
                Self { id: key, ..Self::default() }
            }
        }
    )*};
}
keyed_items!(Announcement, ContactPoint, Place);

macro_rules! placed_items {
    ($($kind:ty),*) => {$(
        impl Item for $kind {
            fn key(&self, index: usize) -> String {
                index.to_string()
            }
            fn fresh(_: String) -> Self {
                Self::default()
            }
        }
    )*};
}
placed_items!(AgeBand, LegalBasis);

/// The keys of a list, in order.
pub fn keys<T: Item>(list: &[T]) -> Vec<String> {
    list.iter()
        .enumerate()
        .map(|(index, item)| item.key(index))
        .collect()
}

/// Where the thing with this key stands.
pub fn position<T: Item>(list: &[T], key: &str) -> Option<usize> {
    list.iter()
        .enumerate()
        .position(|(index, item)| item.key(index) == key)
}

/// Moves a thing up (negative) or down; gives its new place, or nothing where it cannot move.
pub fn shift<T: Item>(list: &mut [T], key: &str, by: isize) -> Option<usize> {
    let from = position(list, key)?;
    let to = from.checked_add_signed(by).filter(|to| *to < list.len())?;
    list.swap(from, to);
    Some(to)
}

/// Takes a thing out; gives its place and itself, to put back.
pub fn take<T: Item>(list: &mut Vec<T>, key: &str) -> Option<(usize, T)> {
    let index = position(list, key)?;
    Some((index, list.remove(index)))
}

/// Puts a thing back where it was, as near as the list allows.
pub fn put_back<T: Item>(list: &mut Vec<T>, index: usize, item: T) {
    list.insert(index.min(list.len()), item);
}

/// A key for a new thing: short, and not used in the list.
pub fn new_key<T: Item>(list: &[T], random: uuid::Uuid) -> String {
    let long = random.simple().to_string();
    (8..=long.len())
        .map(|length| long[..length].to_owned())
        .find(|key| position(list, key).is_none())
        .unwrap_or(long)
}

/// Gives a key to things that have none, or one that another has: what came in from elsewhere may lack it.
pub fn mend_keys(content: &mut ListingContent, mut random: impl FnMut() -> uuid::Uuid) {
    mend(&mut content.announcements, |item| &mut item.id, &mut random);
    mend(
        &mut content.contact_points,
        |item| &mut item.id,
        &mut random,
    );
    mend(&mut content.places, |item| &mut item.id, &mut random);
}

fn mend<T: Item>(
    list: &mut [T],
    id: impl Fn(&mut T) -> &mut String,
    random: &mut impl FnMut() -> uuid::Uuid,
) {
    let mut seen = HashSet::new();
    for index in 0..list.len() {
        let own = id(&mut list[index]).clone();
        if own.is_empty() || !seen.insert(own) {
            let key = new_key(list, random());
            seen.insert(key.clone());
            *id(&mut list[index]) = key;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(ids: &[&str]) -> Vec<ContactPoint> {
        ids.iter()
            .map(|id| ContactPoint::fresh((*id).to_owned()))
            .collect()
    }

    #[test]
    fn a_thing_keeps_its_key_when_it_moves() {
        let mut list = points(&["a", "b", "c"]);
        assert_eq!(shift(&mut list, "c", -1), Some(1));
        assert_eq!(keys(&list), ["a", "c", "b"]);
        assert_eq!(shift(&mut list, "a", -1), None);
        assert_eq!(shift(&mut list, "b", 1), None);
        assert_eq!(shift(&mut list, "x", 1), None);
    }

    #[test]
    fn what_was_taken_out_can_be_put_back() {
        let mut list = points(&["a", "b", "c"]);
        let (index, item) = take(&mut list, "b").expect("it is there");
        assert_eq!(keys(&list), ["a", "c"]);
        put_back(&mut list, index, item);
        assert_eq!(keys(&list), ["a", "b", "c"]);
        put_back(&mut list, 9, ContactPoint::fresh("d".to_owned()));
        assert_eq!(keys(&list), ["a", "b", "c", "d"]);
    }

    #[test]
    fn a_new_key_is_short_and_unused() {
        let random = uuid::Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
        assert_eq!(new_key(&points(&["a"]), random), "01234567");
        assert_eq!(new_key(&points(&["01234567"]), random), "012345678");
    }

    #[test]
    fn what_has_no_key_is_known_by_its_place() {
        let mut bands = vec![
            AgeBand {
                from: Some(0),
                to: None,
            },
            AgeBand {
                from: Some(18),
                to: None,
            },
        ];
        assert_eq!(keys(&bands), ["0", "1"]);
        shift(&mut bands, "0", 1);
        assert_eq!(bands[0].from, Some(18));
    }

    #[test]
    fn things_without_a_key_of_their_own_get_one_and_the_others_keep_theirs() {
        let mut content = ListingContent {
            contact_points: points(&["a", "", "a", "b"]),
            ..Default::default()
        };
        let mut next = 0;
        mend_keys(&mut content, || {
            next += 1;
            uuid::Uuid::from_u128(next << 96)
        });
        let ids: Vec<&str> = content
            .contact_points
            .iter()
            .map(|point| point.id.as_str())
            .collect();
        assert_eq!(ids, ["a", "00000001", "00000002", "b"]);
    }
}
