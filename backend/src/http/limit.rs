//! How many requests one caller may make. Generous, because a whole town hall may share one address: it stops a runaway loop,
//! not a busy frontend. Signing in has limits of its own, by person.
//!
//! One caller is one IPv4 address or one IPv6 /64, the smallest piece that is given out. What is remembered of callers is bounded:
//! every so many requests, those whose allowance is full again are forgotten.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};

use super::client::Client;
use super::problem::problem;

/// Seconds' worth of requests that may come at once.
const BURST_SECONDS: u32 = 5;
const SWEEP_EVERY: u32 = 10_000;

/// Shared by every route that counts.
#[derive(Clone)]
pub struct RequestLimit(Option<Arc<Counts>>);

struct Counts {
    limiter: DefaultKeyedRateLimiter<u64>,
    clock: DefaultClock,
    since_sweep: AtomicU32,
}

impl RequestLimit {
    /// `per_second` requests in the long run; 0 sets no limit.
    #[must_use]
    pub fn per_second(per_second: u32) -> Self {
        Self(NonZeroU32::new(per_second).map(|rate| {
            let burst = rate.saturating_mul(NonZeroU32::MIN.saturating_add(BURST_SECONDS - 1));
            Arc::new(Counts {
                limiter: RateLimiter::keyed(Quota::per_second(rate).allow_burst(burst)),
                clock: DefaultClock::default(),
                since_sweep: AtomicU32::new(0),
            })
        }))
    }

    /// Counts a request; `Err` says how long to wait.
    fn check(&self, address: IpAddr) -> Result<(), Duration> {
        let Some(counts) = &self.0 else {
            return Ok(());
        };
        if counts.since_sweep.fetch_add(1, Relaxed) >= SWEEP_EVERY {
            counts.since_sweep.store(0, Relaxed);
            counts.limiter.retain_recent();
            counts.limiter.shrink_to_fit();
        }
        counts
            .limiter
            .check_key(&caller(address))
            .map_err(|until| until.wait_time_from(counts.clock.now()))
    }
}

/// An IPv4 address, or the first half of an IPv6 one. The two cannot meet: no network has a prefix of 32 zeros.
pub(super) fn caller(address: IpAddr) -> u64 {
    match address.to_canonical() {
        IpAddr::V4(v4) => u64::from(v4.to_bits()),
        IpAddr::V6(v6) => u64::try_from(v6.to_bits() >> 64).unwrap_or(u64::MAX),
    }
}

pub async fn hold(State(limit): State<RequestLimit>, request: Request, next: Next) -> Response {
    let wait = request
        .extensions()
        .get::<Client>()
        .and_then(|client| limit.check(client.address).err());
    let Some(wait) = wait else {
        return next.run(request).await;
    };
    let seconds = wait.as_secs() + 1;
    let mut response = problem(
        StatusCode::TOO_MANY_REQUESTS,
        "RATE_LIMITED",
        "Too many requests from this address. Wait a moment, then go on more slowly.",
    );
    response
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// The same for the console's pages, each of which may ask the database whose session a cookie is. Its files are only read from memory,
/// and a page has dozens of them: they do not count.
pub async fn hold_pages(limit: State<RequestLimit>, request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/assets/") {
        return next.run(request).await;
    }
    hold(limit, request, next).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_caller_is_held_back_and_others_are_not() {
        let limit = RequestLimit::per_second(2);
        let address: IpAddr = "2001:db8::1".parse().unwrap();
        for _ in 0..10 {
            assert!(limit.check(address).is_ok());
        }
        let wait = limit.check(address).unwrap_err();
        assert!(wait <= Duration::from_millis(500), "{wait:?}");
        // The same network with another address is the same caller.
        assert!(limit.check("2001:db8::2".parse().unwrap()).is_err());
        assert!(limit.check("2001:db8:0:1::1".parse().unwrap()).is_ok());
        assert!(limit.check("192.0.2.1".parse().unwrap()).is_ok());
        assert!(RequestLimit::per_second(0).check(address).is_ok());
    }

    #[test]
    fn callers_who_left_are_forgotten() {
        let limit = RequestLimit::per_second(100_000);
        for number in 0..3 * u64::from(SWEEP_EVERY) {
            let bits = (0x2001_0db8_u128 << 96) | (u128::from(number) << 64);
            let _ = limit.check(std::net::Ipv6Addr::from_bits(bits).into());
        }
        let kept = limit.0.as_ref().unwrap().limiter.len();
        assert!(kept <= 2 * SWEEP_EVERY as usize, "{kept}");
    }
}
