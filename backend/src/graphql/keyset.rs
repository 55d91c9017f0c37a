//! Pages by position: a list is sorted by one key and the row's id, and a page goes on after a row's values, whatever has come and
//! gone meanwhile.

use chrono::{DateTime, SecondsFormat, Utc};
use sea_orm::Value;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Order};
use uuid::Uuid;

use super::connection::{Cursor, Direction, Page};
use super::outcome::bad_argument;

/// What kind of value a key is, to read it back from a cursor.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Text,
    Time,
    Number,
    Id,
}

/// How a list is sorted: all keys the same way, the last one unique.
pub struct Sorting {
    pub keys: Vec<(Expr, Kind)>,
    pub descending: bool,
}

/// A page as SQL: where it lies, in which order to read, and how many rows.
#[derive(Debug, Clone)]
pub struct Window {
    pub condition: Condition,
    pub order: Vec<(Expr, Order)>,
    pub limit: u64,
}

impl Sorting {
    /// Refuses a cursor that this list did not give out.
    pub fn window(&self, page: &Page) -> async_graphql::Result<Window> {
        let mut condition = Condition::all();
        if let Some(after) = &page.after {
            condition = condition.add(self.beyond(&self.read(after)?, !self.descending));
        }
        if let Some(before) = &page.before {
            condition = condition.add(self.beyond(&self.read(before)?, self.descending));
        }
        let descending = self.descending != (page.direction == Direction::Backward);
        let order = if descending { Order::Desc } else { Order::Asc };
        Ok(Window {
            condition,
            order: self
                .keys
                .iter()
                .map(|(key, _)| (key.clone(), order.clone()))
                .collect(),
            limit: page.limit(),
        })
    }

    /// Rows whose keys are greater (or less) than these, key by key. That the first key is so, or the same, follows from it; said outright
    /// it lets a database begin where the page begins, instead of reading the index from its end.
    fn beyond(&self, values: &[Value], greater: bool) -> Condition {
        let bound = self.keys.first().map(|(key, _)| {
            let value = values[0].clone();
            if greater {
                key.clone().gte(value)
            } else {
                key.clone().lte(value)
            }
        });
        let mut any = Condition::any();
        for (last, (key, _)) in self.keys.iter().enumerate() {
            let mut all = Condition::all();
            for (index, (same, _)) in self.keys.iter().enumerate().take(last) {
                all = all.add(same.clone().eq(values[index].clone()));
            }
            let value = values[last].clone();
            all = all.add(if greater {
                key.clone().gt(value)
            } else {
                key.clone().lt(value)
            });
            any = any.add(all);
        }
        Condition::all().add_option(bound).add(any)
    }

    fn read(&self, cursor: &Cursor) -> async_graphql::Result<Vec<Value>> {
        let foreign = || bad_argument("This is not a cursor that this list gave out.");
        if cursor.0.len() != self.keys.len() {
            return Err(foreign());
        }
        self.keys
            .iter()
            .zip(&cursor.0)
            .map(|((_, kind), text)| value(*kind, text).ok_or_else(foreign))
            .collect()
    }
}

fn value(kind: Kind, text: &str) -> Option<Value> {
    Some(match kind {
        // PostgreSQL takes no U+0000 in a text, and no cursor of ours has one.
        Kind::Text if text.contains('\0') => return None,
        Kind::Text => text.into(),
        Kind::Time => DateTime::parse_from_rfc3339(text)
            .ok()?
            .with_timezone(&Utc)
            .into(),
        Kind::Number => text.parse::<i32>().ok()?.into(),
        Kind::Id => Uuid::try_parse(text).ok()?.into(),
    })
}

/// An instant as a cursor holds it, exactly.
#[must_use]
pub fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// A column by its name alone, wherever the rows come from.
#[must_use]
pub fn column(name: &'static str) -> Expr {
    Expr::col(Alias::new(name))
}
