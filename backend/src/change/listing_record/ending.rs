//! The last day of a listing, asked of the tables.

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, IntoColumnRef};

use super::model::written;

/// It has no last day, or one that has not passed.
pub fn goes_on(ends_on: impl IntoColumnRef + Clone, today: NaiveDate) -> Condition {
    Condition::any()
        .add(Expr::col(ends_on.clone()).is_null())
        .add(Expr::col(ends_on).gte(written(today)))
}

/// Its last day has passed.
pub fn is_over(ends_on: impl IntoColumnRef, today: NaiveDate) -> Condition {
    Condition::all().add(Expr::col(ends_on).lt(written(today)))
}
