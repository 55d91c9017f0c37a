//! What copying would do, before anything is done: target by target, in words.

use veiviser_schema::content::ListingContent;
use veiviser_schema::hours::copy::{How, copy};
use veiviser_schema::hours::{Mode, Schedule, compile, diff};
use veiviser_schema::text::Language;

use super::spots::Spot;

/// What would become of one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// What would change; empty when nothing would.
    pub changes: Vec<String>,
    /// What would not be added, and why.
    pub collisions: Vec<String>,
}

/// The preview of copying `source` to hours that are `present`.
pub fn preview(how: How, present: &Schedule, source: &Schedule, language: Language) -> Preview {
    let copied = copy(how, present, source);
    Preview {
        changes: diff(present, &copied.schedule, language),
        collisions: copied
            .collisions
            .iter()
            .map(|collision| collision.describe(language))
            .collect(),
    }
}

/// Why hours cannot be copied yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Nobody has told them.
    NotTold,
    /// They make no sense yet.
    Broken,
}

pub fn unfit(source: &Schedule) -> Option<Unfit> {
    if source.mode == Mode::NotStated {
        Some(Unfit::NotTold)
    } else if compile(source).is_err() {
        Some(Unfit::Broken)
    } else {
        None
    }
}

/// Hours that were put somewhere: what stood there, and what stands there now.
#[derive(Debug, Clone, PartialEq)]
pub struct Put {
    pub spot: Spot,
    pub before: Schedule,
    pub after: Schedule,
}

/// The targets of one listing as the person saw them when they chose.
pub type Seen = Vec<(Spot, Schedule)>;

/// What a document becomes.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// With these hours put in. None: everything stands there already.
    Put(Vec<Put>),
    /// A target is gone, or its hours are others than the person saw: what they chose may not be what they want.
    Moved,
}

/// Works out what to put into a document. What stands there already, from an attempt whose answer was lost, counts as put.
pub fn step(how: How, source: &Schedule, seen: &Seen, content: &ListingContent) -> Step {
    let mut puts = Vec::new();
    for (spot, before) in seen {
        let Some(present) = spot.read(content) else {
            return Step::Moved;
        };
        let after = copy(how, before, source).schedule;
        if *present == after {
            continue;
        }
        if present != before {
            return Step::Moved;
        }
        puts.push(Put {
            spot: spot.clone(),
            before: before.clone(),
            after,
        });
    }
    Step::Put(puts)
}

/// Puts hours into a document.
pub fn put_in(content: &mut ListingContent, puts: &[Put]) {
    for put in puts {
        put.spot.write(content, &put.after);
    }
}

/// What taking copied hours back means for a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    /// The former hours stand there already.
    Already,
    /// They were put back.
    Done,
    /// Somebody has changed them since; nothing was touched.
    Moved,
}

/// Puts the former hours back, all or none.
pub fn put_back(content: &mut ListingContent, puts: &[Put]) -> Back {
    let stands = |content: &ListingContent, put: &Put, hours: &Schedule| {
        put.spot.read(content) == Some(hours)
    };
    if puts.iter().all(|put| stands(content, put, &put.before)) {
        return Back::Already;
    }
    let known = |put: &Put| stands(content, put, &put.after) || stands(content, put, &put.before);
    if !puts.iter().all(known) {
        return Back::Moved;
    }
    for put in puts {
        put.spot.write(content, &put.before);
    }
    Back::Done
}

#[cfg(test)]
mod tests {
    use super::super::spots::List;
    use super::*;
    use veiviser_schema::content::Place;
    use veiviser_schema::hours::{Weekday, WeeklyRule};

    fn hours(start: &str) -> Schedule {
        Schedule::of_week(vec![WeeklyRule {
            days: vec![Weekday::Monday],
            start: start.to_owned(),
            duration_minutes: 60,
            ..WeeklyRule::default()
        }])
    }

    fn listing(list: &[(&str, Schedule)]) -> ListingContent {
        ListingContent {
            places: list
                .iter()
                .map(|(id, opening_hours)| Place {
                    id: (*id).to_owned(),
                    opening_hours: opening_hours.clone(),
                    ..Default::default()
                })
                .collect(),
            ..Default::default()
        }
    }

    fn place(key: &str) -> Spot {
        Spot {
            list: List::Places,
            key: key.to_owned(),
        }
    }

    #[test]
    fn a_preview_tells_what_would_change_and_what_would_not() {
        let same = preview(How::Replace, &hours("08:00"), &hours("08:00"), Language::Nb);
        assert_eq!(same.changes, Vec::<String>::new());
        let other = preview(How::Replace, &hours("08:00"), &hours("09:00"), Language::Nb);
        assert_eq!(other.changes, ["Mandag: før 08.00–09.00, nå 09.00–10.00."]);
        let added = preview(How::Add, &hours("08:00"), &hours("08:30"), Language::Nb);
        assert_eq!((added.changes.len(), added.collisions.len()), (0, 1));
    }

    #[test]
    fn hours_that_say_nothing_or_make_no_sense_are_not_copied() {
        assert_eq!(unfit(&Schedule::default()), Some(Unfit::NotTold));
        assert_eq!(unfit(&hours("8")), Some(Unfit::Broken));
        assert_eq!(unfit(&hours("08:00")), None);
    }

    #[test]
    fn copying_twice_puts_nothing_more() {
        let (source, seen) = (hours("09:00"), vec![(place("a"), hours("08:00"))]);
        let mut content = listing(&[("a", hours("08:00"))]);
        let Step::Put(puts) = step(How::Replace, &source, &seen, &content) else {
            panic!("nothing moved");
        };
        assert_eq!(puts.len(), 1);
        put_in(&mut content, &puts);
        assert_eq!(content.places[0].opening_hours, source);
        assert_eq!(
            step(How::Replace, &source, &seen, &content),
            Step::Put(vec![])
        );
    }

    #[test]
    fn what_changed_since_it_was_seen_is_left_alone() {
        let seen = vec![(place("a"), hours("08:00"))];
        let step = |content: &ListingContent| step(How::Replace, &hours("09:00"), &seen, content);
        assert_eq!(step(&listing(&[("a", hours("10:00"))])), Step::Moved);
        assert_eq!(step(&listing(&[])), Step::Moved);
    }

    #[test]
    fn taking_back_is_all_or_nothing() {
        let put = |key: &str| Put {
            spot: place(key),
            before: hours("08:00"),
            after: hours("09:00"),
        };
        let puts = [put("a"), put("b")];
        let mut copied = listing(&[("a", hours("09:00")), ("b", hours("09:00"))]);
        assert_eq!(put_back(&mut copied, &puts), Back::Done);
        assert_eq!(
            copied,
            listing(&[("a", hours("08:00")), ("b", hours("08:00"))])
        );
        assert_eq!(put_back(&mut copied, &puts), Back::Already);
        let mut changed = listing(&[("a", hours("09:00")), ("b", hours("11:00"))]);
        let kept = changed.clone();
        assert_eq!(put_back(&mut changed, &puts), Back::Moved);
        assert_eq!(changed, kept);
    }
}
