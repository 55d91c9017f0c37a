//! Two texts compared word by word: what stayed, what went, what came.

/// What happened to a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Same,
    Removed,
    Added,
}

/// A run of words with one fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub fate: Fate,
    pub text: String,
}

/// Beyond so many comparisons the changed middle is shown as replaced whole. Texts are limited to a few thousand characters, so that
/// this is only met by texts that have hardly a word in common.
const LIMIT: usize = 4_000_000;

/// Compares two texts. Where something was replaced, what went stands before what came.
#[must_use]
pub fn compare(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (tokens(before), tokens(after));
    let head = old
        .iter()
        .zip(&new)
        .take_while(|(one, other)| one == other)
        .count();
    let tail = old[head..]
        .iter()
        .rev()
        .zip(new[head..].iter().rev())
        .take_while(|(one, other)| one == other)
        .count();
    let mut pieces = Pieces::default();
    pieces.push(Fate::Same, &old[..head]);
    middle(
        &old[head..old.len() - tail],
        &new[head..new.len() - tail],
        &mut pieces,
    );
    pieces.push(Fate::Same, &old[old.len() - tail..]);
    pieces.finish()
}

/// Words, runs of blanks, and each other mark by itself.
fn tokens(text: &str) -> Vec<&str> {
    #[derive(PartialEq)]
    enum Kind {
        Word,
        Blank,
        Mark,
    }
    let kind = |character: char| match character {
        _ if character.is_alphanumeric() => Kind::Word,
        _ if character.is_whitespace() => Kind::Blank,
        _ => Kind::Mark,
    };
    let mut out = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (index, character) in text.char_indices() {
        let now = kind(character);
        if last.is_some() && (last.as_ref() != Some(&now) || now == Kind::Mark) {
            out.push(&text[start..index]);
            start = index;
        }
        last = Some(now);
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}

/// The longest common subsequence decides what stayed.
fn middle(old: &[&str], new: &[&str], pieces: &mut Pieces) {
    if old.is_empty() || new.is_empty() || old.len() * new.len() > LIMIT {
        pieces.push(Fate::Removed, old);
        pieces.push(Fate::Added, new);
        return;
    }
    let width = new.len() + 1;
    // Length of the longest common subsequence of what follows; texts of 65,535 words do not get here.
    let mut common = vec![0_u16; (old.len() + 1) * width];
    for (row, one) in old.iter().enumerate().rev() {
        for (column, other) in new.iter().enumerate().rev() {
            common[row * width + column] = if one == other {
                common[(row + 1) * width + column + 1].saturating_add(1)
            } else {
                common[(row + 1) * width + column].max(common[row * width + column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < old.len() && column < new.len() {
        if old[row] == new[column] {
            pieces.push(Fate::Same, &old[row..=row]);
            row += 1;
            column += 1;
        } else if common[(row + 1) * width + column] >= common[row * width + column + 1] {
            pieces.push(Fate::Removed, &old[row..=row]);
            row += 1;
        } else {
            pieces.push(Fate::Added, &new[column..=column]);
            column += 1;
        }
    }
    pieces.push(Fate::Removed, &old[row..]);
    pieces.push(Fate::Added, &new[column..]);
}

/// Pieces as they are gathered: one change at a time is open.
#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
    removed: String,
    added: String,
    /// Blanks that both have after an open change; they belong to it when another change follows at once, so that a replaced phrase
    /// reads as a phrase and not as every other word.
    blanks: String,
}

impl Pieces {
    fn push(&mut self, fate: Fate, tokens: &[&str]) {
        for token in tokens {
            self.push_one(fate, token);
        }
    }

    fn push_one(&mut self, fate: Fate, token: &str) {
        match fate {
            Fate::Same => {
                let open = !self.removed.is_empty() || !self.added.is_empty();
                if open && self.blanks.is_empty() && token.chars().all(is_plain_blank) {
                    self.blanks.push_str(token);
                    return;
                }
                self.close();
                match self.done.last_mut() {
                    Some(last) if last.fate == Fate::Same => last.text.push_str(token),
                    _ => self.put(Fate::Same, token.to_owned()),
                }
            }
            Fate::Removed | Fate::Added => {
                if !self.blanks.is_empty() {
                    let blanks = std::mem::take(&mut self.blanks);
                    self.removed.push_str(&blanks);
                    self.added.push_str(&blanks);
                }
                let open = if fate == Fate::Removed {
                    &mut self.removed
                } else {
                    &mut self.added
                };
                open.push_str(token);
            }
        }
    }

    fn close(&mut self) {
        let (removed, added) = (
            std::mem::take(&mut self.removed),
            std::mem::take(&mut self.added),
        );
        let blanks = std::mem::take(&mut self.blanks);
        self.put(Fate::Removed, removed);
        self.put(Fate::Added, added);
        self.put(Fate::Same, blanks);
    }

    fn put(&mut self, fate: Fate, text: String) {
        if !text.is_empty() {
            self.done.push(Piece { fate, text });
        }
    }

    fn finish(mut self) -> Vec<Piece> {
        self.close();
        self.done
    }
}

/// A new paragraph always parts two changes.
fn is_plain_blank(character: char) -> bool {
    character.is_whitespace() && character != '\n'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `-went-`, `+came+`.
    fn shown(before: &str, after: &str) -> String {
        let pieces = compare(before, after);
        let of = |fates: [Fate; 2]| {
            pieces
                .iter()
                .filter(|piece| fates.contains(&piece.fate))
                .map(|piece| piece.text.as_str())
                .collect::<String>()
        };
        assert_eq!(
            of([Fate::Same, Fate::Removed]),
            before,
            "nothing of the old is lost"
        );
        assert_eq!(
            of([Fate::Same, Fate::Added]),
            after,
            "nothing of the new is lost"
        );
        pieces
            .iter()
            .map(|Piece { fate, text }| match fate {
                Fate::Same => text.clone(),
                Fate::Removed => format!("-{text}-"),
                Fate::Added => format!("+{text}+"),
            })
            .collect()
    }

    #[test]
    fn one_word_that_changed_is_one_word() {
        assert_eq!(
            shown("Ring oss på telefon.", "Ring oss på chat."),
            "Ring oss på -telefon-+chat+."
        );
    }

    #[test]
    fn a_replaced_phrase_is_one_change() {
        assert_eq!(
            shown(
                "Du må ha henvisning fra lege.",
                "Du trenger ikke noe brev fra lege."
            ),
            "Du -må ha henvisning-+trenger ikke noe brev+ fra lege."
        );
    }

    #[test]
    fn what_came_and_what_went_alone() {
        assert_eq!(
            shown("Åpent mandag", "Åpent hver mandag"),
            "Åpent +hver +mandag"
        );
        assert_eq!(
            shown("Åpent hver mandag", "Åpent mandag"),
            "Åpent -hver -mandag"
        );
        assert_eq!(shown("", "Nytt"), "+Nytt+");
        assert_eq!(shown("Borte", ""), "-Borte-");
        assert_eq!(shown("", ""), "");
        assert_eq!(
            shown("Likt, helt likt", "Likt, helt likt"),
            "Likt, helt likt"
        );
    }

    #[test]
    fn paragraphs_part_changes() {
        assert_eq!(shown("a\n\nb", "c\n\nd"), "-a-+c+\n\n-b-+d+");
    }

    #[test]
    fn letters_of_every_kind_are_whole() {
        assert_eq!(
            shown("Samisk: sámegiella æøå", "Samisk: sámegielat æøå"),
            "Samisk: -sámegiella-+sámegielat+ æøå"
        );
    }

    #[test]
    fn texts_with_nothing_in_common_end() {
        let long = |word: &str| format!("{word}1 ").repeat(3000);
        let (before, after) = (long("gammel"), long("ny"));
        let pieces = compare(&before, &after);
        let of = |fate| {
            pieces
                .iter()
                .filter(|piece| piece.fate == fate)
                .map(|piece| piece.text.len())
                .sum::<usize>()
        };
        assert_eq!(of(Fate::Removed) + of(Fate::Same), before.len());
        assert_eq!(of(Fate::Added) + of(Fate::Same), after.len());
    }
}
