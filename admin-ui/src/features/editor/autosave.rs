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
    /// The server will not have this text; another it may.
    Unfit,
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
    Failing {
        offline: bool,
    },
    SignedOut,
    Clash,
    /// Nothing more is sent before something is changed.
    Unfit,
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
    /// Whether the last try failed, so that the one under way may well fail too.
    doubtful: bool,
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
            doubtful: false,
            phase: Phase::Calm,
        }
    }

    /// When the server last had everything.
    pub fn saved_at(&self) -> DateTime<Utc> {
        self.saved_at
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
            Phase::Unfit => {
                self.phase = Phase::Calm;
                Step::Wait(PAUSE)
            }
            Phase::SignedOut | Phase::Clash | Phase::Stopped => Step::Nothing,
        }
    }

    /// The pause is over, a field was left, or the page goes out of sight.
    pub fn due(&mut self) -> Step {
        if !self.unsaved() || self.stuck() {
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
        self.doubtful = false;
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
        self.doubtful = true;
        self.phase = match failure {
            Failure::Offline => Phase::Failing { offline: true },
            Failure::Server => Phase::Failing { offline: false },
            Failure::Session => Phase::SignedOut,
            Failure::Unfit => Phase::Unfit,
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
        self.doubtful = false;
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

    /// Whether leaving now is to be asked about. A save under way goes on without the page, and is trusted when the one before came
    /// through and the browser is `online`: leaving a field starts another try, which fails as the last one did.
    pub fn at_risk(&self, online: bool) -> bool {
        let trusted = self.in_flight && self.sent == self.edits && !self.doubtful && online;
        self.unsaved() && !trusted
    }

    /// Whether no save will come by itself.
    pub fn stuck(&self) -> bool {
        matches!(
            self.phase,
            Phase::SignedOut | Phase::Clash | Phase::Unfit | Phase::Stopped
        )
    }

    pub fn state(&self) -> SaveState {
        match self.phase {
            Phase::Clash => SaveState::Clash,
            Phase::Unfit | Phase::Stopped => SaveState::Stopped,
            Phase::SignedOut => SaveState::SignedOut,
            _ if self.in_flight => SaveState::Saving,
            Phase::Failing { offline } => SaveState::Retrying { offline },
            Phase::Calm if self.unsaved() => SaveState::Pending,
            Phase::Calm => SaveState::Saved(self.saved_at),
        }
    }
}

#[cfg(test)]
mod tests;
