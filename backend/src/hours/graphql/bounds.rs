//! How much may be asked. Beyond a bound the answer is an error with a stable code, before any work is done.

use async_graphql::{Context, Result};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use veiviser_schema::hours::limits::HORIZON_DAYS;

use crate::graphql::outcome::coded;
use crate::graphql::request::Ask;
use crate::graphql::scalars::Date;

/// The years the calendar of holidays is kept for; the document's dates have the same.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;
/// Instants one preview answers for.
pub const INSTANTS: usize = 100;
/// Characters of a text that is to be read as hours.
pub const TEXT: usize = 2_000;
/// Units of work of one date, or one instant, with what is told about it.
const WORK_PER_ITEM: u32 = 10;
/// Units of work of an export that looks a year ahead.
const WORK_PER_EXPORT: u32 = 366;
/// Units of work of hours told in words.
const WORK_PER_TEXT: u32 = 10;
/// Units of work of looking for the next thing that happens, up to 400 days ahead.
const WORK_PER_SEARCH: u32 = 20;

/// An instant in the years that can be asked about.
pub fn instant(at: DateTime<Utc>) -> Result<DateTime<Utc>> {
    within_years(at.year())?;
    Ok(at)
}

fn within_years(year: i32) -> Result<()> {
    if YEARS.contains(&year) {
        return Ok(());
    }
    Err(coded(
        "DATE_OUT_OF_RANGE",
        "Ask about the years 1900 to 2200.",
    ))
}

/// Both ends of a range of dates, and what it costs.
pub fn range(ctx: &Context<'_>, from: Date, to: Date) -> Result<(NaiveDate, NaiveDate)> {
    let (Date(from), Date(to)) = (from, to);
    within_years(from.year())?;
    within_years(to.year())?;
    let length = (to - from).num_days() + 1;
    if length < 1 {
        return Err(coded(
            "RANGE_REVERSED",
            "The last date is before the first.",
        ));
    }
    if length > HORIZON_DAYS {
        return Err(coded(
            "RANGE_TOO_LONG",
            "Ask for at most 400 dates at a time.",
        ));
    }
    let dates = u32::try_from(length).unwrap_or(u32::MAX);
    spend(ctx, dates.saturating_mul(WORK_PER_ITEM))?;
    Ok((from, to))
}

/// The instants of a preview, and what they cost.
pub fn instants(ctx: &Context<'_>, at: &[DateTime<Utc>]) -> Result<()> {
    if at.len() > INSTANTS {
        return Err(coded(
            "TOO_MANY_INSTANTS",
            "Ask about at most 100 instants at a time.",
        ));
    }
    for at in at {
        instant(*at)?;
    }
    let count = u32::try_from(at.len()).unwrap_or(u32::MAX);
    spend(ctx, count.saturating_mul(WORK_PER_ITEM))
}

/// A text that is short enough to be read.
pub fn text(text: &str) -> Result<&str> {
    if text.chars().nth(TEXT).is_some() {
        return Err(coded("TEXT_TOO_LONG", "Send at most 2000 characters."));
    }
    Ok(text)
}

/// Counts an export that looks a year ahead.
pub fn export_work(ctx: &Context<'_>) -> Result<()> {
    spend(ctx, WORK_PER_EXPORT)
}

/// Counts hours told in words: for people, or for OpenStreetMap.
pub fn text_work(ctx: &Context<'_>) -> Result<()> {
    spend(ctx, WORK_PER_TEXT)
}

/// Counts a search for the next thing that happens.
pub fn search_work(ctx: &Context<'_>) -> Result<()> {
    spend(ctx, WORK_PER_SEARCH)
}

fn spend(ctx: &Context<'_>, units: u32) -> Result<()> {
    if ctx.request().spend(units) {
        return Ok(());
    }
    Err(coded(
        "TOO_COMPLEX",
        "This asks for too much about opening hours at once. Ask for fewer listings, fewer fields or shorter ranges.",
    ))
}

/// What a list of dates costs before it runs: a page of a hundred listings may have a month each, not a year.
pub fn days_cost(from: Date, to: Date) -> usize {
    let length = (to.0 - from.0).num_days().clamp(0, HORIZON_DAYS);
    usize::try_from(length).unwrap_or_default() / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_are_those_of_the_calendar() {
        let at = |text: &str| instant(text.parse().expect("an instant")).is_ok();
        assert!(at("1900-01-01T00:00:00Z") && at("2200-12-31T23:59:59Z"));
        assert!(!at("1899-12-31T23:59:59Z") && !at("+20000-01-01T00:00:00Z"));
    }

    #[test]
    fn a_hundred_listings_cannot_ask_for_a_year_each() {
        let date = |text: &str| Date(text.parse().expect("a date"));
        let year = days_cost(date("2026-01-01"), date("2026-12-31"));
        let month = days_cost(date("2026-01-01"), date("2026-01-31"));
        assert!(100 * year > 18_000 && 100 * month < 2_000, "{year} {month}");
        assert_eq!(days_cost(date("2026-01-02"), date("2026-01-01")), 0);
    }
}
