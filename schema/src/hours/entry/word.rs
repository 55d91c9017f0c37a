//! What each word comes to where it stands.

use super::item::{Kind, Reader};
use super::lexicon::{self, Meaning};
use super::phrase::PHRASES;
use super::token::Kind as Mark;

impl Reader<'_> {
    pub(super) fn next_word(&mut self) {
        use Meaning as M;
        let i = self.at;
        if let Some(day) = self.short_day(i, false) {
            return self.days_from(day);
        }
        match self.word(i) {
            Some(lexicon::ON) => return self.on(),
            Some(lexicon::TO) => return self.to(),
            Some("around" | "round")
                if self.word(i + 1) == Some("the") && self.word(i + 2) == Some("clock") =>
            {
                return self.put(Kind::Round, i + 3);
            }
            Some("med") => return self.by(),
            // "we are open" is no Wednesday.
            Some("we") if matches!(self.word(i + 1), Some("are" | "have")) => {
                return self.put(Kind::Filler, i + 1);
            }
            _ => {}
        }
        match self.meaning(i) {
            None => self.put(Kind::Unknown, i + 1),
            Some(M::Day(day)) => self.days_from(day),
            Some(M::Weekdays) => self.group(0..5, i + 1),
            Some(M::Weekend) => self.group(5..7, i + 1),
            Some(M::Daily) => self.group(0..7, i + 1),
            Some(M::Every) => self.every(),
            Some(M::Whole) => self.whole(),
            Some(M::Closed) => self.put(Kind::Closed, i + 1),
            Some(M::RoundTheClock | M::Always) => self.put(Kind::Round, i + 1),
            Some(M::TheClock) if self.word(i + 1) == Some("rundt") => self.put(Kind::Round, i + 2),
            Some(M::YearWord) if self.word(i + 1) == Some("rundt") => self.put(Kind::Filler, i + 2),
            Some(M::To) => self.to(),
            Some(M::From) => self.from(),
            Some(M::Between) => self.between(),
            Some(M::And) => self.put(Kind::And, i + 1),
            Some(M::But) => self.put(Kind::But, i + 1),
            Some(M::Also) => self.put(Kind::Also, i + 1),
            Some(M::Only) if self.appointment_after(i + 1).is_some() => self.by(),
            Some(M::Only) => {
                let days = matches!(self.last(), Some(Kind::Days { .. }));
                let behind = days && self.word(i) == Some("only");
                self.put(Kind::Only { behind }, i + 1);
            }
            Some(M::Except) => self.except(),
            Some(M::Not) => {
                let next = self.after_prepositions(i + 1);
                let kind = if self.begins_subject(next) {
                    Kind::Except
                } else {
                    Kind::Unknown
                };
                self.put(kind, i + 1);
            }
            Some(M::Else) => self.put(Kind::Else, i + 1),
            Some(M::Appointment | M::By) => self.by(),
            Some(M::DropIn) => self.put(Kind::DropIn, i + 1),
            Some(M::Parity(weeks)) => {
                let end = if self.meaning(i + 1) == Some(M::WeekWord) {
                    i + 2
                } else {
                    i + 1
                };
                self.put(Kind::Parity(weeks), end);
            }
            Some(M::Like(weeks)) if self.meaning(i + 1) == Some(M::WeekWord) => {
                self.put(Kind::Parity(weeks), i + 2);
            }
            Some(M::Nth(nth)) => self.nth(i, nth),
            Some(M::Alternate) => self.put(Kind::Alternate, i + 1),
            Some(M::PublicHolidays) => self.put(Kind::PublicHolidays, i + 1),
            Some(M::HolidayKind) => match self.meaning(i + 1) {
                Some(M::PublicHolidays) => self.put(Kind::PublicHolidays, i + 2),
                Some(M::DayWord) if matches!(self.word(i), Some("røde" | "raude")) => {
                    self.put(Kind::PublicHolidays, i + 2);
                }
                _ => self.put(Kind::Unknown, i + 1),
            },
            Some(M::Holiday(key)) => self.put(Kind::Holiday(key), i + 1),
            Some(M::As) => self.likeness(),
            Some(M::Usual) => self.put(Kind::AsUsual, i + 1),
            Some(M::Preposition) => self.preposition(),
            Some(M::Clock) if self.time(i + 1).is_some() => self.put(Kind::Filler, i + 1),
            Some(M::DayPart) => self.put(Kind::DayPart, i + 1),
            Some(M::Filler) => self.put(Kind::Filler, i + 1),
            // "mandag i oddetallsuker", "annenhver uke": the week itself says nothing more.
            Some(M::WeekWord)
                if matches!(self.last(), Some(Kind::Alternate)) && !self.numbered(i) =>
            {
                self.put(Kind::Filler, i + 1);
            }
            Some(
                M::TheClock
                | M::YearWord
                | M::Like(_)
                | M::Next
                | M::DayWord
                | M::WeekWord
                | M::MonthWord
                | M::Clock,
            ) => self.put(Kind::Unknown, i + 1),
        }
    }

    /// The item that was just read began further ahead.
    pub(super) fn began(&mut self, i: usize) {
        if let Some(item) = self.items.last_mut() {
            item.from = self.tokens[i].from;
        }
    }

    /// "uke 29", "uke 8–16": certain weeks. "i uka 8–16" tells the time.
    fn numbered(&self, week: usize) -> bool {
        match self.mark(week + 1) {
            Some(Mark::Number | Mark::Ordinal(_)) => true,
            Some(Mark::Time(_)) => {
                !matches!(self.word(week), Some("uken" | "uka" | "veka" | "week"))
                    || self.to_after(week + 2).is_none()
            }
            _ => false,
        }
    }

    fn group(&mut self, days: std::ops::Range<usize>, end: usize) {
        let set = std::array::from_fn(|day| days.contains(&day));
        self.put(Kind::Days { set, group: true }, end);
    }

    /// One day, or from it to another.
    pub(super) fn days_from(&mut self, first: usize) {
        let i = self.at;
        let single = |day: usize| Kind::Days {
            set: std::array::from_fn(|other| other == day),
            group: false,
        };
        let Some(second) = self.to_after(i + 1) else {
            return self.put(single(first), i + 1);
        };
        let dash = self.mark(i + 1) == Some(&Mark::Dash);
        let last = match self.meaning(second) {
            Some(Meaning::Day(day)) => Some(day),
            _ if dash => self
                .short_day(second, true)
                .filter(|_| !self.begins_subject(second + 1)),
            _ => None,
        };
        let Some(last) = last else {
            return self.put(single(first), i + 1);
        };
        // "ma to fr" is a list or a range: nobody knows.
        let doubtful = self.word(i + 1) == Some(lexicon::TO)
            && self.word(i).is_some_and(lexicon::norwegian_short);
        // "mandag–fredag–søndag" says nothing.
        let goes_on = self
            .to_after(second + 1)
            .is_some_and(|i| matches!(self.meaning(i), Some(Meaning::Day(_))));
        if doubtful || goes_on || first == last {
            return self.put(Kind::Unknown, second + 1);
        }
        let length = (last + 7 - first) % 7;
        let set = std::array::from_fn(|day| (day + 7 - first) % 7 <= length);
        // There is no first "mandag–fredag" in a month.
        self.put(Kind::Days { set, group: true }, second + 1);
    }

    /// "hver": every day before "dag" or before nothing; else it only stresses what follows.
    fn every(&mut self) {
        use Meaning as M;
        let i = self.at;
        let mut next = i + 1;
        if matches!(self.word(next), Some("eneste" | "single")) {
            next += 1;
        }
        match self.meaning(next) {
            // "all day" is how long, not which days.
            Some(M::DayWord) if self.word(i) == Some("all") && self.word(next) == Some("day") => {
                self.put(Kind::Unknown, next + 1);
            }
            Some(M::DayWord) => {
                let week = self.after_prepositions(next + 1);
                let of_the_week = week > next + 1
                    && self.meaning(week) == Some(M::WeekWord)
                    && !self.numbered(week);
                self.group(0..7, if of_the_week { week + 1 } else { next + 1 });
            }
            Some(M::MonthWord) => self.put(Kind::Month, next + 1),
            Some(M::WeekWord)
                if self.time(next + 1).is_none() && !self.numbered(next)
                    || self.to_after(next + 2).is_some() =>
            {
                self.put(Kind::Filler, next + 1);
            }
            Some(M::YearWord) if self.word(i) == Some("all") => self.put(Kind::Filler, next + 1),
            Some(M::Alternate) => self.put(Kind::Alternate, next + 1),
            Some(M::Nth(_)) => {
                self.at = next;
                self.next_word();
                self.began(i);
                if let Some(Kind::Nth { every, .. }) =
                    self.items.last_mut().map(|item| &mut item.kind)
                {
                    *every = true;
                }
            }
            // "hver 2. mandag" is every other.
            None if matches!(self.mark(next), Some(Mark::Ordinal(_))) => {
                self.put(Kind::Alternate, next + 1);
            }
            _ if self.begins_subject(next) => self.put(Kind::Filler, i + 1),
            None if self.word(next).is_some() => self.put(Kind::Unknown, i + 1),
            Some(M::WeekWord | M::YearWord) => self.put(Kind::Unknown, next + 1),
            _ => self.group(0..7, i + 1),
        }
    }

    /// "hele": the clock round, the week, the year.
    fn whole(&mut self) {
        use Meaning as M;
        let i = self.at;
        match self.meaning(i + 1) {
            Some(M::TheClock) => {
                let end = if self.word(i + 2) == Some("rundt") {
                    i + 3
                } else {
                    i + 2
                };
                self.put(Kind::Round, end);
            }
            Some(M::WeekWord) => self.group(0..7, i + 2),
            Some(M::YearWord) => self.put(Kind::Filler, i + 2),
            Some(M::Weekend) => self.put(Kind::Filler, i + 1),
            _ => self.put(Kind::Unknown, i + 1),
        }
    }

    /// "første", "første og tredje".
    pub(super) fn nth(&mut self, first: usize, number: i32) {
        let read = |i: usize| match (self.meaning(i), self.mark(i)) {
            (Some(Meaning::Nth(nth)), _) => Some(nth),
            (_, Some(Mark::Ordinal(number @ 1..=5))) => Some(i32::from(*number)),
            _ => None,
        };
        let mut all = vec![number];
        let mut end = first + 1;
        loop {
            let mut next = end;
            while self.mark(next) == Some(&Mark::Comma) || self.meaning(next) == Some(Meaning::And)
            {
                next += 1;
            }
            match read(next) {
                // What a holiday is called is no first in a month.
                Some(nth) if next > end && PHRASES.at(self, next).is_none() => {
                    all.push(nth);
                    end = next + 1;
                }
                _ => break,
            }
        }
        all.sort_unstable();
        all.dedup();
        // "andre hver mandag" is every other.
        let kind = match self.meaning(end) {
            Some(Meaning::Every) => {
                end += 1;
                Kind::Alternate
            }
            _ => Kind::Nth {
                nth: all,
                every: false,
            },
        };
        self.put(kind, end);
    }

    /// "on Monday", "closed on public holidays".
    fn on(&mut self) {
        let i = self.at;
        let next = self.after_prepositions(i + 1);
        let english = match self.word(next) {
            Some(word) => {
                lexicon::english_day(word)
                    || matches!(
                        word,
                        "weekdays"
                            | "weekday"
                            | "weekends"
                            | "weekend"
                            | "public"
                            | "bank"
                            | "holidays"
                            | "holiday"
                            | "every"
                            | "each"
                            | "all"
                            | "odd"
                            | "even"
                            | "alternate"
                            | "first"
                            | "second"
                            | "third"
                            | "fourth"
                            | "fifth"
                            | "last"
                    )
                    || PHRASES.at(self, next).is_some()
            }
            None => matches!(self.mark(next), Some(Mark::Ordinal(_))),
        };
        let beside_a_day = matches!(self.last(), Some(Kind::Days { .. }));
        let kind = if english && !beside_a_day {
            Kind::Filler
        } else {
            Kind::Unknown
        };
        self.put(kind, i + 1);
    }

    /// "unntatt", "bortsett fra", "med unntak av".
    pub(super) fn except(&mut self) {
        let mut end = self.at + 1;
        while self.meaning(end) == Some(Meaning::From)
            || matches!(
                self.word(end),
                Some("for" | "av" | "på" | "on" | "om" | "i")
            )
        {
            end += 1;
        }
        self.put(Kind::Except, end);
    }

    /// "som søndag", "som vanlig".
    fn likeness(&mut self) {
        let i = self.at;
        let mut next = self.after_prepositions(i + 1);
        if self.word(next) == Some(lexicon::ON) {
            next += 1;
        }
        let kind = match self.meaning(next) {
            Some(Meaning::Day(6)) => Kind::AsSunday,
            Some(Meaning::Usual) => Kind::AsUsual,
            _ => return self.put(Kind::Unknown, i + 1),
        };
        self.put(kind, next + 1);
    }

    /// "i" says nothing before days; before anything else it says something nobody reads.
    fn preposition(&mut self) {
        use Meaning as M;
        let i = self.at;
        if self.appointment_after(i).is_some() {
            return self.by();
        }
        let next = self.after_prepositions(i + 1);
        let every = self.meaning(next) == Some(M::Every);
        match self.meaning(if every { next + 1 } else { next }) {
            Some(M::MonthWord) => {
                self.put(Kind::Month, if every { next + 2 } else { next + 1 });
            }
            Some(M::WeekWord) if matches!(self.last(), Some(Kind::Days { .. })) && !every => {
                let numbered = matches!(
                    self.mark(next + 1),
                    Some(Mark::Number | Mark::Time(_) | Mark::Ordinal(_))
                );
                let kind = if numbered {
                    Kind::Unknown
                } else {
                    Kind::Filler
                };
                self.put(kind, next + 1);
            }
            Some(M::Also) if self.word(i) == Some("i") || self.word(i) == Some("in") => {
                self.put(Kind::Also, next + 1);
            }
            _ if self.begins_subject(next) => self.put(Kind::Filler, next),
            _ if self.word(i) == Some("at") && self.time(next).is_some() => {
                self.put(Kind::Filler, next);
            }
            _ => self.put(Kind::Unknown, i + 1),
        }
    }
}
