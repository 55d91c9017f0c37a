//! Cutting text into words, times and marks.

/// A piece of the text: what it is, and the bytes it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, in lower case.
    Word(String),
    /// A clock time in minutes, 0 to 1440.
    Time(u16),
    /// Digits that are no time.
    Number,
    /// A dash of any length.
    Dash,
    /// Comma, slash, ampersand or plus: the list goes on.
    Comma,
    /// Semicolon, full stop or line end: a new statement.
    Stop,
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
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let start = i;
        let c = chars[i];
        let kind = if c.is_ascii_digit() {
            while i < chars.len() && chars[i].is_ascii_digit() {
                i += 1;
            }
            // 24/7 is one thing.
            if chars[start..i] == ['2', '4']
                && chars.get(i) == Some(&'/')
                && chars.get(i + 1) == Some(&'7')
            {
                i += 2;
                Kind::Word("24/7".to_owned())
            } else {
                let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
                if matches!(chars.get(i), Some('.' | ':')) && digit(i + 1) {
                    i += 1;
                    while digit(i) {
                        i += 1;
                    }
                }
                let text: String = chars[start..i].iter().collect();
                clock(&text, &['.', ':']).map_or(Kind::Number, Kind::Time)
            }
        } else if c.is_alphabetic() {
            while i < chars.len() && (chars[i].is_alphanumeric() || chars[i] == '\'') {
                i += 1;
            }
            Kind::Word(
                chars[start..i]
                    .iter()
                    .flat_map(|c| c.to_lowercase())
                    .collect(),
            )
        } else {
            i += 1;
            match c {
                '-' | '‐' | '‑' | '–' | '—' | '−' => Kind::Dash,
                ',' | '/' | '&' | '+' => Kind::Comma,
                ';' | '\n' => Kind::Stop,
                // After "kl" or a shortened day it ends the word, not the statement.
                '.' | ':' => continue,
                c if c.is_whitespace() => continue,
                _ => Kind::Other,
            }
        };
        tokens.push(Token {
            kind,
            text: chars[start..i].iter().collect(),
        });
    }
    tokens
}
