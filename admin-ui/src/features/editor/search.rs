//! Finding a name as people type it: without marks over letters, from the beginning of any word.
//!
//! What a server list is searched for goes to the server, which folds as `veiviser_schema::words` does. This is for the few hundred names
//! that the form holds already: it reads the letters of Norway's languages and spares the console Unicode's tables.

/// Small letters without accents; the Norwegian letters stay letters of their own.
pub fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|character| match character {
            'á' | 'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'ó' | 'ò' | 'ô' | 'ö' => 'o',
            'ú' | 'ù' | 'ü' => 'u',
            'č' => 'c',
            'đ' => 'd',
            'ŋ' => 'n',
            'š' => 's',
            'ŧ' => 't',
            'ž' => 'z',
            other => other,
        })
        .collect()
}

/// Whether a word of any of the names begins with what was typed, or a whole name does.
pub fn matches(folded: &str, names: &[&str]) -> bool {
    names.iter().any(|name| {
        let name = fold(name);
        name.starts_with(folded)
            || name
                .split([' ', '-', '–', '/'])
                .any(|word| word.starts_with(folded))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_without_their_marks() {
        assert!(matches(
            &fold("karas"),
            &["Karasjok", "Kárášjohka – Karasjok"]
        ));
        assert!(matches(&fold("kárášj"), &["Kárášjohka – Karasjok"]));
        assert!(matches(&fold("KARAS"), &["Kárášjohka"]));
        assert!(!matches(&fold("asker"), &["Karasjok"]));
    }

    #[test]
    fn any_word_of_a_name_may_be_typed() {
        assert!(matches(&fold("fron"), &["Sør-Fron"]));
        assert!(matches(&fold("sør-f"), &["Sør-Fron"]));
        assert!(matches("4204", &["Kristiansand", "4204"]));
        assert!(!matches(&fold("sor"), &["Sør-Fron"]));
    }
}
