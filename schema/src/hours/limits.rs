//! How much a schedule may hold. Generous for people, small enough that every answer is quick.

/// Weekly rules in the base week or in one season.
pub const RULES: usize = 60;
/// Seasons.
pub const SEASONS: usize = 40;
/// Holiday overrides: a few more than there are keys, so that duplicates can be pointed out.
pub const OVERRIDES: usize = 40;
/// Dated exceptions.
pub const EXCEPTIONS: usize = 400;
/// Closures.
pub const CLOSURES: usize = 200;
/// Spans on one date.
pub const SPANS: usize = 24;
/// Entries of one rule's `days` or `nth`, or years confirmed.
pub const LIST: usize = 60;
/// Characters of a note or a reason in one language.
pub const TEXT: usize = 300;
/// Characters of a season's name in one language.
pub const NAME: usize = 60;
/// Days a next change is looked for, and the most days listed at a time.
pub const HORIZON_DAYS: i64 = 400;
