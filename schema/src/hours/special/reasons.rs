//! Ready-made reasons in the three languages: chosen rather than written, so that none is left without its translations.

use crate::text::LocalizedText;

/// A reason in bokmål, nynorsk and English.
pub type Reason = [&'static str; 3];

/// Why dates have hours of their own.
pub const EXCEPTIONS: [Reason; 8] = [
    ["Sommerstengt", "Sommarstengt", "Closed for the summer"],
    ["Planleggingsdag", "Planleggingsdag", "Staff planning day"],
    ["Kurs for ansatte", "Kurs for tilsette", "Staff training"],
    ["Personalmøte", "Personalmøte", "Staff meeting"],
    ["Juleferie", "Juleferie", "Christmas holidays"],
    ["Påskeferie", "Påskeferie", "Easter holidays"],
    ["Inneklemt dag", "Inneklemd dag", "Day between holidays"],
    ["Sykdom", "Sjukdom", "Illness"],
];

/// Why something is closed for a while.
pub const CLOSURES: [Reason; 7] = [
    ["Teknisk feil", "Teknisk feil", "Technical fault"],
    [
        "Feil på telefonlinjen",
        "Feil på telefonlinja",
        "Fault on the telephone line",
    ],
    ["Strømbrudd", "Straumbrot", "Power cut"],
    ["Vedlikehold", "Vedlikehald", "Maintenance"],
    ["Personalmøte", "Personalmøte", "Staff meeting"],
    ["Sykdom", "Sjukdom", "Illness"],
    ["Flytting", "Flytting", "Moving premises"],
];

/// The reason as a text of the document.
#[must_use]
pub fn text(reason: &Reason) -> LocalizedText {
    let [nb, nn, en] = *reason;
    LocalizedText::new(nb, nn, en)
}

/// Which of the reasons a text is, word for word.
#[must_use]
pub fn position(reasons: &[Reason], text: &LocalizedText) -> Option<usize> {
    reasons
        .iter()
        .position(|reason| self::text(reason) == *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_known_again_and_stands_once() {
        for reasons in [&EXCEPTIONS[..], &CLOSURES[..]] {
            for (i, reason) in reasons.iter().enumerate() {
                assert_eq!(position(reasons, &text(reason)), Some(i));
                assert!(reason.iter().all(|text| !text.trim().is_empty()));
            }
        }
        assert_eq!(position(&EXCEPTIONS, &LocalizedText::default()), None);
        let mut mended = text(&EXCEPTIONS[0]);
        mended.en = None;
        assert_eq!(position(&EXCEPTIONS, &mended), None);
    }
}
