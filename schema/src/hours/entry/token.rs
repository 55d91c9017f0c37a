//! Cutting text into words, times and marks.

use super::lexicon;

/// A piece of the text: what it is, and the bytes it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    pub from: usize,
    pub to: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, in lower case.
    Word(String),
    /// A clock time in minutes, 0 to 1440.
    Time(u16),
    /// "1." or "1st" before a word.
    Ordinal(u16),
    /// Digits that are no time.
    Number,
    /// A dash of any length.
    Dash,
    /// Comma, slash, ampersand or plus: the list goes on.
    Comma,
    /// Semicolon or full stop: a new statement.
    Stop,
    /// The end of a line.
    Line,
    Open,
    Close,
    /// Anything else.
    Other,
}

/// A single time as people type it: `8`, `0830`, `8.30`, `08:30`, `kl. 8`. Minutes after
/// midnight; `24` is 1440.
#[must_use]
pub fn time(text: &str) -> Option<u16> {
    let text = text.trim();
    let text = text
        .strip_prefix("kl")
        .map_or(text, |rest| rest.trim_start_matches('.').trim_start());
    clock(text, &['.', ':', ','])
}

fn clock(text: &str, marks: &[char]) -> Option<u16> {
    let digits = |text: &str| {
        text.len() <= 4 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
    };
    let (hour, minute) = match text.split_once(marks) {
        Some((hour, minute))
            if digits(hour) && digits(minute) && hour.len() <= 2 && minute.len() == 2 =>
        {
            (hour, minute)
        }
        Some(_) => return None,
        None if !digits(text) => return None,
        None if text.len() <= 2 => (text, "0"),
        None => text.split_at(text.len() - 2),
    };
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute < 60 && hour * 60 + minute <= 1440).then_some(hour * 60 + minute)
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut cutter = Cutter {
        text,
        chars: text.char_indices().collect(),
        at: 0,
        tokens: Vec::new(),
    };
    while cutter.at < cutter.chars.len() {
        cutter.next();
    }
    cutter.tokens
}

struct Cutter<'a> {
    text: &'a str,
    chars: Vec<(usize, char)>,
    at: usize,
    tokens: Vec<Token>,
}

impl Cutter<'_> {
    fn char(&self, i: usize) -> Option<char> {
        self.chars.get(i).map(|&(_, c)| c)
    }

    fn digit(&self, i: usize) -> bool {
        self.char(i).is_some_and(|c| c.is_ascii_digit())
    }

    /// The byte that a char begins on.
    fn byte(&self, i: usize) -> usize {
        self.chars.get(i).map_or(self.text.len(), |&(byte, _)| byte)
    }

    fn slice(&self, from: usize, to: usize) -> &str {
        &self.text[self.byte(from)..self.byte(to)]
    }

    fn next(&mut self) {
        let start = self.at;
        let c = self.chars[start].1;
        let kind = if c.is_ascii_digit() {
            Some(self.number())
        } else if self.dotted("t.o.m") {
            Some(Kind::Word("tom".to_owned()))
        } else if c.is_alphabetic() {
            Some(self.word())
        } else {
            self.at += 1;
            self.mark(c)
        };
        if let Some(kind) = kind {
            self.tokens.push(Token {
                kind,
                from: self.byte(start),
                to: self.byte(self.at),
            });
        }
    }

    /// Takes an abbreviation with dots inside.
    fn dotted(&mut self, short: &str) -> bool {
        let length = short.chars().count();
        let found = self
            .slice(self.at, self.at + length)
            .eq_ignore_ascii_case(short)
            && !self
                .char(self.at + length)
                .is_some_and(char::is_alphanumeric);
        if found {
            self.at += length;
            // Its last dot ends the abbreviation, no statement.
            self.at += usize::from(self.char(self.at) == Some('.'));
        }
        found
    }

    fn word(&mut self) -> Kind {
        let start = self.at;
        while self
            .char(self.at)
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '’'))
        {
            self.at += 1;
        }
        let word = self.slice(start, self.at).to_lowercase().replace('’', "'");
        if word == "drop" && self.slice(self.at, self.at + 3).to_lowercase() == "-in" {
            self.at += 3;
            return Kind::Word("dropin".to_owned());
        }
        match word.as_str() {
            "midnatt" | "midnight" => Kind::Time(1440),
            _ => Kind::Word(word),
        }
    }

    fn number(&mut self) -> Kind {
        let start = self.at;
        while self.digit(self.at) {
            self.at += 1;
        }
        // 24/7 is one thing.
        if self.slice(start, self.at) == "24"
            && self.char(self.at) == Some('/')
            && self.char(self.at + 1) == Some('7')
            && !self.digit(self.at + 2)
        {
            self.at += 2;
            return Kind::Word("24/7".to_owned());
        }
        if let Some(ordinal) = self.ordinal(start) {
            return ordinal;
        }
        if matches!(self.char(self.at), Some('.' | ':')) && self.digit(self.at + 1) {
            self.at += 1;
            while self.digit(self.at) {
                self.at += 1;
            }
        }
        let read = clock(self.slice(start, self.at), &['.', ':']);
        match (read, self.meridiem()) {
            (None, _) => Kind::Number,
            (Some(minute), None) => Kind::Time(minute),
            (Some(minute), Some((after_noon, end))) => {
                self.at = end;
                match (minute / 60, after_noon) {
                    (12, false) => Kind::Time(minute - 720),
                    (12, true) | (1..=11, false) => Kind::Time(minute),
                    (1..=11, true) => Kind::Time(minute + 720),
                    _ => Kind::Number,
                }
            }
        }
    }

    /// "1." before a word, where no time can stand; "1st".
    fn ordinal(&mut self, start: usize) -> Option<Kind> {
        let number: u16 = self.slice(start, self.at).parse().ok()?;
        if self.at - start > 2 || number == 0 {
            return None;
        }
        let ending = self.slice(self.at, self.at + 2).to_lowercase();
        let ends = !self.char(self.at + 2).is_some_and(char::is_alphanumeric);
        if matches!(ending.as_str(), "st" | "nd" | "rd" | "th") && ends {
            self.at += 2;
            return Some(Kind::Ordinal(number));
        }
        let after_time_word = match self.tokens.last().map(|token| &token.kind) {
            Some(Kind::Dash) => true,
            Some(Kind::Word(word)) => matches!(
                word.as_str(),
                "til" | "to" | "kl" | "klokken" | "klokka" | "fra" | "frå" | "from" | "at"
            ),
            _ => false,
        };
        if self.char(self.at) != Some('.') {
            return None;
        }
        let mut next = self.at + 1;
        while matches!(self.char(next), Some(' ' | '\u{a0}')) {
            next += 1;
        }
        let end = (next..self.chars.len())
            .find(|&i| !self.chars[i].1.is_alphabetic())
            .unwrap_or(self.chars.len());
        // "til 16. Stengt" ends with a time, "til 1. juni" with a date.
        let date = lexicon::is_month(&self.slice(next, end).to_lowercase());
        let before_word = self
            .char(next)
            .is_some_and(|c| c.is_alphabetic() || c == ',');
        (date || before_word && !after_time_word).then(|| {
            self.at += 1;
            Kind::Ordinal(number)
        })
    }

    /// "am" or "pm" behind a time, and where it ends.
    fn meridiem(&self) -> Option<(bool, usize)> {
        let mut at = self.at;
        while matches!(self.char(at), Some(' ' | '\u{a0}')) {
            at += 1;
        }
        ["a.m.", "p.m.", "a.m", "p.m", "am", "pm"]
            .into_iter()
            .find_map(|mark| {
                let end = at + mark.len();
                let found = self.slice(at, end).eq_ignore_ascii_case(mark)
                    && !self.char(end).is_some_and(char::is_alphanumeric);
                found.then_some((mark.starts_with('p'), end))
            })
    }

    fn mark(&self, c: char) -> Option<Kind> {
        Some(match c {
            '-' | '‐' | '‑' | '–' | '—' | '−' => Kind::Dash,
            ',' | '/' | '&' | '+' => Kind::Comma,
            ';' | '!' | '?' => Kind::Stop,
            '•' | '·' | '\n' => Kind::Line,
            '(' => Kind::Open,
            ')' => Kind::Close,
            '.' if self.ends_statement() => Kind::Stop,
            '.' | ':' => return None,
            c if c.is_whitespace() => return None,
            _ => Kind::Other,
        })
    }

    /// Whether a full stop ends what was said; after "kl" or a shortened day it ends the word only.
    fn ends_statement(&self) -> bool {
        let open = self.char(self.at).is_none_or(char::is_whitespace);
        open && match self.tokens.last().map(|token| &token.kind) {
            Some(Kind::Word(word)) => !lexicon::shortened(word),
            // "8–16." ends; "24.12." is a date.
            Some(Kind::Time(_)) => match self.tokens.iter().rev().nth(1).map(|token| &token.kind) {
                Some(Kind::Dash) => true,
                Some(Kind::Word(word)) => {
                    !matches!(word.as_str(), "kl" | "klokken" | "klokka") || self.tokens.len() > 3
                }
                _ => false,
            },
            Some(Kind::Number | Kind::Ordinal(_)) | None => false,
            Some(_) => true,
        }
    }
}
