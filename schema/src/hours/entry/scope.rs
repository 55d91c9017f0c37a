//! Which days of which weeks: what is said of them meets what is said of others, lies within it, or leaves some of it over.

use crate::hours::calendar;
use crate::hours::schedule::WeekParity;

/// Weekdays, in some weeks or of the month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scope {
    pub days: [bool; 7],
    pub weeks: WeekParity,
    /// 1 to 5, -1 for the last; none: all of them.
    pub nth: Vec<i32>,
}

impl Scope {
    pub(super) fn of(days: [bool; 7]) -> Self {
        Self {
            days,
            weeks: WeekParity::Every,
            nth: Vec::new(),
        }
    }

    pub(super) fn indices(&self) -> impl Iterator<Item = usize> + '_ {
        (0..7).filter(|&day| self.days[day])
    }

    pub(super) fn is_conditional(&self) -> bool {
        self.weeks != WeekParity::Every || !self.nth.is_empty()
    }

    /// Whether some day may be in both.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.indices().any(|day| other.days[day])
            && Condition::of(self).meets(&Condition::of(other))
    }

    /// Whether all of it is in the other.
    pub(super) fn within(&self, other: &Self) -> bool {
        self.indices().all(|day| other.days[day])
            && Condition::of(self).within(&Condition::of(other))
    }

    /// A rank that puts what is within behind what it is within.
    pub(super) fn rank(&self) -> (usize, bool, usize) {
        (
            7 - self.indices().count(),
            self.is_conditional(),
            7usize.saturating_sub(self.nth.len()),
        )
    }
}

/// Weeks or places in the month, whatever the weekday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    pub weeks: WeekParity,
    pub nth: Vec<i32>,
}

impl Condition {
    pub(super) fn of(scope: &Scope) -> Self {
        Self {
            weeks: scope.weeks,
            nth: scope.nth.clone(),
        }
    }

    /// The cases of a weekday in its month that it covers, a bit each: the fourth may be the last, or not.
    fn cases(&self) -> u8 {
        if self.nth.is_empty() {
            return ALL_CASES;
        }
        self.nth.iter().fold(0, |cases, &nth| cases | covered(nth))
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        let weeks = self.weeks == other.weeks
            || self.weeks == WeekParity::Every
            || other.weeks == WeekParity::Every;
        weeks && self.cases() & other.cases() != 0
    }

    pub(super) fn within(&self, other: &Self) -> bool {
        let weeks = other.weeks == WeekParity::Every || self.weeks == other.weeks;
        weeks && self.cases() & !other.cases() == 0
    }

    /// What is left of it without the other; nothing where a rule cannot say it ("all but the last").
    pub(super) fn without(&self, other: &Self) -> Option<Vec<Self>> {
        if !self.meets(other) {
            return Some(vec![self.clone()]);
        }
        if self.within(other) {
            return Some(Vec::new());
        }
        let (whole_month, weeks) = (ALL_CASES, |weeks| Self {
            weeks,
            nth: Vec::new(),
        });
        let left = match (self.weeks, other.weeks) {
            (WeekParity::Every, WeekParity::Odd) if self.cases() & other.cases() == whole_month => {
                weeks(WeekParity::Even)
            }
            (WeekParity::Every, WeekParity::Even)
                if self.cases() & other.cases() == whole_month =>
            {
                weeks(WeekParity::Odd)
            }
            (WeekParity::Every, WeekParity::Every) => Self {
                weeks: WeekParity::Every,
                nth: named(self.cases() & !other.cases())?,
            },
            _ => return None,
        };
        Some(vec![left])
    }
}

const ALL_CASES: u8 = 0b11_1111;

fn covered(nth: i32) -> u8 {
    (0..6)
        .filter(|&case| calendar::nth_covers(nth, case))
        .fold(0, |cases, case| cases | 1 << case)
}

/// The places in the month that cover these cases and no others.
fn named(cases: u8) -> Option<Vec<i32>> {
    let mut nth: Vec<i32> = [1, 2, 3, 4, 5, -1]
        .into_iter()
        .filter(|&nth| covered(nth) & !cases == 0)
        .collect();
    let all = |nth: &[i32]| nth.iter().fold(0, |cases, &nth| cases | covered(nth));
    if all(&nth) != cases {
        return None;
    }
    for one in [-1, 4, 5] {
        let others: Vec<i32> = nth.iter().copied().filter(|&nth| nth != one).collect();
        if all(&others) == cases {
            nth = others;
        }
    }
    Some(nth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(weeks: WeekParity, nth: &[i32]) -> Condition {
        Condition {
            weeks,
            nth: nth.to_vec(),
        }
    }

    #[test]
    fn what_is_left_is_all_but_the_other() {
        let every = of(WeekParity::Every, &[]);
        let left = |one: &Condition, two: &Condition| one.without(two);
        assert_eq!(
            left(&every, &of(WeekParity::Odd, &[])),
            Some(vec![of(WeekParity::Even, &[])])
        );
        assert_eq!(
            left(&every, &of(WeekParity::Every, &[1, 3])),
            Some(vec![of(WeekParity::Every, &[2, 4, 5])])
        );
        assert_eq!(left(&every, &of(WeekParity::Every, &[-1])), None);
        assert_eq!(left(&every, &of(WeekParity::Every, &[1, -1])), None);
        assert_eq!(
            left(
                &of(WeekParity::Every, &[1, -1]),
                &of(WeekParity::Every, &[1])
            ),
            Some(vec![of(WeekParity::Every, &[-1])])
        );
        assert_eq!(
            left(&of(WeekParity::Odd, &[]), &of(WeekParity::Every, &[1])),
            None
        );
        assert_eq!(left(&of(WeekParity::Odd, &[]), &every), Some(vec![]));
    }

    /// Held against the calendar's own reading of "nth", for every weekday a month may have.
    #[test]
    fn conditions_meet_and_lie_within_as_dates_do() {
        let sets: Vec<Vec<i32>> = (1..64u32)
            .map(|bits| {
                [1, 2, 3, 4, 5, -1]
                    .into_iter()
                    .enumerate()
                    .filter(|(i, _)| bits & (1 << i) != 0)
                    .map(|(_, nth)| nth)
                    .collect()
            })
            .collect();
        let covers =
            |set: &[i32], case: usize| set.iter().any(|&nth| calendar::nth_covers(nth, case));
        for one in &sets {
            for two in &sets {
                let (a, b) = (of(WeekParity::Every, one), of(WeekParity::Every, two));
                let both = (0..6).any(|case| covers(one, case) && covers(two, case));
                assert_eq!(a.meets(&b), both, "{one:?} {two:?}");
                let Some(left) = a.without(&b) else { continue };
                for case in 0..6 {
                    let said = left.iter().any(|left| covers(&left.nth, case));
                    let meant = covers(one, case) && !covers(two, case);
                    assert_eq!(said, meant, "{one:?} {two:?}");
                }
            }
        }
    }
}
