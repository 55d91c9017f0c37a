//! How many wrong passwords are borne, by account and by the caller's address.
//!
//! An attempt is paid for before the password is looked at, so that many at once cannot slip past, and refunded when it was right:
//! only wrong ones count, and an office behind one address signs in freely. Each limit is a table of fixed size whose cells are
//! chosen by a hash with a key of its own: memory stays bounded whatever is tried, and nobody outside can aim at another's cell.

use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::{Quota, RateLimiter};

use super::settings::AttemptLimits;
use crate::clock::Clock;

/// Cells a table. With so many, two busy keys seldom share one.
const CELLS: usize = 1 << 16;

/// Too many wrong ones; try later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyAttempts;

/// The limits on signing in.
pub struct Limits {
    accounts: Table,
    addresses: Table,
}

/// An attempt that was paid for. Dropped, it counts as a wrong one.
pub struct Attempt<'a> {
    limits: &'a Limits,
    account: usize,
    address: Option<usize>,
}

impl Limits {
    pub fn new(limits: AttemptLimits, clock: &Clock) -> Self {
        let table = |most: NonZeroU32| {
            let quota = Quota::with_period(limits.window / most.get())
                .map_or_else(|| Quota::per_hour(most), |quota| quota.allow_burst(most));
            Table::new(quota, clock.clone())
        };
        Self {
            accounts: table(limits.per_account),
            addresses: table(limits.per_address),
        }
    }

    /// Pays for one attempt on `account` (the folded e-mail address, known or not) from `client`.
    pub fn begin(&self, account: &str, client: &str) -> Result<Attempt<'_>, TooManyAttempts> {
        // The address first: whoever is stopped there must not use up somebody's account.
        let address = self.addresses.take(&network(client))?;
        match self.accounts.take(account) {
            Ok(account) => Ok(Attempt {
                limits: self,
                account,
                address: Some(address),
            }),
            Err(refused) => {
                self.addresses.refund(address);
                Err(refused)
            }
        }
    }

    /// Pays for one attempt of somebody who is signed in already.
    pub fn begin_again(&self, account: &str) -> Result<Attempt<'_>, TooManyAttempts> {
        Ok(Attempt {
            limits: self,
            account: self.accounts.take(account)?,
            address: None,
        })
    }
}

impl Attempt<'_> {
    /// The password was right: this attempt counts for nothing.
    pub fn succeeded(self) {
        self.limits.accounts.refund(self.account);
        if let Some(address) = self.address {
            self.limits.addresses.refund(address);
        }
    }
}

/// One household or office of IPv6 has a whole /64 to choose addresses from: it counts as one.
fn network(client: &str) -> String {
    match client
        .parse::<IpAddr>()
        .map(|address| address.to_canonical())
    {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => client.to_owned(),
    }
}

struct Table {
    limiter: RateLimiter<usize, Cells, LimiterClock, NoOpMiddleware<Duration>>,
    cells: Cells,
    hasher: RandomState,
    price: u64,
}

impl Table {
    fn new(quota: Quota, clock: Clock) -> Self {
        let cells = Cells((0..CELLS).map(|_| AtomicU64::new(0)).collect());
        Self {
            limiter: RateLimiter::new(quota, cells.clone(), LimiterClock(clock)),
            cells,
            hasher: RandomState::new(),
            price: Nanos::from(quota.replenish_interval()).as_u64(),
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "reduced to the number of cells first"
    )]
    fn take(&self, key: &str) -> Result<usize, TooManyAttempts> {
        let cell = (self.hasher.hash_one(key) % CELLS as u64) as usize;
        match self.limiter.check_key(&cell) {
            Ok(()) => Ok(cell),
            Err(_) => Err(TooManyAttempts),
        }
    }

    /// A cell holds when it is next empty; one attempt less is one interval sooner.
    fn refund(&self, cell: usize) {
        if let Some(cell) = self.cells.0.get(cell) {
            // Always `Some`: the update cannot fail.
            let _ = cell.fetch_update(Ordering::AcqRel, Ordering::Acquire, |until| {
                Some(until.saturating_sub(self.price))
            });
        }
    }
}

/// The limiter's memory: for each cell the instant it is empty again, in nanoseconds since the start; 0 for never used.
#[derive(Clone)]
struct Cells(Arc<[AtomicU64]>);

impl StateStore for Cells {
    type Key = usize;

    fn measure_and_replace<T, F, E>(&self, key: &usize, decide: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let cell = &self.0[*key % self.0.len()];
        let mut before = cell.load(Ordering::Acquire);
        loop {
            let known = (before != 0).then(|| Nanos::from(before));
            let (answer, after) = decide(known)?;
            match cell.compare_exchange_weak(
                before,
                after.as_u64(),
                Ordering::AcqRel,
                Ordering::Acquire,
            ) {
                Ok(_) => return Ok(answer),
                Err(now) => before = now,
            }
        }
    }
}

/// Our clock, as the limiter reads it.
#[derive(Clone)]
struct LimiterClock(Clock);

impl GovernorClock for LimiterClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.now().timestamp_millis()).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::identity::testing::start;

    fn limits() -> (Limits, Clock) {
        let clock = Clock::set_to(start());
        (Limits::new(AttemptLimits::default(), &clock), clock)
    }

    fn wrong(limits: &Limits, account: &str, client: &str) -> bool {
        limits.begin(account, client).is_ok()
    }

    #[test]
    fn ten_wrong_passwords_close_an_account_for_a_while() {
        let (limits, clock) = limits();
        for n in 0..10 {
            assert!(wrong(&limits, "kari@example.no", &format!("192.0.2.{n}")));
        }
        assert!(!wrong(&limits, "kari@example.no", "192.0.2.99"));
        assert!(wrong(&limits, "ola@example.no", "192.0.2.99"));
        clock.advance(TimeDelta::seconds(91));
        assert!(wrong(&limits, "kari@example.no", "192.0.2.99"));
        assert!(!wrong(&limits, "kari@example.no", "192.0.2.99"));
    }

    #[test]
    fn thirty_wrong_passwords_close_an_address_whatever_the_accounts() {
        let (limits, clock) = limits();
        for n in 0..30 {
            assert!(wrong(&limits, &format!("{n}@example.no"), "192.0.2.1"));
        }
        assert!(!wrong(&limits, "other@example.no", "192.0.2.1"));
        assert!(wrong(&limits, "other@example.no", "192.0.2.2"));
        clock.advance(TimeDelta::minutes(16));
        for n in 0..30 {
            assert!(wrong(&limits, &format!("{n}@example.no"), "192.0.2.1"));
        }
    }

    #[test]
    fn right_passwords_do_not_count() {
        let (limits, _clock) = limits();
        for _ in 0..200 {
            limits
                .begin("kari@example.no", "192.0.2.1")
                .expect("an attempt")
                .succeeded();
        }
        for _ in 0..200 {
            limits
                .begin_again("kari@example.no")
                .expect("an attempt")
                .succeeded();
        }
    }

    #[test]
    fn a_closed_account_costs_the_address_nothing() {
        let (limits, _clock) = limits();
        for _ in 0..10 {
            assert!(wrong(&limits, "kari@example.no", "192.0.2.1"));
        }
        for _ in 0..100 {
            assert!(!wrong(&limits, "kari@example.no", "192.0.2.2"));
        }
        assert!(wrong(&limits, "ola@example.no", "192.0.2.2"));
    }

    #[test]
    fn addresses_of_one_network_are_one() {
        assert_eq!(
            network("2001:db8:1:2:3::4"),
            network("2001:db8:1:2:ffff::1")
        );
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
    }
}
