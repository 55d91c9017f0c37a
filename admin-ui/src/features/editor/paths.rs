//! A field has one name everywhere: its path in the document, with things in lists known by their key (`contactPoints[a1].value`).
//! Problems count list items by position; here they learn the key, so that an error follows its contact point when that moves. From
//! the path comes the id of the element that edits it.

use veiviser_schema::content::ListingContent;
use veiviser_schema::problem::{Problem, Severity};

use crate::ui::path_id;

/// The path with a position in a list of keyed things turned into the thing's key.
pub fn keyed(path: &str, content: &ListingContent) -> String {
    let Some((list, rest)) = path.split_once('[') else {
        return path.to_owned();
    };
    let Some((index, tail)) = rest.split_once(']') else {
        return path.to_owned();
    };
    let Ok(index) = index.parse::<usize>() else {
        return path.to_owned();
    };
    let id = match list {
        "announcements" => content.announcements.get(index).map(|item| &item.id),
        "contactPoints" => content.contact_points.get(index).map(|item| &item.id),
        "places" => content.places.get(index).map(|item| &item.id),
        _ => None,
    };
    match id {
        Some(id) if !id.is_empty() => format!("{list}[{id}]{tail}"),
        _ => path.to_owned(),
    }
}

/// The problems of a document, by the paths fields are known by.
pub fn with_keys(mut problems: Vec<Problem>, content: &ListingContent) -> Vec<Problem> {
    for problem in &mut problems {
        problem.path = keyed(&problem.path, content);
    }
    problems
}

/// The id of the element that edits a field.
pub fn field_id(path: &str) -> String {
    path_id("f", path)
}

/// A path and the paths it lies below, nearest first.
pub fn lineage(path: &str) -> Vec<String> {
    let mut out = vec![path.to_owned()];
    let mut rest = path;
    while let Some(at) = rest.rfind(['.', '[']) {
        rest = &rest[..at];
        out.push(rest.to_owned());
    }
    out
}

/// Whether a path is another, or lies below it.
pub fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The problems below a path, their paths cut to start there.
pub fn cut(problems: &[Problem], above: &str) -> Vec<Problem> {
    problems
        .iter()
        .filter(|problem| is_below(&problem.path, above))
        .map(|problem| {
            let rest = problem.path[above.len()..]
                .trim_start_matches('.')
                .to_owned();
            Problem {
                path: rest,
                ..problem.clone()
            }
        })
        .collect()
}

/// The first problem of this severity at exactly this path.
pub fn at<'a>(problems: &'a [Problem], path: &str, severity: Severity) -> Option<&'a Problem> {
    problems
        .iter()
        .find(|problem| problem.severity == severity && problem.path == path)
}

/// The first problem of this severity at this path or below it.
pub fn within<'a>(problems: &'a [Problem], path: &str, severity: Severity) -> Option<&'a Problem> {
    problems
        .iter()
        .find(|problem| problem.severity == severity && is_below(&problem.path, path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::content::ContactPoint;
    use veiviser_schema::problem::words;

    fn document() -> ListingContent {
        let point = |id: &str| ContactPoint {
            id: id.to_owned(),
            ..Default::default()
        };
        ListingContent {
            contact_points: vec![point("a1"), point("")],
            ..Default::default()
        }
    }

    #[test]
    fn positions_become_keys() {
        let content = document();
        assert_eq!(
            keyed("contactPoints[0].value", &content),
            "contactPoints[a1].value"
        );
        assert_eq!(
            keyed("contactPoints[1].value", &content),
            "contactPoints[1].value"
        );
        assert_eq!(
            keyed("contactPoints[7].id", &content),
            "contactPoints[7].id"
        );
        assert_eq!(
            keyed("audience.ageBands[0].from", &content),
            "audience.ageBands[0].from"
        );
        assert_eq!(keyed("contactPoints", &content), "contactPoints");
    }

    #[test]
    fn only_the_first_position_is_a_key_of_the_document() {
        let content = document();
        assert_eq!(
            keyed("contactPoints[0].openingHours.weekly[0].start", &content),
            "contactPoints[a1].openingHours.weekly[0].start"
        );
    }

    #[test]
    fn ids_of_elements_need_no_escaping() {
        assert_eq!(
            field_id("contactPoints[a1].value"),
            "f-contactPoints-a1-value"
        );
        assert_eq!(field_id("name.nb"), "f-name-nb");
        assert_eq!(field_id("places[x-y]"), "f-places-x-y");
    }

    #[test]
    fn a_field_lies_below_its_list() {
        assert_eq!(
            lineage("places[a].street"),
            ["places[a].street", "places[a]", "places"]
        );
        assert!(is_below("places[a].street", "places"));
        assert!(is_below("places", "places"));
        assert!(!is_below("placesX", "places"));
    }

    #[test]
    fn problems_of_a_part_start_at_that_part() {
        let wrong = |path: &str| Problem::error("X", path, words("a", "b", "c"));
        let problems = [
            wrong("places[p].openingHours.weekly[0].start"),
            wrong("places[p].street"),
            wrong("places[p].openingHours"),
        ];
        let paths: Vec<_> = cut(&problems, "places[p].openingHours")
            .into_iter()
            .map(|problem| problem.path)
            .collect();
        assert_eq!(paths, ["weekly[0].start", ""]);
        assert!(at(&problems, "places[p]", Severity::Error).is_none());
        assert!(within(&problems, "places[p]", Severity::Error).is_some());
        assert!(within(&problems, "places[p]", Severity::Warning).is_none());
    }
}
