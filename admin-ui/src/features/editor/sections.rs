//! The parts of the form, in the order the public reads them, and which fields belong to each.

use veiviser_schema::problem::{Problem, Severity};

use super::paths::is_below;

macro_rules! sections {
    ($($name:ident = $slug:literal: $($root:literal),+;)*) => {
        /// A part of the form.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Section { $($name,)* }

        impl Section {
            /// In reading order.
            pub const ALL: &'static [Section] = &[$(Section::$name,)*];

            /// The id of the part on the page.
            pub const fn slug(self) -> &'static str {
                match self { $(Section::$name => $slug,)* }
            }

            /// The fields of the document that it edits.
            pub const fn roots(self) -> &'static [&'static str] {
                match self { $(Section::$name => &[$($root),+],)* }
            }
        }
    };
}

sections! {
    About = "about": "name", "summary", "description";
    Announcements = "announcements": "announcements";
    Contact = "contact": "howToContact", "contactPoints";
    Places = "places": "places";
    Expect = "expect": "whatToExpect";
    Audience = "audience": "audience";
    Access = "access": "access";
    Cost = "cost": "cost";
    Privacy = "privacy": "privacy";
    Languages = "languages": "languages", "interpreter";
    Accessibility = "accessibility": "accessibility";
    Duration = "duration": "pilotUntil", "endsOn";
    Area = "area": "serviceArea";
    Organisations = "organisations": "ownerId", "operatorId", "funderId";
    Law = "law": "legalBases";
    Professionals = "professionals": "guidanceForProfessionals";
    Image = "image": "image";
}

impl Section {
    /// The part that a field is edited in.
    pub fn of(path: &str) -> Option<Section> {
        Self::ALL
            .iter()
            .copied()
            .find(|section| section.roots().iter().any(|root| is_below(path, root)))
    }

    /// How many problems of a severity its fields have.
    pub fn count(self, problems: &[Problem], severity: Severity) -> usize {
        problems
            .iter()
            .filter(|problem| problem.severity == severity && Self::of(&problem.path) == Some(self))
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::content::{ListingContent, tree};
    use veiviser_schema::problem::words;

    #[test]
    fn every_field_of_the_document_has_its_part() {
        for path in tree::leaves(&ListingContent::default()).keys() {
            assert!(Section::of(path).is_some(), "{path} is edited nowhere");
        }
    }

    #[test]
    fn problems_are_counted_where_they_are_mended() {
        let wrong = |path: &str| Problem::error("X", path, words("a", "b", "c"));
        let problems = [
            wrong("contactPoints"),
            wrong("contactPoints[a].value"),
            wrong("name.nb"),
        ];
        assert_eq!(Section::Contact.count(&problems, Severity::Error), 2);
        assert_eq!(Section::About.count(&problems, Severity::Error), 1);
        assert_eq!(Section::About.count(&problems, Severity::Warning), 0);
    }
}
