//! From items to chunks: what stands between two marks, and the order of days and hours in it.

use super::item::{Item, Kind};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Hours,
    Closed,
    Round,
    Like,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Subject,
    Except,
    Says(Class),
}

/// Items that stand together and do the same.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub role: Role,
    pub items: Vec<Item>,
}

impl Part {
    /// "i oddetallsuker" alone.
    pub(super) fn is_condition(&self) -> bool {
        self.role == Role::Subject
            && self
                .items
                .iter()
                .all(|item| matches!(item.kind, Kind::Parity(_)) || item.kind.is_neutral())
    }
}

pub(super) fn spans_only(items: &[Item]) -> bool {
    items
        .iter()
        .find(|item| !item.kind.is_neutral())
        .is_some_and(|item| matches!(item.kind, Kind::Span(..)))
        && items.iter().all(|item| {
            matches!(
                item.kind,
                Kind::Span(..) | Kind::Appointment | Kind::DropIn | Kind::And | Kind::Comma
            ) || item.kind.is_neutral()
        })
}

/// What stands between two marks.
pub(super) struct Chunk {
    /// The strongest mark before it.
    pub mark: Option<Item>,
    pub items: Vec<Item>,
    pub parts: Vec<Part>,
    pub unknown: bool,
}

impl Chunk {
    pub(super) fn soft(&self) -> bool {
        self.mark
            .as_ref()
            .is_none_or(|mark| !matches!(mark.kind, Kind::Stop | Kind::Line))
    }

    pub(super) fn is(&self, kind: &Kind) -> bool {
        self.mark.as_ref().is_some_and(|mark| mark.kind == *kind)
    }

    /// Days and nothing else.
    pub(super) fn only_days(&self) -> bool {
        matches!(self.parts.as_slice(), [part] if part.role == Role::Subject)
    }
}

pub(super) fn chunks(items: Vec<Item>) -> Vec<Chunk> {
    let strength = |kind: &Kind| match kind {
        Kind::Line => 0,
        Kind::Comma => 1,
        Kind::And => 2,
        Kind::But => 3,
        _ => 4,
    };
    let mut all: Vec<Chunk> = Vec::new();
    let mut mark: Option<Item> = None;
    let mut open = false;
    for item in items {
        if item.kind.separates() {
            let stronger = open
                || mark
                    .as_ref()
                    .is_none_or(|known| strength(&known.kind) < strength(&item.kind));
            if stronger {
                mark = Some(item);
            }
            open = false;
            continue;
        }
        match all.last_mut().filter(|_| open) {
            Some(chunk) => chunk.items.push(item),
            None => all.push(Chunk {
                mark: mark.take(),
                items: vec![item],
                parts: Vec::new(),
                unknown: false,
            }),
        }
        open = true;
    }
    for chunk in &mut all {
        chunk.unknown = chunk.items.iter().any(|item| item.kind == Kind::Unknown);
        chunk.parts = parts(&chunk.items);
    }
    all
}

fn parts(items: &[Item]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut waiting: Vec<Item> = Vec::new();
    for item in items {
        let role = match item.kind {
            Kind::Only { behind: true } => Role::Subject,
            Kind::Except => Role::Except,
            Kind::Closed => Role::Says(Class::Closed),
            Kind::Round => Role::Says(Class::Round),
            Kind::AsSunday | Kind::AsUsual => Role::Says(Class::Like),
            _ if item.kind.is_subject() => Role::Subject,
            _ if item.kind.is_neutral() => {
                waiting.push(item.clone());
                continue;
            }
            _ => Role::Says(Class::Hours),
        };
        let goes_on = parts.last().is_some_and(|part| {
            part.role == role || (part.role == Role::Except && role == Role::Subject)
        }) && item.kind != Kind::Except;
        if !goes_on {
            parts.push(Part {
                role,
                items: Vec::new(),
            });
        }
        if let Some(part) = parts.last_mut() {
            part.items.append(&mut waiting);
            part.items.push(item.clone());
        }
    }
    if let Some(part) = parts.last_mut() {
        part.items.append(&mut waiting);
    }
    parts
}
