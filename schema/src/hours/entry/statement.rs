//! From clauses to statements: what is said of which days, read exactly or not at all.

use super::clause::Clause;
use super::item::{Item, Kind};
use super::scope::Scope;
use crate::hours::schedule::{HolidayKey, RuleState, WeekParity};

/// Start and end in minutes, and whether anybody may come. An end on the next day is past 1440.
pub(super) type Hours = (u16, u16, RuleState);

/// Whom a statement is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Subject {
    pub scopes: Vec<Scope>,
    /// Weeks without days: the days are those of the clause before.
    weeks: Option<WeekParity>,
    /// The days nobody named.
    pub rest: bool,
    pub public_holidays: bool,
    pub holidays: Vec<HolidayKey>,
    pub only: bool,
    also: bool,
}

impl Subject {
    pub(super) fn is_holiday(&self) -> bool {
        self.public_holidays || !self.holidays.is_empty()
    }

    fn is_empty(&self) -> bool {
        self.scopes.is_empty() && self.weeks.is_none() && !self.rest && !self.is_holiday()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Hours(Vec<Hours>),
    /// "til 18": one end of what the days have is moved, or both.
    Move(Option<u16>, Option<u16>),
    Closed,
    Round,
    Appointment,
    AsSunday,
    AsUsual,
}

/// What is said of whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    pub subject: Subject,
    pub says: Says,
    /// Comes beside what the days have.
    pub also: bool,
    /// Comes in place of what the days have, whatever that is.
    pub instead: bool,
}

/// A statement or nothing, for each clause.
pub(super) fn statements(clauses: &[Clause]) -> Vec<Vec<Statement>> {
    let mut before: Option<Vec<Statement>> = None;
    clauses
        .iter()
        .map(|clause| {
            let read = read(clause, before.as_deref()).unwrap_or_default();
            before = Some(read.clone());
            read
        })
        .collect()
}

fn read(clause: &Clause, before: Option<&[Statement]>) -> Option<Vec<Statement>> {
    if clause.told {
        return None;
    }
    let mut subject = subject(&clause.subject)?;
    let (says, also) = match says(&clause.says)? {
        Some(read) => read,
        None if clause.excepted => {
            // "stengt alle dager unntatt onsdag": when is Wednesday open?
            let base = before?.last()?;
            let open = !matches!(base.says, Says::Closed | Says::Appointment);
            (open && !base.subject.is_empty()).then_some((Says::Closed, false))?
        }
        None => {
            let as_other_days = Subject {
                public_holidays: true,
                also: true,
                ..Subject::default()
            };
            (subject == as_other_days && clause.except.is_empty()).then_some(())?;
            subject.also = false;
            (Says::AsUsual, false)
        }
    };
    if let (Some(weeks), true) = (subject.weeks, subject.scopes.is_empty()) {
        let days = &before?.first()?.subject;
        let usable = !days.is_holiday()
            && !days.rest
            && !days.scopes.is_empty()
            && days.scopes.iter().all(|scope| scope.nth.is_empty());
        subject.scopes = usable.then(|| days.scopes.clone())?;
        for scope in &mut subject.scopes {
            scope.weeks = weeks;
        }
    }
    let also = also || subject.also;
    let mut read = Vec::new();
    if !clause.except.is_empty() {
        // Those that are left out are closed, unless being closed is what they are left out of.
        let left_out = self::subject(&clause.except)?;
        if subject.is_empty() || left_out.is_empty() || left_out.weeks.is_some() || left_out.rest {
            return None;
        }
        if matches!(says, Says::Closed) {
            if left_out.is_holiday() || left_out.scopes.iter().any(Scope::is_conditional) {
                return None;
            }
            for scope in &mut subject.scopes {
                for day in left_out.scopes.iter().flat_map(Scope::indices) {
                    scope.days[day] = false;
                }
            }
        } else {
            read.push(Statement {
                subject: left_out,
                says: Says::Closed,
                also: false,
                instead: true,
            });
        }
    }
    read.insert(
        0,
        Statement {
            subject,
            says,
            also,
            instead: clause.instead,
        },
    );
    Some(read)
}

/// Days and conditions in the order they were said.
#[derive(Default)]
struct SubjectReader {
    read: Subject,
    /// The nth that stands before days, and whether "hver" stood before it.
    nth: Option<(Vec<i32>, bool, bool)>,
    /// Scopes that may share the nth before them: "i måneden" tells.
    sharing: Vec<usize>,
    /// Scopes since weeks were last named.
    free: Vec<usize>,
    weeks_before: Option<WeekParity>,
    alternate: bool,
    /// "hver" before an nth, and nothing yet that tells it is of the month.
    every_nth: bool,
}

fn subject(items: &[Item]) -> Option<Subject> {
    let mut reader = SubjectReader::default();
    let mut before: Option<&Kind> = None;
    for item in items {
        reader.take(&item.kind, before)?;
        before = Some(&item.kind);
    }
    reader.finish()
}

impl SubjectReader {
    fn take(&mut self, kind: &Kind, before: Option<&Kind>) -> Option<()> {
        match kind {
            Kind::Days { set, group } => {
                if let Some(Kind::Days {
                    set: known,
                    group: known_group,
                }) = before
                {
                    // "hverdager mandag" is no list.
                    if set == known {
                        return Some(());
                    }
                    if *group || *known_group {
                        return None;
                    }
                }
                let at = self.read.scopes.len();
                let mut scope = Scope::of(*set);
                match &mut self.nth {
                    Some((_, _, used @ true)) => {
                        *used = true;
                        self.sharing.push(at);
                    }
                    Some((nth, _, used)) => {
                        *used = true;
                        if *group {
                            return None;
                        }
                        scope.nth = nth.clone();
                    }
                    None => {}
                }
                match self.weeks_before {
                    Some(weeks) => scope.weeks = weeks,
                    None => self.free.push(at),
                }
                self.read.scopes.push(scope);
            }
            Kind::Nth { nth, every } => {
                if self.nth.as_ref().is_some_and(|(.., used)| !used) {
                    return None;
                }
                // "første mandag og tirsdag, andre onsdag": the first is of Tuesday too, or not.
                if !self.sharing.is_empty() {
                    return None;
                }
                self.every_nth |= *every;
                self.nth = Some((nth.clone(), *every, false));
            }
            Kind::Month => {
                let (nth, ..) = self.nth.take().filter(|(_, _, used)| *used)?;
                for at in std::mem::take(&mut self.sharing) {
                    self.read.scopes[at].nth.clone_from(&nth);
                }
                // "hver andre mandag i måneden" may still be every other.
                self.every_nth &= nth == [2];
            }
            Kind::Parity(weeks) => {
                if self.free.is_empty() {
                    if self.weeks_before.is_some_and(|_| {
                        self.read
                            .scopes
                            .last()
                            .is_none_or(|scope| Some(scope.weeks) != self.weeks_before)
                    }) {
                        return None;
                    }
                    self.weeks_before = Some(*weeks);
                } else {
                    for at in std::mem::take(&mut self.free) {
                        self.read.scopes[at].weeks = *weeks;
                    }
                }
            }
            Kind::Alternate => self.alternate = true,
            Kind::Else => self.read.rest = true,
            Kind::PublicHolidays => self.read.public_holidays = true,
            Kind::Holiday(key) => self.read.holidays.push(*key),
            Kind::Only { .. } => self.read.only = true,
            Kind::Also => self.read.also = true,
            Kind::Except if before.is_none_or(Kind::is_neutral) => {}
            Kind::And | Kind::Comma | Kind::But | Kind::Filler | Kind::Line => {}
            _ => return None,
        }
        Some(())
    }

    fn finish(mut self) -> Option<Subject> {
        let unused = self.nth.as_ref().is_some_and(|(.., used)| !used);
        if unused || !self.sharing.is_empty() {
            return None;
        }
        let scopes = &mut self.read.scopes;
        if self.alternate || self.every_nth {
            // "annenhver mandag" is in odd weeks or in even ones, and must say which.
            let told = !scopes.is_empty() || self.weeks_before.is_some();
            if !told || scopes.iter().any(|scope| scope.weeks == WeekParity::Every) {
                return None;
            }
            if scopes
                .iter()
                .any(|scope| !matches!(scope.nth.as_slice(), [] | [2]))
            {
                return None;
            }
            scopes.iter_mut().for_each(|scope| scope.nth.clear());
        }
        if scopes.is_empty() {
            self.read.weeks = self.weeks_before;
        }
        let clear = |scope: &Scope| scope.nth.is_empty() || scope.weeks == WeekParity::Every;
        let twice = scopes
            .iter()
            .enumerate()
            .any(|(i, scope)| scopes[..i].iter().any(|known| known.meets(scope)));
        let mixed = self.read.weeks.is_some() && (self.read.is_holiday() || self.read.rest)
            || self.read.rest && !self.read.scopes.is_empty();
        (self.read.scopes.iter().all(clear) && !twice && !mixed).then_some(self.read)
    }
}

/// What is said, and whether it comes beside what is. `Some(None)`: nothing was said.
#[expect(
    clippy::option_option,
    reason = "not understood is something else than nothing said"
)]
fn says(items: &[Item]) -> Option<Option<(Says, bool)>> {
    let mut times: Vec<(u16, u16, Option<RuleState>)> = Vec::new();
    let (mut from, mut to) = (None, None);
    let mut whole: Option<Says> = None;
    let (mut also, mut part_of_day) = (false, false);
    // "etter avtale 8–16": it stands before its hours.
    let mut ahead: Option<RuleState> = None;
    let meet = |one: (u16, u16), two: (u16, u16)| one.0 < two.1 && two.0 < one.1;
    for item in items {
        let state = match item.kind {
            Kind::Appointment => Some(RuleState::Appointment),
            Kind::DropIn => Some(RuleState::Open),
            _ => None,
        };
        match &item.kind {
            // "8–16, 10–14 lørdag": hours that meet are not all of the same days.
            Kind::Span(start, end)
                if times
                    .iter()
                    .any(|time| meet((time.0, time.1), (*start, *end))) =>
            {
                return None;
            }
            Kind::Span(start, end) => times.push((*start, *end, ahead.take())),
            Kind::Appointment | Kind::DropIn => match times.split_last_mut() {
                // "8–10 og 12–14 etter avtale": the last of them, or both?
                Some((last, others))
                    if last.2.is_none() && others.iter().all(|other| other.2.is_some()) =>
                {
                    last.2 = state;
                }
                None if ahead.is_none() => ahead = state,
                _ => return None,
            },
            Kind::OnlyFrom(minute) if from.is_none() => from = Some(*minute),
            Kind::OnlyTo(minute) if to.is_none() => to = Some(*minute),
            Kind::Closed if whole.is_none() => whole = Some(Says::Closed),
            Kind::Round if matches!(whole, None | Some(Says::Round)) => whole = Some(Says::Round),
            Kind::AsSunday if whole.is_none() => whole = Some(Says::AsSunday),
            Kind::AsUsual if whole.is_none() => whole = Some(Says::AsUsual),
            Kind::Also => also = true,
            Kind::DayPart => part_of_day = true,
            Kind::Only { .. } | Kind::Filler | Kind::And | Kind::Comma | Kind::But => {}
            _ => return None,
        }
    }
    let moves = from.is_some() || to.is_some();
    let read = match (whole, times.is_empty(), moves, ahead) {
        (Some(whole), true, false, None) => whole,
        (None, false, false, None) => {
            let hours = times
                .into_iter()
                .map(|(start, end, state)| (start, end, state.unwrap_or_default()));
            Says::Hours(hours.collect())
        }
        (None, true, true, None) => Says::Move(from, to),
        (None, true, false, Some(RuleState::Appointment)) => Says::Appointment,
        (None, true, false, None) => return Some(None),
        _ => return None,
    };
    if part_of_day && !matches!(read, Says::Hours(_)) {
        return None;
    }
    Some(Some((read, also)))
}
