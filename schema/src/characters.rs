//! Which characters a text may hold.
//!
//! People paste from everywhere, and much of what they paste cannot be seen: control characters, marks that turn the direction of
//! writing, spaces without width. Nobody can find and mend what nobody sees, two names that look alike would differ, and a web
//! address could show another than the one it leads to. So no text of ours holds any of them, and a text of nothing else is empty.

/// Whether a text is one line or may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// A name, a label, a summary: no line breaks and no tabs.
    One,
    /// A long text.
    Many,
}

/// Whether every character of a text may stand in it.
#[must_use]
pub fn may_hold(text: &str, lines: Lines) -> bool {
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let stands = match c {
            '\n' | '\r' | '\t' => lines == Lines::Many,
            JOINER => joins_pictures(before, rest.peek().copied()),
            c => !is_unseen(c),
        };
        if !stands {
            return false;
        }
        before = Some(c);
    }
    true
}

/// Whether nobody would see anything of a text.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || c == SOFT_HYPHEN || is_unseen(c))
}

/// Says where a word may be parted. Not seen, but meant: allowed in texts, though not in addresses.
pub const SOFT_HYPHEN: char = '\u{ad}';

/// Makes one picture of several, as a woman and a rocket make an astronaut.
const JOINER: char = '\u{200d}';

/// Whether a character has no shape and no width of its own: controls, zero-width and direction marks, separators and fillers.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Pictures joined with others are one picture, and seen. Anywhere else a joiner is not.
fn joins_pictures(before: Option<char>, after: Option<char>) -> bool {
    let picture = |c: char| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}');
    before.is_some_and(|c| picture(c) || c == '\u{fe0f}') && after.is_some_and(picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_may_not_stand_in_a_text() {
        for unseen in [
            '\0', '\u{7}', '\u{7f}', '\u{85}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}',
            '\u{200f}', '\u{202a}', '\u{202e}', '\u{2060}', '\u{2066}', '\u{2069}', '\u{feff}',
        ] {
            let text = format!("Kris{unseen}esenter");
            assert!(!may_hold(&text, Lines::Many), "{unseen:?}");
            assert!(is_blank(&format!(" {unseen}")), "{unseen:?}");
        }
    }

    #[test]
    fn what_people_write_may() {
        for text in [
            "Åpent 8–15.30 «for alle» … 50 %",
            "sam\u{ad}tale",
            "fast\u{a0}mellomrom og smalt\u{202f}mellomrom",
            "Máhtu, đávvirat, سلام, Привіт",
            "👩\u{200d}🚀 👩\u{200d}⚕\u{fe0f} ❤\u{fe0f}\u{200d}🔥",
            "",
        ] {
            assert!(may_hold(text, Lines::One), "{text:?}");
            assert!(text.is_empty() || !is_blank(text));
        }
        assert!(!may_hold("👩\u{200d}", Lines::Many));
        assert!(is_blank("\u{ad}\u{a0}\u{200d}"));
    }

    #[test]
    fn line_breaks_are_for_long_texts() {
        for text in ["a\nb", "a\r\nb", "a\tb"] {
            assert!(may_hold(text, Lines::Many));
            assert!(!may_hold(text, Lines::One));
        }
        assert!(!may_hold("a\u{b}b", Lines::Many) && !may_hold("a\u{2028}b", Lines::Many));
    }
}
