//! How long a session lasts.

use chrono::{DateTime, TimeDelta, Utc};

use crate::authz::SignedIn;

/// From its beginning, used or not.
pub const LASTS: TimeDelta = TimeDelta::hours(12);
/// Since it was used last.
pub const IDLE: TimeDelta = TimeDelta::hours(2);
/// That it was used is written down no oftener than this: a write each request would be a queue of writes.
pub const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// A session that is going on.
#[derive(Debug, Clone)]
pub struct Active {
    pub person: SignedIn,
    pub last_used_at: DateTime<Utc>,
}
