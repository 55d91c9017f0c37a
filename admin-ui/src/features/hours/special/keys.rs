//! Who is who in a list without ids. Exceptions, closures and seasons are known by their position, which changes when one is removed or a
//! step is undone; what is open and in which order rows stand belongs to the thing itself. So each gets a number here, and keeps
//! it: what stood before and after the place of a change is known again.

/// Numbers of the things in a list, and what each was when last seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    known: Vec<(u32, u64)>,
    next: u32,
}

impl Keys {
    /// Follows a list to what it is now, told by a hash of each thing.
    pub fn follow(&mut self, now: &[u64]) {
        let same = |pairs: &mut dyn Iterator<Item = (&(u32, u64), &u64)>| {
            pairs.take_while(|(known, now)| known.1 == **now).count()
        };
        let before = same(&mut self.known.iter().zip(now));
        let room = self.known.len().min(now.len()) - before;
        let after = same(&mut self.known.iter().rev().zip(now.iter().rev())).min(room);
        let old = before..self.known.len() - after;
        let new = before..now.len() - after;
        // As many as there were: they were changed where they stand. Otherwise some came or went.
        let kept: Vec<u32> = if old.len() == new.len() {
            self.known[old.clone()]
                .iter()
                .map(|known| known.0)
                .collect()
        } else {
            new.clone()
                .map(|_| {
                    self.next += 1;
                    self.next
                })
                .collect()
        };
        let middle: Vec<_> = kept.into_iter().zip(now[new].iter().copied()).collect();
        self.known.splice(old, middle);
    }

    /// The number of each, in the order of the list.
    pub fn all(&self) -> impl Iterator<Item = u32> + '_ {
        self.known.iter().map(|known| known.0)
    }

    #[must_use]
    pub fn at(&self, index: usize) -> Option<u32> {
        self.known.get(index).map(|known| known.0)
    }
}

/// The order in which rows are shown: by date; but as long as one is being edited nothing moves, and what is new stands last.
#[must_use]
pub fn order(before: &[u32], keys: &[u32], starts: &[String], editing: bool) -> Vec<(u32, usize)> {
    let mut order: Vec<(u32, usize)> = keys.iter().copied().zip(0..).collect();
    if editing {
        let place = |key: u32| {
            before
                .iter()
                .position(|known| *known == key)
                .unwrap_or(usize::MAX)
        };
        order.sort_by_key(|&(key, index)| (place(key), index));
    } else {
        order.sort_by(|a, b| (&starts[a.1], a.1).cmp(&(&starts[b.1], b.1)));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn followed(steps: &[&[u64]]) -> Vec<u32> {
        let mut keys = Keys::default();
        for step in steps {
            keys.follow(step);
        }
        keys.all().collect()
    }

    #[test]
    fn what_stays_keeps_its_number() {
        assert_eq!(followed(&[&[10, 20, 30]]), [1, 2, 3]);
        // One is changed, one is taken out, one is put back, one is added.
        assert_eq!(followed(&[&[10, 20, 30], &[10, 21, 30]]), [1, 2, 3]);
        assert_eq!(followed(&[&[10, 20, 30], &[10, 30]]), [1, 3]);
        assert_eq!(followed(&[&[10, 30], &[10, 20, 30]]), [1, 3, 2]);
        assert_eq!(followed(&[&[10, 20], &[10, 20, 30]]), [1, 2, 3]);
        assert_eq!(followed(&[&[10, 20], &[]]), Vec::<u32>::new());
    }

    #[test]
    fn things_alike_are_not_counted_twice() {
        assert_eq!(followed(&[&[5, 5, 5], &[5, 5]]), [1, 2]);
        assert_eq!(followed(&[&[5], &[5, 5]]), [1, 2]);
    }

    #[test]
    fn nothing_moves_under_the_hands() {
        let starts = ["2027-07-01", "2026-12-24", "24.1"].map(str::to_owned);
        let keys = [1, 2, 3];
        assert_eq!(order(&[], &keys, &starts, false), [(2, 1), (1, 0), (3, 2)]);
        assert_eq!(
            order(&[1, 2], &keys, &starts, true),
            [(1, 0), (2, 1), (3, 2)]
        );
    }
}
