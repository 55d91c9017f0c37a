//! When a draft is saved, without clock, network or page: what happened goes in, what to do next comes out.
//!
//! A save waits until the person has paused. One save is under way at a time, and the newest text wins: what is written meanwhile
//! goes with the next one. A save that failed is tried again, later each time. When somebody else saved first, nothing more is sent
//! before a person has chosen.

use chrono::{DateTime, Utc};

/// The pause after the last keystroke, in milliseconds.
pub const PAUSE: u32 = 1_500;
/// The waits before the next tries after failures, in milliseconds; the last one is kept.
const RETRIES: [u32; 4] = [3_000, 8_000, 20_000, 45_000];

/// Why a save did not come through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    Offline,
    Server,
    /// The session is over, and the person put off signing in.
    Session,
    /// The server will not have it, and will not the next time either.
    Refused,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Step {
    Nothing,
    /// Call [`Autosave::due`] after so many milliseconds; an earlier wait is dropped.
    Wait(u32),
    /// Send the text as it stands, made from this version.
    Save {
        version: i32,
    },
}

/// Where the saving stands, for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveState {
    /// Everything is on the server, since then.
    Saved(DateTime<Utc>),
    /// Something is written that is not sent yet.
    Pending,
    Saving,
    Retrying {
        offline: bool,
    },
    SignedOut,
    /// Somebody else saved first.
    Clash,
    /// It will not be saved.
    Stopped,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Calm,
    Failing { offline: bool },
    SignedOut,
    Clash,
    Stopped,
}

/// The state of saving one draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Autosave {
    version: i32,
    saved_at: DateTime<Utc>,
    /// Counts what was written; the other two say how far the save under way, and the server, have come.
    edits: u32,
    sent: u32,
    stored: u32,
    in_flight: bool,
    /// A save fell due while one was under way.
    again: bool,
    failures: usize,
    phase: Phase,
}

impl Autosave {
    /// A draft as it was read.
    pub fn new(version: i32, saved_at: DateTime<Utc>) -> Self {
        Self {
            version,
            saved_at,
            edits: 0,
            sent: 0,
            stored: 0,
            in_flight: false,
            again: false,
            failures: 0,
            phase: Phase::Calm,
        }
    }

    /// The version the next save is made from.
    pub fn version(&self) -> i32 {
        self.version
    }

    /// The person wrote something.
    pub fn edited(&mut self) -> Step {
        self.edits += 1;
        match self.phase {
            Phase::Calm | Phase::Failing { .. } => Step::Wait(PAUSE),
            Phase::SignedOut | Phase::Clash | Phase::Stopped => Step::Nothing,
        }
    }

    /// The pause is over, a field was left, or the page goes out of sight.
    pub fn due(&mut self) -> Step {
        if !self.unsaved() || matches!(self.phase, Phase::SignedOut | Phase::Clash | Phase::Stopped)
        {
            return Step::Nothing;
        }
        if self.in_flight {
            self.again = true;
            return Step::Nothing;
        }
        self.in_flight = true;
        self.sent = self.edits;
        Step::Save {
            version: self.version,
        }
    }

    /// The network is back, or the person asks for another try.
    pub fn retry(&mut self) -> Step {
        if self.phase == Phase::SignedOut {
            self.phase = Phase::Calm;
        }
        self.due()
    }

    /// The server has what was sent.
    pub fn saved(&mut self, version: i32, at: DateTime<Utc>) -> Step {
        self.in_flight = false;
        self.stored = self.sent;
        self.version = version;
        self.saved_at = at;
        self.failures = 0;
        self.phase = Phase::Calm;
        if std::mem::take(&mut self.again) {
            self.due()
        } else if self.unsaved() {
            Step::Wait(PAUSE)
        } else {
            Step::Nothing
        }
    }

    /// The save did not come through.
    pub fn failed(&mut self, failure: Failure) -> Step {
        self.in_flight = false;
        self.again = false;
        self.phase = match failure {
            Failure::Offline => Phase::Failing { offline: true },
            Failure::Server => Phase::Failing { offline: false },
            Failure::Session => Phase::SignedOut,
            Failure::Refused => Phase::Stopped,
        };
        if !matches!(self.phase, Phase::Failing { .. }) {
            return Step::Nothing;
        }
        let wait = RETRIES[self.failures.min(RETRIES.len() - 1)];
        self.failures += 1;
        Step::Wait(wait)
    }

    /// Somebody else saved since this was read.
    pub fn clashed(&mut self) {
        self.in_flight = false;
        self.again = false;
        self.phase = Phase::Clash;
    }

    /// A person chose. `differs`: what stands here now is not what the server has.
    pub fn settled(&mut self, version: i32, at: DateTime<Utc>, differs: bool) -> Step {
        self.version = version;
        self.saved_at = at;
        self.failures = 0;
        self.phase = Phase::Calm;
        if differs {
            self.edits += 1;
            self.due()
        } else {
            self.stored = self.edits;
            self.sent = self.edits;
            Step::Nothing
        }
    }

    /// Whether something is written that the server does not have.
    pub fn unsaved(&self) -> bool {
        self.edits != self.stored
    }

    /// Whether leaving now would lose something: a save under way goes on without the page.
    pub fn at_risk(&self) -> bool {
        self.unsaved() && !(self.in_flight && self.sent == self.edits)
    }

    /// Whether no save will come by itself.
    pub fn stuck(&self) -> bool {
        matches!(self.phase, Phase::SignedOut | Phase::Clash | Phase::Stopped)
    }

    pub fn state(&self) -> SaveState {
        match self.phase {
            Phase::Clash => SaveState::Clash,
            Phase::Stopped => SaveState::Stopped,
            Phase::SignedOut => SaveState::SignedOut,
            _ if self.in_flight => SaveState::Saving,
            Phase::Failing { offline } => SaveState::Retrying { offline },
            Phase::Calm if self.unsaved() => SaveState::Pending,
            Phase::Calm => SaveState::Saved(self.saved_at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: u32) -> DateTime<Utc> {
        DateTime::from_timestamp(i64::from(minute) * 60, 0).expect("an instant")
    }

    fn fresh() -> Autosave {
        Autosave::new(3, at(0))
    }

    #[test]
    fn nothing_written_is_nothing_to_save() {
        let mut saves = fresh();
        assert_eq!(saves.due(), Step::Nothing);
        assert_eq!(saves.state(), SaveState::Saved(at(0)));
        assert!(!saves.unsaved());
    }

    #[test]
    fn a_pause_saves_and_the_answer_settles() {
        let mut saves = fresh();
        assert_eq!(saves.edited(), Step::Wait(PAUSE));
        assert!(saves.at_risk());
        assert_eq!(saves.due(), Step::Save { version: 3 });
        assert_eq!(saves.state(), SaveState::Saving);
        assert!(saves.unsaved() && !saves.at_risk());
        assert_eq!(saves.saved(4, at(1)), Step::Nothing);
        assert_eq!(saves.state(), SaveState::Saved(at(1)));
        assert!(!saves.unsaved());
    }

    #[test]
    fn one_save_at_a_time_and_the_newest_text_wins() {
        let mut saves = fresh();
        let _ = saves.edited();
        assert_eq!(saves.due(), Step::Save { version: 3 });
        let _ = saves.edited();
        assert!(saves.at_risk());
        assert_eq!(saves.due(), Step::Nothing);
        // The second one was waiting: it goes at once, from the new version.
        assert_eq!(saves.saved(4, at(1)), Step::Save { version: 4 });
        assert_eq!(saves.saved(5, at(2)), Step::Nothing);
        assert!(!saves.unsaved());
    }

    #[test]
    fn what_is_written_during_a_save_gets_its_own_pause() {
        let mut saves = fresh();
        let _ = saves.edited();
        let _ = saves.due();
        let _ = saves.edited();
        assert_eq!(saves.saved(4, at(1)), Step::Wait(PAUSE));
        assert!(saves.unsaved());
        assert_eq!(saves.state(), SaveState::Pending);
    }

    #[test]
    fn failures_are_tried_again_later_each_time() {
        let mut saves = fresh();
        let _ = saves.edited();
        let mut waits = Vec::new();
        for _ in 0..5 {
            assert_eq!(saves.due(), Step::Save { version: 3 });
            match saves.failed(Failure::Offline) {
                Step::Wait(wait) => waits.push(wait),
                step => panic!("{step:?}"),
            }
        }
        assert_eq!(waits, [3_000, 8_000, 20_000, 45_000, 45_000]);
        assert_eq!(saves.state(), SaveState::Retrying { offline: true });
        assert_eq!(saves.retry(), Step::Save { version: 3 });
        let _ = saves.saved(4, at(1));
        let _ = saves.edited();
        let _ = saves.due();
        assert_eq!(saves.failed(Failure::Server), Step::Wait(3_000));
    }

    #[test]
    fn a_clash_stops_all_saving_until_somebody_chose() {
        let mut saves = fresh();
        let _ = saves.edited();
        let _ = saves.due();
        saves.clashed();
        assert_eq!(saves.edited(), Step::Nothing);
        assert_eq!(saves.due(), Step::Nothing);
        assert_eq!(saves.retry(), Step::Nothing);
        assert!(saves.at_risk() && saves.stuck());
        assert_eq!(saves.settled(9, at(2), true), Step::Save { version: 9 });
    }

    #[test]
    fn taking_theirs_leaves_nothing_to_save() {
        let mut saves = fresh();
        let _ = saves.edited();
        let _ = saves.due();
        saves.clashed();
        assert_eq!(saves.settled(9, at(2), false), Step::Nothing);
        assert!(!saves.unsaved());
        assert_eq!(saves.version(), 9);
    }

    #[test]
    fn a_new_session_goes_on_where_it_stopped() {
        let mut saves = fresh();
        let _ = saves.edited();
        let _ = saves.due();
        assert_eq!(saves.failed(Failure::Session), Step::Nothing);
        assert_eq!(saves.state(), SaveState::SignedOut);
        assert_eq!(saves.retry(), Step::Save { version: 3 });
    }

    #[test]
    fn what_is_refused_is_not_sent_again() {
        let mut saves = fresh();
        let _ = saves.edited();
        let _ = saves.due();
        assert_eq!(saves.failed(Failure::Refused), Step::Nothing);
        assert_eq!(saves.edited(), Step::Nothing);
        assert_eq!(saves.retry(), Step::Nothing);
        assert_eq!(saves.state(), SaveState::Stopped);
    }
}
