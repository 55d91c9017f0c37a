//! Of Designsystemet only the components that the console uses are in its style sheet (`admin-ui/assets/app.css`). A class that is
//! written somewhere and defined nowhere would only show as something that looks wrong: so it stops the build.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

/// Fails when a source names a class of Designsystemet that the style sheet does not define.
pub fn check(sources: &[&Path], style_sheet: &Path) -> Result<()> {
    let css = fs::read_to_string(style_sheet)?;
    let mut used = BTreeSet::new();
    for source in sources {
        collect(source, &mut used)?;
    }
    let missing: Vec<&str> = used
        .iter()
        .map(String::as_str)
        .filter(|class| !defines(&css, class))
        .collect();
    if !missing.is_empty() {
        bail!(
            "admin-ui/assets/app.css defines no {}: import its component there",
            missing.join(", ")
        );
    }
    Ok(())
}

fn collect(path: &Path, used: &mut BTreeSet<String>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), used)?;
        }
    } else if path
        .extension()
        .is_some_and(|kind| kind == "rs" || kind == "html")
    {
        used.extend(classes(&fs::read_to_string(path)?).map(str::to_owned));
    }
    Ok(())
}

fn in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// `ds-button` where it stands as a word of its own; `--ds-size-2` is no class.
fn classes(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !in_name(c))
        .filter(|word| word.len() > 3 && word.starts_with("ds-"))
}

fn defines(css: &str, class: &str) -> bool {
    css.match_indices(class)
        .any(|(at, _)| css[..at].ends_with('.') && !css[at + class.len()..].starts_with(in_name))
}

#[cfg(test)]
mod tests {
    use super::{classes, defines};

    #[test]
    fn a_class_is_a_word_of_its_own() {
        let text = r#"<a class="ds-link x"> ds-* var(--ds-size-2) "ds-skip-link" words-ds-x"#;
        assert_eq!(
            classes(text).collect::<Vec<_>>(),
            ["ds-link", "ds-skip-link"]
        );
    }

    #[test]
    fn a_longer_name_defines_no_shorter_one() {
        assert!(defines(".a{}.ds-link:hover{}", "ds-link"));
        assert!(!defines(".ds-link-list{}", "ds-link"));
        assert!(!defines("a{color:var(--ds-link)}", "ds-link"));
    }
}
