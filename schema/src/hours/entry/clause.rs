//! From items to clauses: which days and which hours belong together.
//!
//! People say the days first ("hverdager 8–16") or the hours first ("stengt i helgen"), and leave out what they said before. The text is
//! cut at commas, "og" and full stops into chunks; the order of days and hours in each chunk, and in the one before, tells where a clause
//! begins. A chunk with a word that nobody knows is told, and so are days or hours that belong to nothing.

use std::collections::VecDeque;

use super::chunk::{Chunk, Part, Role, chunks, spans_only};
use super::item::{Item, Kind};

/// Days and what is said of them, not yet read.
#[derive(Clone, Debug, Default)]
pub(super) struct Clause {
    pub subject: Vec<Item>,
    /// The days behind "unntatt", before anything was said.
    pub except: Vec<Item>,
    pub says: Vec<Item>,
    /// It began with "unntatt" behind a whole clause: its days are closed if it says nothing more.
    pub excepted: bool,
    /// "men", "unntatt": it holds instead of what was said before.
    pub instead: bool,
    /// Something in it is not understood.
    pub told: bool,
    pub from: usize,
    pub to: usize,
}

impl Clause {
    fn over(mut self, items: &[Item]) -> Self {
        for item in items {
            self.from = if self.to == 0 {
                item.from
            } else {
                self.from.min(item.from)
            };
            self.to = self.to.max(item.to);
        }
        self
    }

    fn on(self, part: Part) -> Self {
        let mut clause = self.over(&part.items);
        let list = match part.role {
            Role::Subject => &mut clause.subject,
            Role::Except => &mut clause.except,
            Role::Says(_) => &mut clause.says,
        };
        list.extend(part.items);
        clause
    }
}

/// The clause that may still go on.
enum Open {
    None,
    /// Days, and nothing said of them yet.
    Days(Clause),
    /// Hours, and no days yet.
    Hours(Clause),
    DaysFirst(Clause),
    HoursFirst(Clause),
}

struct Assembler {
    done: Vec<Clause>,
    open: Open,
    /// Where words that say nothing began; they belong to the next clause.
    carried: Option<(usize, usize)>,
    instead: bool,
}

pub(super) fn clauses(items: Vec<Item>) -> Vec<Clause> {
    let chunks = chunks(items);
    let mut assembler = Assembler {
        done: Vec::new(),
        open: Open::None,
        carried: None,
        instead: false,
    };
    for i in 0..chunks.len() {
        assembler.chunk(&chunks[i], &chunks[i + 1..]);
    }
    assembler.flush();
    if let Some((from, to)) = assembler.carried {
        assembler.tell(from, to);
    }
    assembler.done
}

impl Assembler {
    fn new_clause(&mut self) -> Clause {
        let (from, to) = self.carried.take().unwrap_or_default();
        Clause {
            from,
            to,
            instead: std::mem::take(&mut self.instead),
            ..Clause::default()
        }
    }

    fn tell(&mut self, from: usize, to: usize) {
        self.done.push(Clause {
            told: true,
            from,
            to,
            ..Clause::default()
        });
    }

    fn flush(&mut self) {
        match std::mem::replace(&mut self.open, Open::None) {
            Open::None => {}
            // "også helligdager" says how by itself.
            Open::Days(clause) if clause.subject.iter().any(|item| item.kind == Kind::Also) => {
                self.done.push(clause);
            }
            Open::Days(clause) => self.tell(clause.from, clause.to),
            Open::Hours(clause) | Open::DaysFirst(clause) | Open::HoursFirst(clause) => {
                self.done.push(clause);
            }
        }
    }

    fn chunk(&mut self, chunk: &Chunk, rest: &[Chunk]) {
        let (Some(first), Some(last)) = (chunk.items.first(), chunk.items.last()) else {
            return;
        };
        let (from, to) = (first.from, last.to);
        if chunk.unknown
            || (chunk.parts.is_empty() && chunk.items.iter().any(|item| item.kind != Kind::Filler))
        {
            let begun = match std::mem::replace(&mut self.open, Open::None) {
                Open::Days(clause) if chunk.soft() => Some(clause.from),
                other => {
                    self.open = other;
                    None
                }
            };
            self.flush();
            let carried = self.carried.take().map(|(from, _)| from);
            return self.tell(begun.or(carried).unwrap_or(from), to);
        }
        if chunk.parts.is_empty() {
            let begun = self.carried.map_or(from, |(begun, _)| begun);
            self.carried = Some((begun, to));
            return;
        }
        self.instead = chunk.is(&Kind::But);
        let mut parts: VecDeque<Part> = chunk.parts.iter().cloned().collect();
        let role = chunk.parts[0].role;
        let alone = parts.len() == 1;
        let soft = chunk.soft();
        match (role, std::mem::replace(&mut self.open, Open::None)) {
            (Role::Subject, Open::Days(clause)) if soft => {
                let clause = self.more_days(clause, chunk, &mut parts);
                self.run(parts, Some(clause));
            }
            (Role::Except, Open::Days(clause)) if soft => self.run(parts, Some(clause)),
            (Role::Subject, Open::Hours(clause)) if soft && alone => {
                let part = parts.remove(0).into_iter();
                self.open = Open::HoursFirst(part.fold(clause, Clause::on));
            }
            (Role::Subject, Open::HoursFirst(clause)) if soft && alone => {
                self.days_after_hours(clause, chunk, rest, parts);
            }
            (Role::Says(_), Open::Days(clause)) if soft || chunk.is(&Kind::Line) => {
                self.run(parts, Some(clause));
            }
            (Role::Says(_), Open::DaysFirst(mut clause))
                if soft
                    && parts.len() % 2 == 1
                    && spans_only(&clause.says)
                    && spans_only(&parts[0].items) =>
            {
                clause.says.extend(chunk.mark.clone());
                let part = parts.remove(0).into_iter();
                self.open = Open::DaysFirst(part.fold(clause, Clause::on));
                if !parts.is_empty() {
                    self.flush();
                    self.run(parts, None);
                }
            }
            (Role::Says(_), Open::Hours(clause))
                if soft && spans_only(&clause.says) && spans_only(&parts[0].items) =>
            {
                let mut says = clause.says;
                says.extend(chunk.mark.clone());
                says.append(&mut parts[0].items);
                parts[0].items = says;
                self.run(parts, None);
            }
            (_, open) => {
                self.open = open;
                self.flush();
                self.run(parts, None);
            }
        }
    }

    /// "mandag, onsdag": days that go on. Behind "unntatt" they are more of what is not meant.
    fn more_days(&self, mut clause: Clause, chunk: &Chunk, parts: &mut VecDeque<Part>) -> Clause {
        let Some(mut part) = parts.pop_front() else {
            return clause;
        };
        if clause.except.is_empty() {
            clause.subject.extend(chunk.mark.clone());
        } else {
            clause.except.extend(chunk.mark.clone());
            part.role = Role::Except;
        }
        clause.on(part)
    }

    /// "stengt lørdag, søndag": do the days belong to the hours before them, or to those behind?
    fn days_after_hours(
        &mut self,
        mut clause: Clause,
        chunk: &Chunk,
        rest: &[Chunk],
        mut parts: VecDeque<Part>,
    ) {
        let as_other_days = |item: &Item| item.kind == Kind::PublicHolidays;
        if chunk.items.iter().any(|item| item.kind == Kind::Also)
            && chunk.items.iter().any(as_other_days)
        {
            // "døgnåpent alle dager, også helligdager".
            self.done.push(clause);
            return self.run(parts, None);
        }
        let behind = rest
            .iter()
            .take_while(|next| next.soft() && !next.unknown)
            .find(|next| !next.only_days())
            .is_some_and(|next| {
                next.parts
                    .first()
                    .is_some_and(|part| part.role == Role::Subject)
            });
        let and_before = chunk.is(&Kind::And);
        let and_behind = rest.first().is_some_and(|next| next.is(&Kind::And));
        if !behind || (and_before && !and_behind) {
            clause.subject.extend(chunk.mark.clone());
            let part = parts.pop_front().into_iter();
            self.open = Open::HoursFirst(part.fold(clause, Clause::on));
        } else {
            self.done.push(clause);
            if and_behind && !and_before {
                self.run(parts, None);
            } else if let (Some(first), Some(last)) = (chunk.items.first(), chunk.items.last()) {
                self.tell(first.from, last.to);
            }
        }
    }

    /// Reads parts in order, beginning with days that wait for their hours.
    fn run(&mut self, mut parts: VecDeque<Part>, mut days: Option<Clause>) {
        loop {
            if let Some(clause) = days.take() {
                match parts.front().map(|part| part.role) {
                    None => {
                        self.open = Open::Days(clause);
                        return;
                    }
                    Some(Role::Says(_)) => {
                        let clause = said(clause, &mut parts);
                        self.close(Open::DaysFirst(clause), &parts);
                    }
                    Some(_) => days = parts.pop_front().map(|part| clause.on(part)),
                }
                continue;
            }
            let Some(part) = parts.pop_front() else {
                return;
            };
            let next = parts.front().map(|part| part.role);
            match (part.role, next) {
                (Role::Subject, _) => days = Some(self.new_clause().on(part)),
                (Role::Except, _) => {
                    let mut clause = self.new_clause().on(Part {
                        role: Role::Subject,
                        ..part
                    });
                    clause.told = self.done.last().is_none_or(|base| base.told);
                    (clause.excepted, clause.instead) = (true, true);
                    // "unntatt onsdag 10–12": they have hours of their own.
                    if matches!(next, Some(Role::Says(_))) {
                        clause = said(clause, &mut parts);
                    }
                    self.close(Open::HoursFirst(clause), &parts);
                }
                (Role::Says(_), None) => self.open = Open::Hours(self.new_clause().on(part)),
                (Role::Says(_), Some(Role::Subject))
                    if parts.len() % 2 == 1
                        || parts.iter().any(|part| part.role == Role::Except)
                        || parts.get(1).is_some_and(Part::is_condition) =>
                {
                    let days = parts.pop_front().into_iter();
                    let clause = days.fold(self.new_clause().on(part), Clause::on);
                    self.close(Open::HoursFirst(clause), &parts);
                }
                // "8–16 mandag 10–14": nobody knows which are Monday's.
                _ => {
                    let clause = parts.drain(..).fold(self.new_clause().on(part), Clause::on);
                    self.tell(clause.from, clause.to);
                }
            }
        }
    }

    /// A clause is whole; it may go on when nothing stands behind it in its chunk.
    fn close(&mut self, clause: Open, rest: &VecDeque<Part>) {
        self.open = clause;
        if !rest.is_empty() {
            self.flush();
        }
    }
}

/// Takes what is said of the days, and the weeks that stand behind it.
fn said(clause: Clause, parts: &mut VecDeque<Part>) -> Clause {
    let mut clause = parts.pop_front().into_iter().fold(clause, Clause::on);
    loop {
        let takes = match parts.front().map(|part| (part.role, part.is_condition())) {
            Some((Role::Subject, true)) => !clause
                .subject
                .iter()
                .any(|item| matches!(item.kind, Kind::Parity(_))),
            // "stengt 11–12" is neither; "8–16 stengt helg" begins another clause.
            Some((Role::Says(_), _)) => {
                !matches!(parts.get(1), Some(part) if part.role == Role::Subject)
            }
            _ => false,
        };
        if !takes {
            return clause;
        }
        clause = parts.pop_front().into_iter().fold(clause, Clause::on);
    }
}
