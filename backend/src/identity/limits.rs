//! How many wrong passwords are borne: by account and network together, by the caller's address, and by the account wherever from.
//!
//! An e-mail address is no secret: whoever knows one must not be able to keep its owner out. So what closes soon is the account **from that
//! network** (an IPv4 /24, an IPv6 /48); the account as a whole bears many more, enough to stop guessing from many places at once.
//!
//! An attempt is paid for before the password is looked at, so that many at once cannot slip past, and refunded when it was right:
//! only wrong ones count, and an office behind one address signs in freely. Each limit is a table of fixed size whose cells are
//! chosen by a hash with a key of its own: memory stays bounded whatever is tried, and nobody outside can aim at another's cell.

use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::{Quota, RateLimiter};
use veiviser_schema::outcome::ErrorCode;

use super::settings::AttemptLimits;
use crate::authz::network;
use crate::clock::Clock;
use crate::context::RequestContext;
use crate::outcome::{Failure, Refusal};

/// Cells a table. With so many, two busy keys seldom share one.
const CELLS: usize = 1 << 16;

/// Too many wrong ones; try later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyAttempts {
    /// Until one more is borne.
    pub wait: Duration,
}

impl TooManyAttempts {
    /// As whoever asks is told: in words, and in `Retry-After`.
    pub fn told_to(self, request: &RequestContext) -> Failure {
        let seconds = u32::try_from(self.wait.as_secs())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        request.ask_to_wait(seconds);
        let minutes = seconds.div_ceil(60);
        let (nb, en) = if minutes == 1 {
            ("minutt", "minute")
        } else {
            ("minutter", "minutes")
        };
        Refusal::in_words(
            ErrorCode::TooManyAttempts,
            [
                format!("For mange forsøk. Prøv igjen om {minutes} {nb}."),
                format!("For mange forsøk. Prøv igjen om {minutes} minutt."),
                format!("Too many attempts. Try again in {minutes} {en}."),
            ],
        )
        .into()
    }
}

/// The limits on signing in.
pub struct Limits {
    /// An account from one network.
    here: Table,
    /// An account from everywhere.
    accounts: Table,
    addresses: Table,
}

/// An attempt that was paid for. Dropped, it counts as a wrong one.
pub struct Attempt<'a> {
    paid: Vec<(&'a Table, usize)>,
}

impl Limits {
    pub fn new(limits: AttemptLimits, clock: &Clock) -> Self {
        let table = |most: NonZeroU32| {
            let quota = Quota::with_period(limits.window / most.get())
                .map_or_else(|| Quota::per_hour(most), |quota| quota.allow_burst(most));
            Table::new(quota, clock.clone())
        };
        Self {
            here: table(limits.per_account_and_network),
            accounts: table(limits.per_account),
            addresses: table(limits.per_address),
        }
    }

    /// Pays for one attempt on `account` (the folded e-mail address, known or not) from `client`.
    pub fn begin(&self, account: &str, client: &str) -> Result<Attempt<'_>, TooManyAttempts> {
        // The address first, the account last: whoever is stopped here must not use up what others have.
        let mut attempt = Attempt { paid: Vec::new() };
        attempt.pay(&self.addresses, &address(client))?;
        attempt.pay(&self.here, &here(account, client))?;
        attempt.pay(&self.accounts, account)?;
        Ok(attempt)
    }

    /// Pays for one attempt of somebody who is signed in already.
    pub fn begin_again(&self, account: &str, client: &str) -> Result<Attempt<'_>, TooManyAttempts> {
        let mut attempt = Attempt { paid: Vec::new() };
        attempt.pay(&self.here, &here(account, client))?;
        Ok(attempt)
    }
}

impl<'a> Attempt<'a> {
    /// What was paid before comes back when this cannot be.
    fn pay(&mut self, table: &'a Table, key: &str) -> Result<(), TooManyAttempts> {
        match table.take(key) {
            Ok(cell) => {
                self.paid.push((table, cell));
                Ok(())
            }
            Err(refused) => {
                self.give_back();
                Err(refused)
            }
        }
    }

    /// The password was right: this attempt counts for nothing.
    pub fn succeeded(mut self) {
        self.give_back();
    }

    fn give_back(&mut self) {
        for (table, cell) in self.paid.drain(..) {
            table.refund(cell);
        }
    }
}

/// An account as it is tried from one network.
fn here(account: &str, client: &str) -> String {
    format!("{account} {}", network(client).as_deref().unwrap_or(client))
}

/// One household or office of IPv6 has a whole /64 to choose addresses from: it counts as one.
fn address(client: &str) -> String {
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
    clock: LimiterClock,
    price: u64,
}

impl Table {
    fn new(quota: Quota, clock: Clock) -> Self {
        let cells = Cells((0..CELLS).map(|_| AtomicU64::new(0)).collect());
        Self {
            limiter: RateLimiter::new(quota, cells.clone(), LimiterClock(clock.clone())),
            clock: LimiterClock(clock),
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
            Err(until) => Err(TooManyAttempts {
                wait: until.wait_time_from(self.clock.now()),
            }),
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

/// What was told this minute: a table of fixed size, so that whatever is tried it does not grow. Two names may share a cell: then one of
/// them is told of a little later.
pub struct Told {
    cells: Box<[AtomicI64]>,
    hasher: RandomState,
}

impl Default for Told {
    fn default() -> Self {
        Self {
            cells: (0..CELLS).map(|_| AtomicI64::new(i64::MIN)).collect(),
            hasher: RandomState::new(),
        }
    }
}

impl Told {
    /// True once a minute for each event and name.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "reduced to the number of cells first"
    )]
    pub fn first_this_minute(&self, event: &str, name: &str, now: DateTime<Utc>) -> bool {
        let cell = (self.hasher.hash_one((event, name)) % CELLS as u64) as usize;
        let now = now.timestamp();
        self.cells.get(cell).is_some_and(|told| {
            let before = told.load(Ordering::Acquire);
            now.saturating_sub(before) >= 60
                && told
                    .compare_exchange(before, now, Ordering::AcqRel, Ordering::Acquire)
                    .is_ok()
        })
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
    fn ten_wrong_passwords_close_an_account_to_their_network_for_a_while() {
        let (limits, clock) = limits();
        for n in 0..10 {
            assert!(wrong(&limits, "kari@example.no", &format!("192.0.2.{n}")));
        }
        let refused = limits.begin("kari@example.no", "192.0.2.99").err();
        let wait = refused.expect("closed").wait;
        assert!(
            wait > Duration::from_secs(60) && wait <= Duration::from_secs(90),
            "{wait:?}"
        );
        assert!(wrong(&limits, "ola@example.no", "192.0.2.99"));
        clock.advance(TimeDelta::seconds(91));
        assert!(wrong(&limits, "kari@example.no", "192.0.2.99"));
        assert!(!wrong(&limits, "kari@example.no", "192.0.2.99"));
    }

    /// Whoever knows an e-mail address would else keep its owner out for ever.
    #[test]
    fn a_stranger_closes_nobodys_account_to_its_owner() {
        let (limits, _clock) = limits();
        for n in 0..100 {
            let _ = wrong(&limits, "kari@example.no", &format!("203.0.113.{n}"));
            let _ = wrong(&limits, "kari@example.no", &format!("2001:db8:1:{n}::1"));
        }
        assert!(!wrong(&limits, "kari@example.no", "203.0.113.200"));
        assert!(!wrong(&limits, "kari@example.no", "2001:db8:1:ffff::1"));
        assert!(wrong(&limits, "kari@example.no", "192.0.2.1"));
        assert!(wrong(&limits, "kari@example.no", "2001:db8:2::1"));
    }

    #[test]
    fn guessing_from_everywhere_at_once_closes_the_account() {
        let (limits, clock) = limits();
        let borne = (0..250)
            .filter(|n| wrong(&limits, "kari@example.no", &format!("10.{n}.0.1")))
            .count();
        assert_eq!(borne, 200);
        assert!(limits.begin_again("kari@example.no", "192.0.2.1").is_ok());
        clock.advance(TimeDelta::minutes(16));
        assert!(wrong(&limits, "kari@example.no", "10.0.0.1"));
    }

    #[test]
    fn a_minute_is_told_of_once() {
        let told = Told::default();
        let at = |seconds| start() + TimeDelta::seconds(seconds);
        assert!(told.first_this_minute("a", "kari", at(0)));
        assert!(!told.first_this_minute("a", "kari", at(59)));
        assert!(told.first_this_minute("b", "kari", at(59)));
        assert!(told.first_this_minute("a", "kari", at(60)));
        assert!(!told.first_this_minute("a", "kari", at(61)));
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
                .begin_again("kari@example.no", "192.0.2.1")
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
            address("2001:db8:1:2:3::4"),
            address("2001:db8:1:2:ffff::1")
        );
        assert_ne!(address("2001:db8:1:2::1"), address("2001:db8:1:3::1"));
        assert_eq!(address("::ffff:192.0.2.1"), address("192.0.2.1"));
    }
}
