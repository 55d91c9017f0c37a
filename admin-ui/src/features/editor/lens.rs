//! A way to one part of the document, to read and to change it: what a field is handed instead of the whole.

use std::sync::Arc;

use veiviser_schema::content::ListingContent;

type Read<T> = dyn for<'a> Fn(&'a ListingContent) -> Option<&'a T> + Send + Sync;
type Write<T> = dyn for<'a> Fn(&'a mut ListingContent) -> Option<&'a mut T> + Send + Sync;

/// One part of a listing. Nothing where the part is gone, as a field of a place that was taken out.
pub struct Lens<T> {
    read: Arc<Read<T>>,
    write: Arc<Write<T>>,
}

impl<T> Clone for Lens<T> {
    fn clone(&self) -> Self {
        Self {
            read: Arc::clone(&self.read),
            write: Arc::clone(&self.write),
        }
    }
}

impl<T> Lens<T> {
    pub fn new(
        read: impl for<'a> Fn(&'a ListingContent) -> Option<&'a T> + Send + Sync + 'static,
        write: impl for<'a> Fn(&'a mut ListingContent) -> Option<&'a mut T> + Send + Sync + 'static,
    ) -> Self {
        Self {
            read: Arc::new(read),
            write: Arc::new(write),
        }
    }

    pub fn read<'a>(&self, content: &'a ListingContent) -> Option<&'a T> {
        (self.read)(content)
    }

    pub fn write<'a>(&self, content: &'a mut ListingContent) -> Option<&'a mut T> {
        (self.write)(content)
    }

    /// The part, or an empty one.
    pub fn value(&self, content: &ListingContent) -> T
    where
        T: Clone + Default,
    {
        self.read(content).cloned().unwrap_or_default()
    }
}

/// `lens!(audience.note)` is that field; `lens!(places[key].street)` is that field of the thing with this key.
macro_rules! lens {
    ($($list:ident).+ [$key:expr] . $($field:ident).+) => {{
        let (reads, writes): (String, String) = ($key.clone(), $key.clone());
        $crate::features::editor::lens::Lens::new(
            move |content| {
                let index = $crate::features::editor::items::position(&content.$($list).+, &reads)?;
                Some(&content.$($list).+[index].$($field).+)
            },
            move |content| {
                let index = $crate::features::editor::items::position(&content.$($list).+, &writes)?;
                Some(&mut content.$($list).+[index].$($field).+)
            },
        )
    }};
    ($($field:ident).+) => {
        $crate::features::editor::lens::Lens::new(
            |content| Some(&content.$($field).+),
            |content| Some(&mut content.$($field).+),
        )
    };
}
pub(crate) use lens;

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::content::Place;

    #[test]
    fn a_field_is_read_and_written_where_it_is() {
        let mut content = ListingContent::default();
        let note: Lens<veiviser_schema::text::LocalizedText> = lens!(audience.note);
        note.write(&mut content).expect("always there").nb = Some("Hei".to_owned());
        assert_eq!(content.audience.note.nb.as_deref(), Some("Hei"));
        assert_eq!(note.value(&content).nb.as_deref(), Some("Hei"));
    }

    #[test]
    fn a_thing_is_followed_by_its_key_and_may_be_gone() {
        let place = |id: &str| Place {
            id: id.to_owned(),
            ..Default::default()
        };
        let mut content = ListingContent {
            places: vec![place("a"), place("b")],
            ..Default::default()
        };
        let key = "b".to_owned();
        let street: Lens<String> = lens!(places[key].street);
        content.places.swap(0, 1);
        *street.write(&mut content).expect("it is there") = "Torget 1".to_owned();
        assert_eq!(content.places[0].street, "Torget 1");
        content.places.remove(0);
        assert!(street.read(&content).is_none());
        assert_eq!(street.value(&content), "");
    }
}
