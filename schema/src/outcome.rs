//! How a change is refused: a stable code for machines, words for people. Refusals are data in a payload, not errors.

use serde::{Deserialize, Serialize};

use crate::text::Language;

macro_rules! outcomes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $nb:literal, $nn:literal, $en:literal;)*) => {
        /// Why a change was refused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $code)] #[cfg_attr(feature = "graphql", graphql(name = $code))] $variant,)*
        }

        impl ErrorCode {
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$variant),*];

            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(ErrorCode::$variant => $code),* }
            }

            /// What a person is told.
            #[must_use]
            pub fn message(self, language: Language) -> &'static str {
                match (self, language) {$(
                    (ErrorCode::$variant, Language::Nb) => $nb,
                    (ErrorCode::$variant, Language::Nn) => $nn,
                    (ErrorCode::$variant, Language::En) => $en,
                )*}
            }
        }
    };
}

outcomes! {
    /// Not allowed, or not there: one answer for both.
    NotAllowed = "NOT_ALLOWED",
        "Du har ikke tilgang til å gjøre dette, eller det finnes ikke.",
        "Du har ikkje tilgang til å gjere dette, eller det finst ikkje.",
        "You may not do this, or it does not exist.";
    /// Nobody is signed in.
    NotSignedIn = "NOT_SIGNED_IN",
        "Du må logge inn først.",
        "Du må logge inn først.",
        "Sign in first.";
    /// Somebody changed it since it was read; the payload has the current one.
    Conflict = "CONFLICT",
        "Noen har endret dette siden du hentet det. Se gjennom på nytt.",
        "Nokon har endra dette sidan du henta det. Sjå gjennom på nytt.",
        "Somebody changed this since you read it. Look it over again.";
    /// The published listing and the change both changed a field.
    MergeConflict = "MERGE_CONFLICT",
        "Den publiserte oppføringen er endret i de samme feltene. Velg hva som skal gjelde.",
        "Den publiserte oppføringa er endra i dei same felta. Vel kva som skal gjelde.",
        "The published listing changed in the same fields. Choose what is to stand.";
    /// The document has problems; one error a problem, with its field.
    Invalid = "INVALID",
        "Noe må rettes før dette kan sendes.",
        "Noko må rettast før dette kan sendast.",
        "Something must be mended before this can be sent.";
    /// Not possible in the state it is in.
    WrongState = "WRONG_STATE",
        "Dette kan ikke gjøres i den tilstanden saken har nå.",
        "Dette kan ikkje gjerast i den tilstanden saka har no.",
        "This cannot be done in the state it is in.";
    /// It is public already: not to be withdrawn, approved, returned or rejected, but confirmed or reverted.
    AlreadyPublic = "ALREADY_PUBLIC",
        "Endringen er allerede publisert. Den kan bekreftes eller tilbakeføres, eller rettes med en ny endring.",
        "Endringa er allereie publisert. Ho kan stadfestast eller tilbakeførast, eller rettast med ei ny endring.",
        "The change is public already. It can be confirmed or reverted, or put right by a new change.";
    /// It would take another road to the public than the one that was expected; the payload has it as it is now.
    RoadChanged = "ROAD_CHANGED",
        "Endringen går nå en annen vei til publisering enn da du så på den. Se gjennom på nytt før du sender.",
        "Endringa går no ein annan veg til publisering enn då du såg på ho. Sjå gjennom på nytt før du sender.",
        "The change now takes another road to the public than when you looked at it. Look it over again before you send it.";
    /// What was to be put back has been changed again by a later publication.
    RevertConflict = "REVERT_CONFLICT",
        "Noe av dette er endret igjen siden, så det kan ikke tilbakeføres samlet. Be kommunen rette det med en ny endring, og bekreft denne.",
        "Noko av dette er endra igjen sidan, så det kan ikkje tilbakeførast samla. Be kommunen rette det med ei ny endring, og stadfest denne.",
        "Some of this has been changed again since, so it cannot be reverted as a whole. Ask the municipality to put it right with a new change, and confirm this one.";
    /// One cannot decide on one's own work.
    OwnWork = "OWN_WORK",
        "Du kan ikke avgjøre noe du selv har skrevet. En annen må se på det.",
        "Du kan ikkje avgjere noko du sjølv har skrive. Ein annan må sjå på det.",
        "You cannot decide on what you wrote yourself. Somebody else must look at it.";
    /// Nothing differs from what is published.
    NothingChanged = "NOTHING_CHANGED",
        "Det er ingen endringer å sende.",
        "Det er ingen endringar å sende.",
        "There is nothing changed to send.";
    /// A value is missing.
    Required = "REQUIRED",
        "Fyll ut dette feltet.",
        "Fyll ut dette feltet.",
        "Fill in this field.";
    /// A text is too long.
    TooLong = "TOO_LONG",
        "Teksten er for lang.",
        "Teksten er for lang.",
        "The text is too long.";
    /// Wrong e-mail or password: which of the two is not said.
    BadCredentials = "BAD_CREDENTIALS",
        "E-postadressen eller passordet er feil.",
        "E-postadressa eller passordet er feil.",
        "The e-mail address or the password is wrong.";
    /// Too many tries; wait.
    TooManyAttempts = "TOO_MANY_ATTEMPTS",
        "For mange forsøk. Vent noen minutter og prøv igjen.",
        "For mange forsøk. Vent nokre minutt og prøv igjen.",
        "Too many attempts. Wait a few minutes and try again.";
    /// The refresh token is unknown, used or expired.
    TokenInvalid = "TOKEN_INVALID",
        "Nøkkelen er ugyldig eller utløpt. Logg inn på nytt.",
        "Nøkkelen er ugyldig eller utgått. Logg inn på nytt.",
        "The token is invalid or has expired. Sign in again.";
    /// Another user has this e-mail address.
    EmailTaken = "EMAIL_TAKEN",
        "Det finnes allerede en bruker med denne e-postadressen.",
        "Det finst allereie ein brukar med denne e-postadressa.",
        "There is already a user with this e-mail address.";
    /// Not an e-mail address.
    EmailInvalid = "EMAIL_INVALID",
        "Dette er ikke en e-postadresse.",
        "Dette er ikkje ei e-postadresse.",
        "This is not an e-mail address.";
    /// Too short, or among the best known.
    PasswordWeak = "PASSWORD_WEAK",
        "Passordet må ha minst 12 tegn og ikke være et vanlig passord.",
        "Passordet må ha minst 12 teikn og ikkje vere eit vanleg passord.",
        "The password needs at least 12 characters and must not be a common one.";
    /// The role cannot be given over this scope.
    ScopeInvalid = "SCOPE_INVALID",
        "Denne rollen kan ikke gis for dette området.",
        "Denne rolla kan ikkje givast for dette området.",
        "This role cannot be given over this scope.";
    /// One account cannot both look after users and approve content.
    RolesExclude = "ROLES_EXCLUDE",
        "Den som administrerer brukere, kan ikke også godkjenne innhold. Rollene må ligge på hver sin konto, hos hver sin person.",
        "Den som administrerer brukarar, kan ikkje også godkjenne innhald. Rollene må liggje på kvar sin konto, hos kvar sin person.",
        "Whoever looks after users cannot approve content as well. The roles belong to two accounts, of two people.";
    /// One can neither give oneself access nor take one's own away.
    OwnAccess = "OWN_ACCESS",
        "Du kan ikke fjerne din egen tilgang.",
        "Du kan ikkje fjerne din eigen tilgang.",
        "You cannot remove your own access.";
}
