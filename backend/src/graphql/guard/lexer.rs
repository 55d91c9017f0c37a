//! A first look at a document, before the parser sees it.
//!
//! The parser is recursive: a few kilobytes of `[[[[…` overflow its stack and take the process with them. So the bytes are
//! walked once here, in constant stack, counting tokens and brackets. The same walk finds two faults that the parser
//! forgets before anyone could notice them: an object value that names a field twice, and an empty `()`.

use std::collections::HashSet;

use async_graphql::Pos;

use super::{Limits, Refusal, RefusalCode};

/// One lexical token; its text is kept where a check needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    Open(u8),
    Close(u8),
    Colon,
    Name(&'a [u8]),
    Other,
}

/// What surrounds the current token.
enum Scope<'a> {
    Selection,
    Parens,
    List,
    /// An object value, with the field names seen in it so far.
    Object(HashSet<&'a [u8]>),
}

/// Refuses a document that the parser should not be given at all.
pub(super) fn check(source: &str, limits: &Limits) -> Result<Seen, Refusal> {
    let bytes = source.as_bytes();
    // Every bracket counts, in strings and comments too: then no disagreement between this lexer and the parser about where a
    // string ends can hide one.
    let brackets = bytes
        .iter()
        .filter(|byte| matches!(byte, b'[' | b'{' | b'('))
        .count();
    if brackets > limits.brackets {
        return Err(Refusal::new(
            RefusalCode::TooManyTokens,
            format!(
                "The document has more than {} opening brackets.",
                limits.brackets
            ),
        ));
    }

    let mut lexer = Lexer::new(bytes);
    let mut scopes: Vec<Scope<'_>> = Vec::new();
    let mut tokens = 0;
    let mut previous = (Token::Other, 0);
    while let Some((token, start)) = lexer.next() {
        tokens += 1;
        if tokens > limits.tokens {
            return Err(Refusal::new(
                RefusalCode::TooManyTokens,
                format!("The document has more than {} tokens.", limits.tokens),
            ));
        }
        match token {
            Token::Open(bracket) => {
                if scopes.len() >= limits.nesting {
                    return Err(Refusal::new(
                        RefusalCode::TooDeep,
                        "The document's brackets are nested too deep.",
                    )
                    .at(position(bytes, start)));
                }
                let in_value = scopes.iter().any(|scope| matches!(scope, Scope::Parens));
                scopes.push(match bracket {
                    b'(' => Scope::Parens,
                    b'[' => Scope::List,
                    _ if in_value => Scope::Object(HashSet::new()),
                    _ => Scope::Selection,
                });
            }
            Token::Close(bracket) => {
                if bracket == b')' && previous.0 == Token::Open(b'(') {
                    return Err(Refusal::invalid("Empty parentheses: leave them out.")
                        .at(position(bytes, previous.1)));
                }
                scopes.pop();
            }
            Token::Colon => {
                if let (Token::Name(name), Some(Scope::Object(seen))) =
                    (previous.0, scopes.last_mut())
                    && !seen.insert(name)
                {
                    return Err(Refusal::invalid(format!(
                        "The input field \"{}\" is given twice.",
                        String::from_utf8_lossy(name)
                    ))
                    .at(position(bytes, previous.1)));
                }
            }
            Token::Name(_) | Token::Other => {}
        }
        previous = (token, start);
    }
    Ok(Seen {
        nul: lexer.nul || bytes.contains(&0),
    })
}

/// What the first look saw that a later step asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// A text spells U+0000.
    pub nul: bool,
}

struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    /// A string spells U+0000.
    nul: bool,
}

impl<'a> Lexer<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            nul: false,
        }
    }

    /// The next token and where it begins. Bytes that GraphQL does not know are tokens of their own: the parser will name them.
    fn next(&mut self) -> Option<(Token<'a>, usize)> {
        self.skip_ignored();
        let start = self.at;
        let byte = *self.bytes.get(start)?;
        let token = match byte {
            b'{' | b'[' | b'(' => {
                self.at += 1;
                Token::Open(byte)
            }
            b'}' | b']' | b')' => {
                self.at += 1;
                Token::Close(byte)
            }
            b':' => {
                self.at += 1;
                Token::Colon
            }
            b'"' => {
                self.string();
                Token::Other
            }
            b'.' if self.bytes[start..].starts_with(b"...") => {
                self.at += 3;
                Token::Other
            }
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => {
                self.take_while(|byte| byte == b'_' || byte.is_ascii_alphanumeric());
                Token::Name(&self.bytes[start..self.at])
            }
            b'-' | b'0'..=b'9' => {
                self.at += 1;
                self.take_while(|byte| {
                    matches!(byte, b'+' | b'-' | b'.') || byte.is_ascii_alphanumeric()
                });
                Token::Other
            }
            _ => {
                self.at += 1;
                Token::Other
            }
        };
        Some((token, start))
    }

    fn take_while(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|byte| wanted(*byte)) {
            self.at += 1;
        }
    }

    fn skip_ignored(&mut self) {
        loop {
            match self.bytes.get(self.at) {
                Some(b' ' | b'\t' | b'\r' | b'\n' | b',') => self.at += 1,
                Some(b'#') => self.take_while(|byte| !matches!(byte, b'\r' | b'\n')),
                Some(0xEF) if self.bytes[self.at..].starts_with(b"\xEF\xBB\xBF") => self.at += 3,
                _ => return,
            }
        }
    }

    fn string(&mut self) {
        if self.bytes[self.at..].starts_with(b"\"\"\"") {
            self.at += 3;
            while self.at < self.bytes.len() {
                let rest = &self.bytes[self.at..];
                if rest.starts_with(b"\\\"\"\"") {
                    self.at += 4;
                } else if rest.starts_with(b"\"\"\"") {
                    self.at += 3;
                    return;
                } else {
                    self.at += 1;
                }
            }
            return;
        }
        self.at += 1;
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'\\' => {
                    self.nul |= self.bytes[self.at..].starts_with(br"\u0000");
                    self.at = (self.at + 2).min(self.bytes.len());
                }
                b'\r' | b'\n' => return,
                b'"' => {
                    self.at += 1;
                    return;
                }
                _ => self.at += 1,
            }
        }
    }
}

/// Line and column (both from 1, columns in characters) of a byte offset.
fn position(bytes: &[u8], offset: usize) -> Pos {
    let before = String::from_utf8_lossy(&bytes[..offset.min(bytes.len())]);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Pos {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(source: &str) -> usize {
        let mut lexer = Lexer::new(source.as_bytes());
        std::iter::from_fn(|| lexer.next()).count()
    }

    #[test]
    fn counts_tokens_as_the_language_does() {
        assert_eq!(tokens("query Q($a: Int = -1.5e+3) { ...F @x a:b }"), 19);
        assert_eq!(tokens("# { [ ( comment\n, \u{feff} { a }"), 3);
        assert_eq!(tokens(r#"{ a(b: "x \" y { ") }"#), 8);
        assert_eq!(tokens("\"\"\"block \\\"\"\" \" still \"\"\" name"), 2);
        assert_eq!(tokens("\"never closed\nname"), 2);
        assert_eq!(tokens("\"\\"), 1);
        assert_eq!(tokens(""), 0);
    }

    #[test]
    fn finds_a_field_given_twice_in_an_object_value() {
        let limits = Limits::default();
        let refused = check("{ f(a: {x: 1, y: {x: 2}, x: 3}) }", &limits).unwrap_err();
        assert_eq!(refused.code, RefusalCode::Validation);
        assert_eq!(
            refused.locations,
            vec![Pos {
                line: 1,
                column: 26
            }]
        );
        assert!(check("query($v: In = {x: 1, x: 2}) { f }", &limits).is_err());
        // The same name in sibling objects, in a list, or as a selection is no duplicate.
        assert!(
            check(
                "{ f(a: [{x: 1}, {x: 2}], b: {x: {x: 1}}) x: y { x: z x: z } }",
                &limits
            )
            .is_ok()
        );
    }

    #[test]
    fn a_text_that_databases_cannot_hold_is_seen() {
        let nul = |source: &str| check(source, &Limits::default()).map(|seen| seen.nul);
        assert_eq!(nul(r#"{ f(a: "x\u0000") }"#), Ok(true));
        assert_eq!(nul("{ f(a: \"\"\"x\0\"\"\") }"), Ok(true));
        assert_eq!(nul(r#"{ f(a: "x\\u0000 \u0001") }"#), Ok(false));
    }

    #[test]
    fn empty_parentheses_are_refused() {
        assert!(check("query() { a }", &Limits::default()).is_err());
        assert!(check("{ a( ) }", &Limits::default()).is_err());
    }
}
