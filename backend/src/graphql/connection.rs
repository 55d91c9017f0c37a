//! Relay connections: the page that is asked for, cursors, and `totalCount`.
//!
//! A cursor is the sort key of its row with the row's id, so that a page goes on where the last one ended even when rows come and go
//! between the two.

use std::borrow::Cow;

use async_graphql::SimpleObject;
use async_graphql::connection::{Connection, Edge, EmptyFields};
use async_graphql::{OutputType, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::outcome::bad_argument;

/// How many are given when nobody says.
pub const DEFAULT_PAGE: usize = 20;
/// How many are given at most.
pub const MAX_PAGE: usize = 100;

/// What a connection has besides its edges.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct Total {
    /// How many there are in all, whatever the page.
    pub total_count: i32,
}

pub type Listed<Node> = Connection<String, Node, Total, EmptyFields>;

/// Which end a page is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    Forward,
    Backward,
}

/// A list as its cursors know it. A cursor of another list, or of this one in another order, would lead nowhere: it is refused.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct List {
    /// What is listed, and in which order.
    pub name: Cow<'static, str>,
    /// How many values a cursor holds.
    pub keys: usize,
}

impl List {
    #[must_use]
    pub const fn new(name: &'static str, keys: usize) -> Self {
        Self {
            name: Cow::Borrowed(name),
            keys,
        }
    }

    /// One list that is asked for in several orders. The order's code stands in cursors that clients keep: it must never change.
    #[must_use]
    pub fn ordered(name: &str, order: &str, keys: usize) -> Self {
        Self {
            name: format!("{name} {order}").into(),
            keys,
        }
    }
}

/// The page that is asked for. `start` excludes the row it names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Page {
    pub list: List,
    pub direction: Direction,
    pub size: usize,
    pub after: Option<Cursor>,
    pub before: Option<Cursor>,
}

/// A position in a sorted list: the values of the sort keys, the id last.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cursor(pub Vec<String>);

impl Cursor {
    #[must_use]
    pub fn encode(&self, list: &List) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(&list.name, &self.0)).unwrap_or_default())
    }

    /// Reads a cursor of this list.
    pub fn decode(text: &str, list: &List) -> Result<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok();
        bytes
            .and_then(|bytes| serde_json::from_slice::<(String, Vec<String>)>(&bytes).ok())
            .filter(|(name, values)| *name == list.name && values.len() == list.keys)
            .map(|(_, values)| Self(values))
            .ok_or_else(|| {
                bad_argument("This is not a cursor that this list gave out in this order.")
            })
    }
}

impl Page {
    /// The first so many.
    #[must_use]
    pub fn first(size: usize, list: List) -> Self {
        Self {
            list,
            direction: Direction::Forward,
            size,
            after: None,
            before: None,
        }
    }

    /// Reads Relay's four arguments.
    pub fn parse(
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        list: List,
    ) -> Result<Self> {
        let (direction, size) = match (first, last) {
            (Some(_), Some(_)) => return Err(bad_argument("Ask for first or last, not both.")),
            (first, None) => (Direction::Forward, first),
            (None, last) => (Direction::Backward, last),
        };
        let size = match size {
            None => DEFAULT_PAGE,
            Some(size) => usize::try_from(size)
                .ok()
                .filter(|size| *size <= MAX_PAGE)
                .ok_or_else(|| bad_argument("A page has between 0 and 100 items."))?,
        };
        let cursor =
            |text: Option<String>| text.map(|text| Cursor::decode(&text, &list)).transpose();
        Ok(Self {
            direction,
            size,
            after: cursor(after)?,
            before: cursor(before)?,
            list,
        })
    }

    /// Takes the page out of a list that is already sorted. `cursor` names a row; `position` says how a row stands to a cursor.
    pub fn of_sorted<T, N: OutputType>(
        &self,
        rows: &[T],
        cursor: impl Fn(&T) -> Cursor,
        position: impl Fn(&T, &Cursor) -> std::cmp::Ordering,
        node: impl Fn(&T) -> N,
    ) -> Listed<N> {
        let start = self.after.as_ref().map_or(0, |after| {
            rows.partition_point(|row| position(row, after).is_le())
        });
        let end = self.before.as_ref().map_or(rows.len(), |before| {
            rows.partition_point(|row| position(row, before).is_lt())
        });
        let end = end.max(start);
        let (from, to) = match self.direction {
            Direction::Forward => (start, end.min(start + self.size)),
            Direction::Backward => (start.max(end.saturating_sub(self.size)), end),
        };
        let mut connection =
            Connection::with_additional_fields(from > 0, to < rows.len(), Total::of(rows.len()));
        connection.edges.extend(
            rows[from..to]
                .iter()
                .map(|row| Edge::new(cursor(row).encode(&self.list), node(row))),
        );
        connection
    }

    /// Builds the connection from rows a database gave: asked for `size + 1` in the page's direction (backward: reversed order).
    pub fn of_rows<T, N: OutputType>(
        &self,
        mut rows: Vec<T>,
        total: u64,
        cursor: impl Fn(&T) -> Cursor,
        node: impl Fn(T) -> N,
    ) -> Listed<N> {
        let more = rows.len() > self.size;
        rows.truncate(self.size);
        let (previous, next) = match self.direction {
            Direction::Forward => (self.after.is_some(), more),
            Direction::Backward => {
                rows.reverse();
                (more, self.before.is_some())
            }
        };
        let total = usize::try_from(total).unwrap_or(usize::MAX);
        let mut connection = Connection::with_additional_fields(previous, next, Total::of(total));
        connection.edges.extend(rows.into_iter().map(|row| {
            let cursor = cursor(&row).encode(&self.list);
            Edge::new(cursor, node(row))
        }));
        connection
    }

    /// How many rows to ask the database for: one more than the page, to know whether there is another.
    #[must_use]
    pub fn limit(&self) -> u64 {
        self.size as u64 + 1
    }
}

/// How many items a list may give, for counting what a query costs before it runs.
#[must_use]
pub fn cost(first: Option<i32>, last: Option<i32>) -> usize {
    let asked = first.or(last).and_then(|size| usize::try_from(size).ok());
    asked.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE)
}

impl Total {
    #[must_use]
    pub fn of(count: usize) -> Self {
        Self {
            total_count: i32::try_from(count).unwrap_or(i32::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTERS: List = List::new("letters", 1);

    fn page(first: Option<i32>, after: Option<&str>) -> Page {
        Page::parse(first, after.map(str::to_owned), None, None, LETTERS).expect("a page")
    }

    fn take(page: &Page, rows: &[&str]) -> (Vec<String>, bool, bool) {
        let listed = page.of_sorted(
            rows,
            |row| Cursor(vec![(*row).to_owned()]),
            |row, cursor| (*row).cmp(cursor.0[0].as_str()),
            |row| (*row).to_owned(),
        );
        let nodes = listed.edges.iter().map(|edge| edge.node.clone()).collect();
        (nodes, listed.has_previous_page, listed.has_next_page)
    }

    #[test]
    fn a_page_goes_on_where_the_last_one_ended() {
        let rows = ["a", "b", "c", "d"];
        assert_eq!(
            take(&page(Some(2), None), &rows),
            (vec!["a".to_owned(), "b".to_owned()], false, true)
        );
        let after_b = Cursor(vec!["b".to_owned()]).encode(&LETTERS);
        assert_eq!(
            take(&page(Some(2), Some(&after_b)), &rows),
            (vec!["c".to_owned(), "d".to_owned()], true, false)
        );
        // The row the cursor names is gone: the page begins at the next one all the same.
        assert_eq!(take(&page(Some(1), Some(&after_b)), &["a", "c"]).0, ["c"]);
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(Page::parse(Some(101), None, None, None, LETTERS).is_err());
        assert!(Page::parse(Some(-1), None, None, None, LETTERS).is_err());
        assert!(Page::parse(Some(1), None, Some(1), None, LETTERS).is_err());
        assert!(Page::parse(Some(1), Some("!".to_owned()), None, None, LETTERS).is_err());
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        let cursor = Cursor(vec!["b".to_owned()]);
        assert_eq!(
            Cursor::decode(&cursor.encode(&LETTERS), &LETTERS).expect("ours"),
            cursor
        );
        for other in [
            List::new("numbers", 1),
            List::ordered("letters", "backwards", 1),
        ] {
            assert!(
                Cursor::decode(&cursor.encode(&other), &LETTERS).is_err(),
                "{other:?}"
            );
        }
    }
}
