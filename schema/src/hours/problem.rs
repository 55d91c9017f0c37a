//! What an editor is told about a schedule: a code, the place in the document, and words.
//!
//! Errors keep a schedule from being submitted; warnings never do. The path is written as
//! in the document: `weekly[2].start`, `exceptions[0].spans[1]`.

use serde::{Deserialize, Serialize};

use crate::characters::is_unseen;
use crate::text::{Language, LocalizedText};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::Enum),
    graphql(name = "OpeningHoursProblemSeverity")
)]
pub enum Severity {
    /// Must be put right before the schedule can be submitted.
    Error,
    /// Worth a look; never in the way.
    Warning,
}

/// What is wrong, or worth a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::Enum),
    graphql(name = "OpeningHoursProblemCode")
)]
pub enum ProblemCode {
    /// A time, date or moment is not written as one.
    TimeFormat,
    /// Start and end are the same: 24 hours, or nothing?
    StartEqualsEnd,
    /// A span is longer than a day and night.
    #[serde(rename = "DURATION_GT_24H")]
    #[cfg_attr(feature = "graphql", graphql(name = "DURATION_GT_24H"))]
    DurationGt24h,
    /// A date that no calendar has, or a sixth Monday of a month.
    DateNotExist,
    /// The end is before the start.
    RangeReversed,
    /// A weekly rule without days.
    NoDays,
    /// Two spans of one date cover the same time.
    OverlapSameDay,
    /// A span begins before the previous night's has ended.
    OverlapPreviousNight,
    /// Two seasons of one kind cover the same dates.
    SeasonOverlap,
    /// Two exceptions have the same dates, or one holiday two choices.
    ExceptionDuplicateRange,
    /// Weekly rules on a schedule whose mode does not read them.
    RulesWithAlways,
    /// One rule asks for both week parity and nth weekday.
    NthWithParity,
    /// A text is too long.
    TextTooLong,
    /// A text holds characters that nobody sees, or a line break.
    TextHasControlCharacters,
    /// No time zone has this name.
    TimeZoneUnknown,
    /// More rules, dates or spans than a schedule can have.
    TooMany,
    /// Closes the next day: is that meant?
    OvernightConfirm,
    /// The exception or closure is over.
    ExceptionPast,
    /// The exception changes nothing.
    ExceptionNoEffect,
    /// Odd weeks follow each other at a New Year with a week 53.
    #[serde(rename = "PARITY_WEEK53")]
    #[cfg_attr(feature = "graphql", graphql(name = "PARITY_WEEK53"))]
    ParityWeek53,
    /// Closed for a week or more.
    #[serde(rename = "CLOSED_GE_7_DAYS")]
    #[cfg_attr(feature = "graphql", graphql(name = "CLOSED_GE_7_DAYS"))]
    ClosedGe7Days,
    /// Nobody has confirmed the hours of a holiday that is near.
    HolidayUnconfirmed,
    /// A crisis line that is not open day and night.
    #[serde(rename = "CRISIS_LINE_NOT_24_7")]
    #[cfg_attr(feature = "graphql", graphql(name = "CRISIS_LINE_NOT_24_7"))]
    CrisisLineNot247,
    /// A text lacks a language.
    MissingTranslation,
    /// The clock is changed while it is open, or at its opening or closing.
    DstAffected,
}

impl ProblemCode {
    /// Every code, errors first.
    pub const ALL: [Self; 25] = [
        Self::TimeFormat,
        Self::StartEqualsEnd,
        Self::DurationGt24h,
        Self::DateNotExist,
        Self::RangeReversed,
        Self::NoDays,
        Self::OverlapSameDay,
        Self::OverlapPreviousNight,
        Self::SeasonOverlap,
        Self::ExceptionDuplicateRange,
        Self::RulesWithAlways,
        Self::NthWithParity,
        Self::TextTooLong,
        Self::TextHasControlCharacters,
        Self::TimeZoneUnknown,
        Self::TooMany,
        Self::OvernightConfirm,
        Self::ExceptionPast,
        Self::ExceptionNoEffect,
        Self::ParityWeek53,
        Self::ClosedGe7Days,
        Self::HolidayUnconfirmed,
        Self::CrisisLineNot247,
        Self::MissingTranslation,
        Self::DstAffected,
    ];

    /// Error or warning.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::TimeFormat
            | Self::StartEqualsEnd
            | Self::DurationGt24h
            | Self::DateNotExist
            | Self::RangeReversed
            | Self::NoDays
            | Self::OverlapSameDay
            | Self::OverlapPreviousNight
            | Self::SeasonOverlap
            | Self::ExceptionDuplicateRange
            | Self::RulesWithAlways
            | Self::NthWithParity
            | Self::TextTooLong
            | Self::TextHasControlCharacters
            | Self::TimeZoneUnknown
            | Self::TooMany => Severity::Error,
            Self::OvernightConfirm
            | Self::ExceptionPast
            | Self::ExceptionNoEffect
            | Self::ParityWeek53
            | Self::ClosedGe7Days
            | Self::HolidayUnconfirmed
            | Self::CrisisLineNot247
            | Self::MissingTranslation
            | Self::DstAffected => Severity::Warning,
        }
    }

    /// The code as it is written in JSON and GraphQL.
    #[must_use]
    pub fn as_str(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(name)) => name,
            _ => String::new(),
        }
    }

    /// The sentence told to the editor. `{0}` and `{1}` stand for details.
    const fn sentence(self, language: Language) -> &'static str {
        let [nb, nn, en] = self.sentences();
        match language {
            Language::Nb => nb,
            Language::Nn => nn,
            Language::En => en,
        }
    }

    const fn sentences(self) -> [&'static str; 3] {
        match self {
            Self::TimeFormat => [
                "«{0}» er ikke skrevet slik vi venter. Skriv klokkeslett som 08:30 og dato som 2026-12-24.",
                "«{0}» er ikkje skrive slik vi ventar. Skriv klokkeslett som 08:30 og dato som 2026-12-24.",
                "“{0}” is not written as we expect. Write a time as 08:30 and a date as 2026-12-24.",
            ],
            Self::StartEqualsEnd => [
                "Åpner og stenger på samme klokkeslett. Er det åpent i 24 timer?",
                "Opnar og stengjer på same klokkeslett. Er det ope i 24 timar?",
                "Opens and closes at the same time. Is it open for 24 hours?",
            ],
            Self::DurationGt24h => [
                "Ett tidsrom kan ikke vare lenger enn 24 timer.",
                "Eitt tidsrom kan ikkje vare lenger enn 24 timar.",
                "One span cannot last longer than 24 hours.",
            ],
            Self::DateNotExist => [
                "«{0}» finnes ikke i kalenderen.",
                "«{0}» finst ikkje i kalenderen.",
                "“{0}” does not exist in the calendar.",
            ],
            Self::RangeReversed => [
                "Slutten er før starten.",
                "Slutten er før starten.",
                "The end is before the start.",
            ],
            Self::NoDays => [
                "Velg minst én ukedag.",
                "Vel minst éin vekedag.",
                "Choose at least one day of the week.",
            ],
            Self::OverlapSameDay => [
                "Overlapper et annet tidsrom samme dag ({0}).",
                "Overlappar eit anna tidsrom same dag ({0}).",
                "Overlaps another span on the same day ({0}).",
            ],
            Self::OverlapPreviousNight => [
                "Begynner før natten i forveien er slutt ({0}).",
                "Byrjar før natta i førevegen er slutt ({0}).",
                "Begins before the previous night has ended ({0}).",
            ],
            Self::SeasonOverlap => [
                "Overlapper en annen sesong ({0}).",
                "Overlappar ein annan sesong ({0}).",
                "Overlaps another season ({0}).",
            ],
            Self::ExceptionDuplicateRange => [
                "Den samme dagen eller perioden står to ganger ({0}).",
                "Den same dagen eller perioden står to gonger ({0}).",
                "The same day or period is listed twice ({0}).",
            ],
            Self::RulesWithAlways => [
                "Disse tidene brukes ikke så lenge valget er døgnåpent, kun etter avtale eller ikke oppgitt.",
                "Desse tidene blir ikkje brukte så lenge valet er døgnope, berre etter avtale eller ikkje oppgitt.",
                "These hours are not used while the choice is open day and night, by appointment only or not stated.",
            ],
            Self::NthWithParity => [
                "Velg enten partalls-/oddetallsuker eller bestemte dager i måneden, ikke begge.",
                "Vel anten partals-/oddetalsveker eller bestemte dagar i månaden, ikkje begge.",
                "Choose either odd or even weeks or certain days of the month, not both.",
            ],
            Self::TextTooLong => [
                "Teksten er for lang: {0} tegn, men det er plass til {1}.",
                "Teksten er for lang: {0} teikn, men det er plass til {1}.",
                "The text is too long: {0} characters, and there is room for {1}.",
            ],
            Self::TextHasControlCharacters => [
                "Teksten inneholder usynlige tegn eller linjeskift som må fjernes. Skriv den på nytt.",
                "Teksten inneheld usynlege teikn eller linjeskift som må fjernast. Skriv han på nytt.",
                "The text has invisible characters or line breaks that must go. Type it again.",
            ],
            Self::TimeZoneUnknown => [
                "Tidssonen «{0}» finnes ikke.",
                "Tidssona «{0}» finst ikkje.",
                "There is no time zone “{0}”.",
            ],
            Self::TooMany => [
                "For mange: {0}, men det er plass til {1}.",
                "For mange: {0}, men det er plass til {1}.",
                "Too many: {0}, and there is room for {1}.",
            ],
            Self::OvernightConfirm => [
                "Stenger kl. {0} neste dag. Stemmer det?",
                "Stengjer kl. {0} neste dag. Stemmer det?",
                "Closes at {0} the next day. Is that right?",
            ],
            Self::ExceptionPast => [
                "Er over ({0}) og kan fjernes.",
                "Er over ({0}) og kan fjernast.",
                "Is over ({0}) and can be removed.",
            ],
            Self::ExceptionNoEffect => [
                "Gjør ingen forskjell: tidene er de samme uten.",
                "Gjer ingen skilnad: tidene er dei same utan.",
                "Makes no difference: the hours are the same without it.",
            ],
            Self::ParityWeek53 => [
                "{0} har uke 53. Da følger to oddetallsuker etter hverandre rundt nyttår.",
                "{0} har veke 53. Då følgjer to oddetalsveker etter kvarandre rundt nyttår.",
                "{0} has a week 53. Two odd weeks then follow each other around New Year.",
            ],
            Self::ClosedGe7Days => [
                "Stengt {0} dager på rad fra {1}. Stemmer det?",
                "Stengt {0} dagar på rad frå {1}. Stemmer det?",
                "Closed {0} days in a row from {1}. Is that right?",
            ],
            Self::HolidayUnconfirmed => [
                "{0} {1} er ikke bekreftet.",
                "{0} {1} er ikkje stadfesta.",
                "{0} {1} is not confirmed.",
            ],
            Self::CrisisLineNot247 => [
                "Dette er en krisetelefon, men den er ikke døgnåpen. Stemmer det?",
                "Dette er ein krisetelefon, men han er ikkje døgnopen. Stemmer det?",
                "This is a crisis line, but it is not open day and night. Is that right?",
            ],
            Self::MissingTranslation => [
                "Teksten mangler på {0}.",
                "Teksten manglar på {0}.",
                "The text is missing in {0}.",
            ],
            Self::DstAffected => [
                "Klokken stilles {0}. Det berører åpningstiden {1}.",
                "Klokka blir stilt {0}. Det påverkar opningstida {1}.",
                "The clocks change on {0}. That affects the hours {1}.",
            ],
        }
    }
}

/// One thing an editor is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HoursProblem {
    /// What it is.
    pub code: ProblemCode,
    /// Error or warning.
    pub severity: Severity,
    /// Where in the document: `weekly[2].start`.
    pub path: String,
    /// The sentence, in every language.
    pub message: LocalizedText,
}

impl HoursProblem {
    pub(crate) fn new(code: ProblemCode, path: impl Into<String>) -> Self {
        Self::with(code, path, |_| Vec::new())
    }

    /// A problem whose details are the same in every language.
    pub(crate) fn about(code: ProblemCode, path: impl Into<String>, details: &[&str]) -> Self {
        Self::with(code, path, |_| {
            details.iter().map(|&detail| shorten(detail)).collect()
        })
    }

    /// A problem whose details are worded for each language.
    pub(crate) fn with(
        code: ProblemCode,
        path: impl Into<String>,
        details: impl Fn(Language) -> Vec<String>,
    ) -> Self {
        let mut message = LocalizedText::default();
        for language in Language::ALL {
            let mut text = code.sentence(language).to_owned();
            for (i, detail) in details(language).iter().enumerate() {
                text = text.replacen(&format!("{{{i}}}"), detail, 1);
            }
            message.set(language, Some(text));
        }
        Self {
            code,
            severity: code.severity(),
            path: path.into(),
            message,
        }
    }

    /// The same problem in other words, where the usual ones do not fit what was found.
    pub(crate) fn saying(mut self, words: impl Fn(Language) -> String) -> Self {
        for language in Language::ALL {
            self.message.set(language, Some(words(language)));
        }
        self
    }

    /// Whether it keeps the schedule from being submitted.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// What somebody typed, cut to what fits in a sentence.
fn shorten(text: &str) -> String {
    let mut short: String = text.chars().filter(|&c| !is_unseen(c)).take(40).collect();
    if text.chars().count() > 40 {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_spelt_as_documented() {
        let names: Vec<_> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
        for name in [
            "TIME_FORMAT",
            "DURATION_GT_24H",
            "PARITY_WEEK53",
            "CLOSED_GE_7_DAYS",
            "CRISIS_LINE_NOT_24_7",
        ] {
            assert!(names.iter().any(|known| known == name), "{name}");
        }
        let unique: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(unique.len(), ProblemCode::ALL.len());
    }

    #[test]
    fn what_was_typed_is_quoted_short_and_harmless() {
        let problem = HoursProblem::about(
            ProblemCode::TimeFormat,
            "weekly[0].start",
            &[&"x{1}\n\u{202e}".repeat(50)],
        );
        let text = problem.message.get(Language::En).unwrap();
        assert!(
            text.len() < 200 && !text.contains(['\n', '\u{202e}']),
            "{text}"
        );
    }
}
