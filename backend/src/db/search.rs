//! Searching a `search_text`: the words of a row as `veiviser_schema::words` keeps them for a database.

use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use veiviser_schema::words::Sought;

/// Rows in which every sought word begins a word.
#[must_use]
pub fn answers(search_text: &Expr, sought: &Sought) -> Condition {
    sought.patterns().fold(Condition::all(), |all, pattern| {
        all.add(search_text.clone().like(pattern))
    })
}
