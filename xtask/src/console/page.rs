//! The pages: templates with `{{…}}` where something is filled in.
//!
//! | written | becomes |
//! |---|---|
//! | `{{boot.js}}` | the address of the file made from that source, which this page loads |
//! | `{{later boot.js}}` | the same, for a page that only names the file and loads it when it is wanted |
//! | `{{text nb sign_in.title}}` | that text of the console's own, so that it is written in one place |

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::bundle::Assets;
use crate::workspace::Workspace;

const FIRST_PAGE: &str = "index.html";
const SIGN_IN_PAGE: &str = "sign-in.html";
/// Template under `admin-ui` → page of the console.
const PAGES: [(&str, &str); 3] = [
    (FIRST_PAGE, FIRST_PAGE),
    ("sign-in/index.html", SIGN_IN_PAGE),
    ("explorer/index.html", "graphiql.html"),
];

/// Which files a visit loads before a person can do anything.
#[derive(Default)]
pub struct Visits {
    /// Of somebody who is signed in.
    pub first: Vec<String>,
    /// Of somebody who is not.
    pub sign_in: Vec<String>,
}

/// Writes the pages and the files that keep their names, and says which files are loaded.
pub fn write(workspace: &Workspace, assets: &Assets, dist: &Path) -> Result<Visits> {
    let admin_ui = workspace.admin_ui();
    let locales = admin_ui.join("locales");
    let mut visits = Visits::default();
    for (template, page) in PAGES {
        let text = fs::read_to_string(admin_ui.join(template))
            .with_context(|| format!("could not read admin-ui/{template}"))?;
        let (text, mut used) =
            fill(&text, assets, &locales).with_context(|| format!("in admin-ui/{template}"))?;
        used.push(page.to_owned());
        match page {
            FIRST_PAGE => visits.first = used,
            SIGN_IN_PAGE => visits.sign_in = used,
            _ => {}
        }
        fs::write(dist.join(page), text)?;
    }
    for entry in fs::read_dir(admin_ui.join("static"))? {
        let entry = entry?;
        fs::copy(entry.path(), dist.join(entry.file_name()))?;
    }
    Ok(visits)
}

fn fill(template: &str, assets: &Assets, locales: &Path) -> Result<(String, Vec<String>)> {
    let mut text = String::with_capacity(template.len());
    let mut used = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((wanted, after)) = after.split_once("}}") else {
            bail!("a '{{{{' is never closed");
        };
        text.push_str(before);
        let words: Vec<&str> = wanted.split_whitespace().collect();
        match *words {
            [source] => {
                let url = assets.url(source)?;
                text.push_str(url);
                used.push(url.trim_start_matches('/').to_owned());
            }
            ["later", source] => text.push_str(assets.url(source)?),
            ["text", language, key] => text.push_str(&escape(&words_of(locales, language, key)?)),
            _ => bail!("'{{{{{wanted}}}}}' says nothing that is known here"),
        }
        rest = after;
    }
    text.push_str(rest);
    used.sort();
    used.dedup();
    Ok((text, used))
}

/// The text with the key `namespace.name`.
fn words_of(locales: &Path, language: &str, key: &str) -> Result<String> {
    let (namespace, name) = key
        .split_once('.')
        .with_context(|| format!("'{key}' names no namespace"))?;
    let file = locales.join(language).join(format!("{namespace}.json"));
    let texts: Value = serde_json::from_slice(
        &fs::read(&file).with_context(|| format!("could not read {}", file.display()))?,
    )?;
    let text = texts[name]
        .as_str()
        .with_context(|| format!("there is no text '{key}' in {language}"))?;
    if text.contains("{{") {
        bail!("'{key}' waits for a value, and a page has none");
    }
    Ok(text.to_owned())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str) -> Result<String> {
        let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../admin-ui/locales");
        fill(template, &Assets::default(), &locales).map(|(text, _)| text)
    }

    #[test]
    fn a_text_of_the_console_stands_in_the_page() {
        let page = filled("<h1>{{text nb sign_in.title}}</h1> {{text en sign_in.title}}");
        assert_eq!(page.expect("texts"), "<h1>Logg inn</h1> Sign in");
        assert_eq!(escape("a < \"b\" & c"), "a &lt; &quot;b&quot; &amp; c");
    }

    #[test]
    fn what_is_not_there_stops_the_build() {
        for template in [
            "{{text nb sign_in.nothing}}",
            "{{text xx sign_in.title}}",
            "{{text nb title}}",
            "{{text nb sign_in.again_as}}",
            "{{gone.js}}",
            "{{later gone.js}}",
            "{{a b c d}}",
            "{{open",
        ] {
            assert!(filled(template).is_err(), "{template}");
        }
    }
}
