//! The pages: templates in which `{{source}}` stands for the address of the file made from that source.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::bundle::Assets;
use crate::workspace::Workspace;

/// Template under `admin-ui` → page of the console.
const PAGES: [(&str, &str); 2] = [
    (FIRST_PAGE, FIRST_PAGE),
    ("explorer/index.html", "graphiql.html"),
];
const FIRST_PAGE: &str = "index.html";

/// Writes the pages and the files that keep their names, and says which files a first visit loads.
pub fn write(workspace: &Workspace, assets: &Assets, dist: &Path) -> Result<Vec<String>> {
    let admin_ui = workspace.admin_ui();
    let mut first_load = vec![FIRST_PAGE.to_owned()];
    for (template, page) in PAGES {
        let text = fs::read_to_string(admin_ui.join(template))
            .with_context(|| format!("could not read admin-ui/{template}"))?;
        let (text, used) =
            fill(&text, assets).with_context(|| format!("in admin-ui/{template}"))?;
        if template == FIRST_PAGE {
            first_load.extend(used);
        }
        fs::write(dist.join(page), text)?;
    }
    for entry in fs::read_dir(admin_ui.join("static"))? {
        let entry = entry?;
        fs::copy(entry.path(), dist.join(entry.file_name()))?;
    }
    Ok(first_load)
}

fn fill(template: &str, assets: &Assets) -> Result<(String, Vec<String>)> {
    let mut text = String::with_capacity(template.len());
    let mut used = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((source, after)) = after.split_once("}}") else {
            bail!("a '{{{{' is never closed");
        };
        let url = assets.url(source.trim())?;
        text.push_str(before);
        text.push_str(url);
        used.push(url.trim_start_matches('/').to_owned());
        rest = after;
    }
    text.push_str(rest);
    used.sort();
    used.dedup();
    Ok((text, used))
}
