//! Names in Norwegian order, on either engine alike: … y, z, æ, ø, å, large and small letters together.
//!
//! SQLite compares bytes (which puts å before æ and all capitals first) and PostgreSQL compares as its cluster was set up, so neither is
//! asked: both sort by a key whose bytes are in order. The key is made in SQL; [`norwegian_key`] makes the same one here, for
//! cursors.

use sea_orm::sea_query::{Expr, Func};

use super::Backend;

/// What stands for each letter: the three characters that follow `z` in ASCII.
const LETTERS: [(&str, &str); 6] = [
    ("æ", "{"),
    ("Æ", "{"),
    ("ø", "|"),
    ("Ø", "|"),
    ("å", "}"),
    ("Å", "}"),
];

/// The key of a text, to sort by and to compare with [`norwegian_key`].
#[must_use]
pub fn norwegian(text: Expr, backend: Backend) -> Expr {
    // In this collation PostgreSQL compares bytes and lowers ASCII only, which is what SQLite always does.
    let plain = match backend {
        Backend::Sqlite => text,
        Backend::Postgres => Expr::cust_with_exprs("($1 COLLATE \"C\")", [text]),
    };
    let lower: Expr = Func::lower(plain).into();
    LETTERS.iter().fold(lower, |text, (letter, sign)| {
        Func::cust("replace")
            .args([text, Expr::val(*letter), Expr::val(*sign)])
            .into()
    })
}

/// The key as the database makes it.
#[must_use]
pub fn norwegian_key(text: &str) -> String {
    LETTERS
        .iter()
        .fold(text.to_ascii_lowercase(), |text, (letter, sign)| {
            text.replace(letter, sign)
        })
}

#[cfg(test)]
mod tests {
    use super::norwegian_key;

    #[test]
    fn the_norwegian_letters_come_last_whatever_their_size() {
        let mut names = ["Åpent hus", "ambulanse", "Ørn", "Zoo", "ærlig", "Ål", "Øre"];
        names.sort_by_key(|name| norwegian_key(name));
        assert_eq!(
            names,
            ["ambulanse", "Zoo", "ærlig", "Øre", "Ørn", "Ål", "Åpent hus"]
        );
    }
}
