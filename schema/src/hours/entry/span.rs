//! Times and what stands with them: spans, one end of them, appointments.

use super::item::{Kind, Reader};
use super::lexicon::{self, Meaning};
use super::token::Kind as Mark;
use crate::hours::calendar::DAY_MINUTES;

impl Reader<'_> {
    /// A time begins a span, "24 timer i døgnet", "7 dager i uka", or nothing.
    pub(super) fn after_time(&mut self, start: u16) {
        let i = self.at;
        let next = self.word(i + 1);
        if start == DAY_MINUTES && matches!(next, Some("timer" | "timar" | "hours" | "t")) {
            let end = self.after_prepositions(i + 2);
            let a_day = matches!(
                self.meaning(end),
                Some(Meaning::TheClock | Meaning::DayWord)
            );
            return self.put(Kind::Round, if a_day { end + 1 } else { i + 2 });
        }
        if start == 7 * 60 && matches!(next, Some("dager" | "dagar" | "days")) {
            let end = self.after_prepositions(i + 2);
            let a_week = self.meaning(end) == Some(Meaning::WeekWord);
            let kind = Kind::Days {
                set: [true; 7],
                group: true,
            };
            return self.put(kind, if a_week { end + 1 } else { i + 2 });
        }
        let Some(second) = self.to_after(i + 1) else {
            return self.put(Kind::Unknown, i + 1);
        };
        match self.time_after(second) {
            Some((end, next)) => self.span(i, start, end, next),
            None => self.put(Kind::Unknown, second),
        }
    }

    /// From a start to an end that has been read, and "neste dag" behind it.
    fn span(&mut self, first: usize, start: u16, end: u16, next: usize) {
        use Meaning as M;
        let after = self.after_prepositions(next);
        let over_night = match (self.meaning(after), self.meaning(after + 1)) {
            (Some(M::Next), Some(M::DayWord)) => Some(after + 2),
            (Some(M::DayWord), Some(M::By)) if self.word(after + 1) == Some("etter") => {
                Some(after + 2)
            }
            _ => None,
        };
        let goes_on = self.to_after(over_night.unwrap_or(next)).is_some_and(|i| {
            self.time_after(i).is_some()
                || self.mark(over_night.unwrap_or(next)) == Some(&Mark::Dash)
        });
        let halves = [first, next - 1].map(|i| {
            let token = &self.tokens[i];
            self.text[token.from..token.to].to_lowercase().contains('m')
                && token.kind != Mark::Time(DAY_MINUTES)
        });
        let clear = match halves {
            // "1-5pm" may begin at one or at thirteen.
            [false, true] => start < end && (start >= 720 || start + 720 >= end),
            [true, false] => end > 720,
            _ => true,
        };
        let kind = match over_night {
            _ if start >= DAY_MINUTES || goes_on || !clear => Kind::Unknown,
            Some(_) if end > start => Kind::Unknown,
            Some(_) => Kind::Span(start, end + DAY_MINUTES),
            // Of two that are equal nobody knows whether they mean a day and night or nothing: whoever wrote them is asked.
            None if end >= start => Kind::Span(start, end),
            None => Kind::Span(start, end + DAY_MINUTES),
        };
        self.put(kind, over_night.unwrap_or(next));
    }

    /// "til 18".
    pub(super) fn to(&mut self) {
        let i = self.at;
        let doubtful =
            self.word(i) == Some(lexicon::TO) && !matches!(self.last(), Some(Kind::Days { .. }));
        match self.time_after(i + 1) {
            Some((end, next)) if !doubtful && self.to_after(next).is_none() => {
                self.put(Kind::OnlyTo(end), next);
            }
            _ => self.put(Kind::Unknown, i + 1),
        }
    }

    /// "fra 10", "fra 8 til 16", "fra mandag til fredag".
    pub(super) fn from(&mut self) {
        let i = self.at;
        let subject = self.included(i + 1);
        let day = match self.meaning(subject) {
            Some(Meaning::Day(day)) => Some(day),
            _ => self.short_day(subject, true),
        };
        if day.is_some() {
            let last = self.to_after(subject + 1);
            let range = last.is_some_and(|i| {
                matches!(self.meaning(i), Some(Meaning::Day(_)))
                    || self.short_day(i, true).is_some()
            });
            return match day {
                Some(day) if range => {
                    self.at = subject;
                    self.days_from(day);
                    self.began(i);
                }
                _ => self.put(Kind::Unknown, subject + 1),
            };
        }
        let Some((start, next)) = self.time_after(i + 1) else {
            return self.put(Kind::Unknown, i + 1);
        };
        match self.to_after(next).and_then(|i| self.time_after(i)) {
            Some((end, after)) => self.span(next - 1, start, end, after),
            None => self.put(Kind::OnlyFrom(start), next),
        }
    }

    /// "mellom 8 og 16".
    pub(super) fn between(&mut self) {
        let i = self.at;
        let read = self.time_after(i + 1).and_then(|(start, next)| {
            let second = match self.meaning(next) {
                Some(Meaning::And) => next + 1,
                _ => self.to_after(next)?,
            };
            let (end, after) = self.time_after(second)?;
            Some((start, next, end, after))
        });
        match read {
            Some((start, next, end, after)) => self.span(next - 1, start, end, after),
            None => self.put(Kind::Unknown, i + 1),
        }
    }

    /// Where "etter avtale" that begins here ends, "kun" before and behind it included.
    pub(super) fn appointment_after(&self, i: usize) -> Option<usize> {
        let by = self.meaning(i) == Some(Meaning::By)
            || matches!(self.word(i), Some("med" | "på" | "via"));
        let named = if by { i + 1 } else { i };
        (self.meaning(named) == Some(Meaning::Appointment)).then(|| {
            let only = self.meaning(named + 1) == Some(Meaning::Only)
                && self.word(named + 1) == Some("only");
            if only { named + 2 } else { named + 1 }
        })
    }

    pub(super) fn by(&mut self) {
        let i = self.at;
        let first = if self.meaning(i) == Some(Meaning::Only) {
            i + 1
        } else {
            i
        };
        if let Some(end) = self.appointment_after(first) {
            return self.put(Kind::Appointment, end);
        }
        if self.word(i) == Some("med") && self.meaning(i + 1) == Some(Meaning::Except) {
            self.at = i + 1;
            self.except();
            return self.began(i);
        }
        self.put(Kind::Unknown, i + 1);
    }
}
