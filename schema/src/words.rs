//! Words as people search for them, and names as Norwegians sort them: the one way for the public, the signed-in and the database.
//!
//! The snapshot keeps [`Words`] and asks them. The database cannot run this code, so a row keeps what it makes: [`Words::search_text`]
//! is searched with [`Sought::patterns`], and [`sort_key`] is sorted by. Whoever changes how words are folded or sorted writes a migration
//! that makes the stored texts anew (`migrations/src/m0004` shows how).
//!
//! Case and accents are ignored. Æ, ø and å are letters of their own: who types `ø` means `ø`. But a keyboard may lack them, so a
//! word with one is found by its usual stand-ins too: `Bodø` by `bodo` and `bodoe`, `Tromsø` never by `trøms`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, no accents, `æøå` kept; everything that is not a letter or a digit is a blank.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.nfc().flat_map(char::to_lowercase) {
        match character {
            'æ' | 'ø' | 'å' => folded.push(character),
            'ä' => folded.push('æ'),
            'ö' => folded.push('ø'),
            'đ' | 'ð' => folded.push('d'),
            'ŋ' => folded.push('n'),
            'ŧ' => folded.push('t'),
            'ł' => folded.push('l'),
            'ß' => folded.push_str("ss"),
            _ => {
                for part in std::iter::once(character).nfd() {
                    if part.is_alphanumeric() {
                        folded.push(part);
                    } else if !is_combining_mark(part) {
                        folded.push(' ');
                    }
                }
            }
        }
    }
    folded
}

/// What sorts texts as a Norwegian does when compared byte by byte: … x, y, z, æ, ø, å; `aa` as `å`, `ü` as `y`; blanks first.
#[must_use]
pub fn sort_key(text: &str) -> String {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    let folded = fold(&lower.replace('ü', "y")).replace("aa", "å");
    let mut key = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        // The three characters that follow `z` in ASCII.
        key.extend(word.chars().map(|character| match character {
            'æ' => '{',
            'ø' => '|',
            'å' => '}',
            other => other,
        }));
    }
    key
}

/// Every way somebody may type a folded word.
fn spellings(word: &str) -> Vec<String> {
    let mut spellings = vec![word.to_owned()];
    if word.contains(['æ', 'ø', 'å']) {
        for [ae, oe, aa] in [["ae", "o", "a"], ["ae", "oe", "aa"], ["a", "o", "a"]] {
            spellings.push(word.replace('æ', ae).replace('ø', oe).replace('å', aa));
        }
    }
    if word.contains("aa") {
        spellings.push(word.replace("aa", "å"));
    }
    spellings
}

/// The words of something that can be found, in every spelling, sorted.
#[derive(Debug, Clone, Default)]
pub struct Words(Box<[Box<str>]>);

impl Words {
    #[must_use]
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words: Vec<Box<str>> = Vec::new();
        for text in texts {
            for word in fold(text).split_whitespace() {
                words.extend(spellings(word).into_iter().map(String::into_boxed_str));
            }
        }
        words.sort_unstable();
        words.dedup();
        Self(words.into_boxed_slice())
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(AsRef::as_ref)
    }

    /// Whether some word begins so.
    #[must_use]
    pub fn any_begins_with(&self, beginning: &str) -> bool {
        let at = self.0.partition_point(|word| word.as_ref() < beginning);
        self.0
            .get(at)
            .is_some_and(|word| word.starts_with(beginning))
    }

    #[must_use]
    pub fn answer(&self, sought: &Sought) -> bool {
        sought.iter().all(|word| self.any_begins_with(word))
    }

    /// All of them as one text for a database to search: a blank before each.
    #[must_use]
    pub fn search_text(&self) -> String {
        self.iter().fold(String::new(), |mut text, word| {
            text.push(' ');
            text.push_str(word);
            text
        })
    }
}

/// What somebody typed: every word must begin a word of what is found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought(Vec<String>);

impl Sought {
    /// More words than these narrow nothing that a person means.
    const MAX_WORDS: usize = 12;

    /// `None` when nothing was typed.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut words: Vec<String> = fold(text)
            .split_whitespace()
            .take(Self::MAX_WORDS)
            .map(str::to_owned)
            .collect();
        words.sort_unstable();
        words.dedup();
        (!words.is_empty()).then_some(Self(words))
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// What SQL's `LIKE` must find in a [`Words::search_text`], one pattern a word. A word has letters and digits only, so none of it is
    /// a wildcard.
    pub fn patterns(&self) -> impl Iterator<Item = String> {
        self.iter().map(|word| format!("% {word}%"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, text: &str) -> bool {
        Sought::read(typed).is_none_or(|sought| Words::of([text]).answer(&sought))
    }

    #[test]
    fn every_word_must_begin_a_word() {
        assert!(finds("krise", "Krisesenteret i Bodø"));
        assert!(finds("bod KRISE", "Krisesenteret i Bodø"));
        assert!(!finds("senter", "Krisesenteret i Bodø"));
        assert!(!finds("krise oslo", "Krisesenteret i Bodø"));
        assert!(finds("  ", "Krisesenteret i Bodø"));
        assert!(Sought::read(" -/ ").is_none());
    }

    #[test]
    fn a_word_is_found_without_the_norwegian_letters_but_they_stay_letters() {
        for typed in ["bodø", "bodo", "bodoe", "BODØ", "bodö"] {
            assert!(finds(typed, "Bodø"), "{typed}");
        }
        for typed in ["ålesund", "alesund", "aalesund", "Aalesund"] {
            assert!(finds(typed, "Ålesund"), "{typed}");
        }
        assert!(finds("håland", "Haaland"));
        assert!(finds("karasjohka", "Kárášjohka"));
        assert!(finds("A\u{30a}lesund", "Ålesund"));
        assert!(!finds("trøms", "Troms"));
        assert!(!finds("år", "arbeid"));
    }

    /// `LIKE`, for patterns as they are made here.
    fn like(text: &str, pattern: &str) -> bool {
        text.contains(pattern.trim_matches('%'))
    }

    #[test]
    fn a_database_finds_what_the_words_answer() {
        let names = [
            "SLT-koordinator",
            "Legevakt (akutt)",
            "Bodø legevakt",
            "Håland/Haaland",
            "",
        ];
        let typed = [
            "slt",
            "SLT-koordinator",
            "koordinator",
            "akutt",
            "(akutt)",
            "bodo",
            "bodø leg",
            "aa",
            "år",
            "-",
            "100%",
            "_",
        ];
        for name in names {
            let text = Words::of([name]).search_text();
            for typed in typed {
                let found = Sought::read(typed)
                    .is_none_or(|sought| sought.patterns().all(|pattern| like(&text, &pattern)));
                assert_eq!(found, finds(typed, name), "{typed} in {name}");
            }
        }
        assert!(finds("SLT-koordinator", "SLT-koordinator") && finds("akutt", "Legevakt (akutt)"));
    }

    #[test]
    fn names_sort_as_norwegians_sort_them() {
        let sorted = [
            "Alta",
            "Bodø",
            "Bodø legevakt",
            "Émile",
            "Müller",
            "Zoo",
            "Ærlig",
            "Øygarden",
            "Ålesund",
            "Aasen",
        ];
        let mut names = sorted;
        names.reverse();
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, sorted);
    }
}
