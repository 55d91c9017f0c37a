//! Somebody else saved the same draft first: what both did goes together field by field, and where both wrote in one field, a person
//! chooses.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::merge::{Conflict, Merged, Side, merge};

use super::api::Change;
use super::kept::Left;
use crate::api::fragments::UserName;
use veiviser_schema::ids::UserId;

/// Work as it is kept in this browser: what was written, and what it was written from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Work {
    pub base: ListingContent,
    pub content: ListingContent,
}

/// Two versions of one draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Clash {
    /// What both began from.
    pub base: ListingContent,
    pub theirs: ListingContent,
    pub version: i32,
    pub at: DateTime<Utc>,
    /// Who it may have been.
    pub who: Vec<UserName>,
    /// Work that this browser kept is being put into what stands here; else what stands here into what the server has.
    pub recovered: Option<Recovered>,
}

/// Work that this browser kept, on its way back into the draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Recovered {
    /// What it is kept under.
    pub name: String,
    pub content: ListingContent,
}

impl Clash {
    /// What is here, made from `base`, against what the server has. `me` is not named.
    pub fn new(base: ListingContent, server: &Change, me: UserId) -> Self {
        let mut who = server.contributors.clone();
        if !who.contains(&server.author) {
            who.push(server.author.clone());
        }
        who.retain(|user| user.id != me);
        Self {
            base,
            theirs: server.document.clone(),
            version: server.version,
            at: server.updated_at,
            who,
            recovered: None,
        }
    }

    /// Kept work against what stands here now, saved or not, in a draft last saved at that version and time.
    pub fn recovering(
        left: Left,
        here: ListingContent,
        (version, at): (i32, DateTime<Utc>),
    ) -> Self {
        let Work { base, content } = left.kept.work;
        Self {
            base,
            theirs: here,
            version,
            at,
            who: Vec::new(),
            recovered: Some(Recovered {
                name: left.name,
                content,
            }),
        }
    }

    /// What goes into the other version: what stands here, or what was kept here before.
    pub fn mine<'a>(&'a self, here: &'a ListingContent) -> &'a ListingContent {
        self.recovered
            .as_ref()
            .map_or(here, |recovered| &recovered.content)
    }

    /// Both together; fields that both wrote in wait for a choice. [`Side::Live`] is theirs.
    pub fn rebase(&self, mine: &ListingContent, choices: &BTreeMap<String, Side>) -> Rebased {
        match merge(&self.base, &self.theirs, mine, choices) {
            Merged::Clean(content) => Rebased::Done(content),
            // Documents that cannot be put together: one's own work is never dropped unasked.
            Merged::Conflicts(conflicts) if conflicts.is_empty() => {
                Rebased::Done(Box::new(mine.clone()))
            }
            Merged::Conflicts(conflicts) => Rebased::Choose(conflicts),
        }
    }
}

/// What came of putting two versions together.
#[derive(Debug, Clone, PartialEq)]
pub enum Rebased {
    Done(Box<ListingContent>),
    Choose(Vec<Conflict>),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::keep::Kept;

    fn content(name: &str, summary: &str) -> ListingContent {
        let mut content = ListingContent::default();
        content.name.nb = Some(name.to_owned());
        content.summary.nb = Some(summary.to_owned());
        content
    }

    fn clash(theirs: ListingContent) -> Clash {
        Clash {
            base: content("a", "b"),
            theirs,
            version: 7,
            at: DateTime::UNIX_EPOCH,
            who: Vec::new(),
            recovered: None,
        }
    }

    #[test]
    fn work_on_different_fields_goes_together_unasked() {
        let both = clash(content("A", "b")).rebase(&content("a", "B"), &BTreeMap::new());
        assert_eq!(both, Rebased::Done(Box::new(content("A", "B"))));
    }

    #[test]
    fn work_on_one_field_waits_for_a_choice() {
        let clash = clash(content("theirs", "b"));
        let mine = content("mine", "b");
        let Rebased::Choose(conflicts) = clash.rebase(&mine, &BTreeMap::new()) else {
            panic!("no choice")
        };
        assert_eq!(
            conflicts
                .iter()
                .map(|conflict| conflict.path.as_str())
                .collect::<Vec<_>>(),
            ["name.nb"]
        );
        let choose = |side| BTreeMap::from([("name.nb".to_owned(), side)]);
        assert_eq!(
            clash.rebase(&mine, &choose(Side::Proposed)),
            Rebased::Done(Box::new(mine.clone()))
        );
        assert_eq!(
            clash.rebase(&mine, &choose(Side::Live)),
            Rebased::Done(Box::new(content("theirs", "b")))
        );
    }

    #[test]
    fn kept_work_goes_into_what_was_written_since() {
        let left = |summary: &str| Left {
            name: "k".to_owned(),
            kept: Kept {
                version: 3,
                at: 0.0,
                work: Work {
                    base: content("a", "b"),
                    content: content("a", summary),
                },
            },
        };
        let here = content("skrevet siden", "b");
        let clash = Clash::recovering(left("reddet"), here, (4, DateTime::UNIX_EPOCH));
        let kept = clash.recovered.clone().expect("kept work").content;
        assert_eq!(
            clash.rebase(&kept, &BTreeMap::new()),
            Rebased::Done(Box::new(content("skrevet siden", "reddet")))
        );
        // In one and the same field it is a choice.
        let here = content("a", "skrevet siden");
        let clash = Clash::recovering(left("reddet"), here, (4, DateTime::UNIX_EPOCH));
        assert!(matches!(
            clash.rebase(&kept, &BTreeMap::new()),
            Rebased::Choose(conflicts) if conflicts.len() == 1
        ));
    }

    #[test]
    fn kept_work_reads_back() {
        let work = Work {
            base: content("a", "b"),
            content: content("c", "d"),
        };
        let text = serde_json::to_string(&work).expect("plain data");
        assert_eq!(
            serde_json::from_str::<Work>(&text).expect("what was written"),
            work
        );
    }
}
