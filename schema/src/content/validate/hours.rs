//! The hours of a place or contact point, its own or the municipality's.

use super::Facts;
use super::found::Found;
use crate::content::DefaultHours;
use crate::content::codes::HoursSource;
use crate::hours::{ProblemCode, Schedule, ValidationContext};
use crate::problem::{Problem, Severity, words};
use crate::text::Language;

impl Found {
    /// The hours of one place or contact point. Inherited ones are checked where they are written, not here.
    pub fn hours(
        &mut self,
        path: &str,
        source: HoursSource,
        own: &Schedule,
        facts: &Facts<'_>,
        crisis_line: bool,
    ) {
        if source == HoursSource::Municipality {
            self.inherited(&format!("{path}.hoursSource"), facts, crisis_line);
            return;
        }
        let context = ValidationContext {
            today: facts.today,
            crisis_line,
        };
        self.0.extend(hours_problems(
            &format!("{path}.openingHours"),
            own,
            context,
        ));
    }

    fn inherited(&mut self, path: &str, facts: &Facts<'_>, crisis_line: bool) {
        match facts.default_hours {
            DefaultHours::Unread => {}
            DefaultHours::NoMunicipality => self.error(
                "HOURS_NO_MUNICIPALITY",
                path,
                words(
                    "Tilbudet hører ikke til en kommune, så det er ingen standardtider å bruke. Skriv egne tider.",
                    "Tilbodet høyrer ikkje til ein kommune, så det er ingen standardtider å bruke. Skriv eigne tider.",
                    "The service belongs to no municipality, so there are no default hours to use. Write its own.",
                ),
            ),
            DefaultHours::Missing => self.warning(
                "DEFAULT_HOURS_MISSING",
                path,
                words(
                    "Kommunen har ikke satt standardtider ennå. Inntil det er gjort, vises åpningstidene som ikke oppgitt.",
                    "Kommunen har ikkje sett standardtider enno. Inntil det er gjort, blir opningstidene viste som ikkje oppgitt.",
                    "The municipality has not set its default hours yet. Until it does, the opening hours are shown as not stated.",
                ),
            ),
            // What is wrong with the default is told to whoever keeps it; that a crisis line is not answered at night is told here too.
            DefaultHours::Stated(schedule) => {
                let context = ValidationContext {
                    today: facts.today,
                    crisis_line,
                };
                self.0.extend(
                    hours_problems(path, schedule, context)
                        .into_iter()
                        .filter(|problem| problem.code == ProblemCode::CrisisLineNot247.as_str())
                        .map(|problem| Problem { path: path.to_owned(), ..problem }),
                );
            }
        }
    }
}

/// Everything the engine has to say about a schedule, below `path` (which may be empty).
#[must_use]
pub fn hours_problems(path: &str, schedule: &Schedule, context: ValidationContext) -> Vec<Problem> {
    crate::hours::validate(schedule, context)
        .into_iter()
        .map(|problem| {
            let said = |language| problem.message.get(language).unwrap_or_default().to_owned();
            Problem {
                code: problem.code.as_str().to_owned(),
                path: match (path, problem.path.as_str()) {
                    (path, "") => path.to_owned(),
                    ("", below) => below.to_owned(),
                    (path, below) => format!("{path}.{below}"),
                },
                severity: if problem.is_error() {
                    Severity::Error
                } else {
                    Severity::Warning
                },
                nb: said(Language::Nb),
                nn: said(Language::Nn),
                en: said(Language::En),
            }
        })
        .collect()
}
