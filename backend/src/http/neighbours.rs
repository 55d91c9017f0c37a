//! How many connections one address has, so that it does not take everybody's.
//!
//! One address is what it is for the limit on requests: an IPv4 address, or an IPv6 /64.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::limit::caller;

/// Counts the connections of each address. Cloning is cheap; all clones count together.
#[derive(Clone)]
pub struct Neighbours(Arc<Inner>);

struct Inner {
    most: usize,
    uncounted: Box<dyn Fn(IpAddr) -> bool + Send + Sync>,
    /// Only addresses that have a connection now: as many as there are connections, at most.
    counts: Mutex<HashMap<u64, usize>>,
}

/// One connection, counted until it is dropped.
pub struct Place {
    counted: Option<(Neighbours, u64)>,
}

impl Neighbours {
    /// At most so many for each address, except for those that are not counted.
    pub fn new(most: usize, uncounted: impl Fn(IpAddr) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(Inner {
            most,
            uncounted: Box::new(uncounted),
            counts: Mutex::default(),
        }))
    }

    /// A place for one more connection from an address; `None` when it has all it may have.
    pub fn come(&self, address: IpAddr) -> Option<Place> {
        if (self.0.uncounted)(address) {
            return Some(Place { counted: None });
        }
        let key = caller(address);
        let mut counts = self.counts();
        let count = counts.entry(key).or_default();
        if *count >= self.0.most {
            return None;
        }
        *count += 1;
        Some(Place {
            counted: Some((self.clone(), key)),
        })
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<u64, usize>> {
        self.0.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((neighbours, key)) = self.counted.take() else {
            return;
        };
        if let Entry::Occupied(mut count) = neighbours.counts().entry(key) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_left_are_forgotten() {
        let neighbours = Neighbours::new(2, |address| address.is_loopback());
        let come = |address: &str| neighbours.come(address.parse().expect("an address"));
        let first = come("2001:db8::1").expect("a place");
        let second = come("2001:db8::2").expect("a place");
        assert!(come("2001:db8::3").is_none(), "the same network");
        assert!(come("2001:db8:0:1::1").is_some(), "another one");
        assert!((0..9).all(|_| come("127.0.0.1").is_some()));
        drop(first);
        let third = come("2001:db8::3").expect("room again");
        drop((second, third));
        assert!(neighbours.counts().is_empty());
    }
}
