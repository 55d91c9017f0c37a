//! The closed lists of the content model. Each value has its code (GraphQL, JSON) and its label in the three languages, once.

use serde::{Deserialize, Serialize};

use crate::text::Language;

/// Living languages by their code in ISO 639: the two letters of part 1, or the three of part 3 where there are no two.
const LANGUAGES: &str = include_str!("iso_639.txt");

/// Whether a language has this code.
#[must_use]
pub fn is_language(code: &str) -> bool {
    LANGUAGES
        .split_ascii_whitespace()
        .any(|known| known == code)
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $nb:literal, $nn:literal, $en:literal;)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] #[cfg_attr(feature = "graphql", graphql(name = $code))] $variant,)*
        }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The value in GraphQL and JSON.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),* }
            }

            /// Reads [`Self::code`] back.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some($name::$variant),)* _ => None }
            }

            /// What a person reads.
            #[must_use]
            pub fn label(self, language: Language) -> &'static str {
                match (self, language) {$(
                    ($name::$variant, Language::Nb) => $nb,
                    ($name::$variant, Language::Nn) => $nn,
                    ($name::$variant, Language::En) => $en,
                )*}
            }
        }
    )*};
}

codes! {
    /// Yes, no, or honestly unknown: never shown as "no".
    Answer {
        Yes = "YES", "Ja", "Ja", "Yes";
        No = "NO", "Nei", "Nei", "No";
        Unknown = "UNKNOWN", "Ikke oppgitt", "Ikkje oppgitt", "Not stated";
    }

    /// Whether one needs to be referred.
    Referral {
        Required = "REQUIRED", "Henvisning kreves", "Tilvising er nødvendig", "Referral required";
        OftenNotRequired = "OFTEN_NOT_REQUIRED", "Ofte ikke nødvendig med henvisning", "Ofte ikkje nødvendig med tilvising", "Referral often not required";
        NotRequired = "NOT_REQUIRED", "Ingen henvisning", "Inga tilvising", "No referral needed";
        Unknown = "UNKNOWN", "Ikke oppgitt", "Ikkje oppgitt", "Not stated";
    }

    /// What it costs the person.
    CostKind {
        Free = "FREE", "Gratis", "Gratis", "Free of charge";
        Egenandel = "EGENANDEL", "Egenandel", "Eigendel", "Patient charge (egenandel)";
        Varies = "VARIES", "Varierer", "Varierer", "Varies";
        Unknown = "UNKNOWN", "Ikke oppgitt", "Ikkje oppgitt", "Not stated";
    }

    /// Whether one may be anonymous.
    Anonymity {
        Yes = "YES", "Du kan være anonym", "Du kan vere anonym", "You may be anonymous";
        Partial = "PARTIAL", "Delvis", "Delvis", "Partly";
        No = "NO", "Ikke anonymt", "Ikkje anonymt", "Not anonymous";
        Unknown = "UNKNOWN", "Ikke oppgitt", "Ikkje oppgitt", "Not stated";
    }

    /// Whom a service is for.
    TargetGroup {
        Everyone = "EVERYONE", "Alle", "Alle", "Everyone";
        Children = "CHILDREN", "Barn", "Barn", "Children";
        Youth = "YOUTH", "Ungdom", "Ungdom", "Young people";
        Adults = "ADULTS", "Voksne", "Vaksne", "Adults";
        OlderPeople = "OLDER_PEOPLE", "Eldre", "Eldre", "Older people";
        Families = "FAMILIES", "Familier", "Familiar", "Families";
        Parents = "PARENTS", "Foreldre", "Foreldre", "Parents";
        NextOfKin = "NEXT_OF_KIN", "Pårørende", "Pårørande", "Next of kin";
        Pregnant = "PREGNANT", "Gravide", "Gravide", "Pregnant people";
        Women = "WOMEN", "Kvinner", "Kvinner", "Women";
        Men = "MEN", "Menn", "Menn", "Men";
        PeopleInCrisis = "PEOPLE_IN_CRISIS", "Personer i krise", "Personar i krise", "People in crisis";
        ExposedToViolence = "EXPOSED_TO_VIOLENCE", "Personer utsatt for vold", "Personar utsette for vald", "People exposed to violence";
        UsesViolence = "USES_VIOLENCE", "Personer som utøver vold", "Personar som utøver vald", "People who use violence";
        Addiction = "ADDICTION", "Personer med rusmiddelproblemer", "Personar med rusmiddelproblem", "People with addiction";
        MentalHealth = "MENTAL_HEALTH", "Personer med psykiske vansker", "Personar med psykiske vanskar", "People with mental health difficulties";
        Refugees = "REFUGEES", "Flyktninger og asylsøkere", "Flyktningar og asylsøkjarar", "Refugees and asylum seekers";
        Professionals = "PROFESSIONALS", "Fagpersoner", "Fagpersonar", "Professionals";
    }

    /// Who may make contact, or for whom a contact point is.
    ContactParty {
        Anyone = "ANYONE", "Alle", "Alle", "Anyone";
        Person = "PERSON", "Du som trenger hjelp", "Du som treng hjelp", "The person in need";
        NextOfKin = "NEXT_OF_KIN", "Pårørende", "Pårørande", "Next of kin";
        Professional = "PROFESSIONAL", "Fagpersoner", "Fagpersonar", "Professionals";
        Police = "POLICE", "Politi", "Politi", "Police";
        OutOfHoursDoctor = "OUT_OF_HOURS_DOCTOR", "Legevakt", "Legevakt", "Out-of-hours doctor";
        School = "SCHOOL", "Skole og barnehage", "Skule og barnehage", "School and kindergarten";
    }

    /// Who may refer to the service.
    Referrer {
        GeneralPractitioner = "GENERAL_PRACTITIONER", "Fastlege", "Fastlege", "General practitioner";
        Psychologist = "PSYCHOLOGIST", "Psykolog", "Psykolog", "Psychologist";
        OutOfHoursDoctor = "OUT_OF_HOURS_DOCTOR", "Legevakt", "Legevakt", "Out-of-hours doctor";
        MunicipalService = "MUNICIPAL_SERVICE", "Kommunale tjenester", "Kommunale tenester", "Municipal services";
        ChildWelfare = "CHILD_WELFARE", "Barnevernstjenesten", "Barnevernstenesta", "Child welfare service";
        SpecialistHealthService = "SPECIALIST_HEALTH_SERVICE", "Spesialisthelsetjenesten", "Spesialisthelsetenesta", "Specialist health services";
        Police = "POLICE", "Politi", "Politi", "Police";
        School = "SCHOOL", "Skole", "Skule", "School";
        Nav = "NAV", "Nav", "Nav", "Nav (welfare office)";
        Anyone = "ANYONE", "Alle", "Alle", "Anyone";
    }

    /// The road a contact point opens.
    ContactKind {
        Phone = "PHONE", "Telefon", "Telefon", "Telephone";
        Sms = "SMS", "SMS", "SMS", "SMS";
        Email = "EMAIL", "E-post", "E-post", "E-mail";
        Web = "WEB", "Nettside", "Nettside", "Website";
        Chat = "CHAT", "Chat", "Chat", "Chat";
        Video = "VIDEO", "Video", "Video", "Video";
    }

    /// Whose opening hours a place or a contact point keeps.
    HoursSource {
        Own = "OWN", "Egne tider", "Eigne tider", "Own hours";
        Municipality = "MUNICIPALITY", "Kommunens standardtider", "Standardtidene til kommunen", "The municipality's default hours";
    }

    /// What makes a place reachable for everybody.
    AccessibilityFeature {
        StepFree = "STEP_FREE", "Trinnfri adkomst", "Trinnfri tilkomst", "Step-free access";
        AccessibleToilet = "ACCESSIBLE_TOILET", "HC-toalett", "HC-toalett", "Accessible toilet";
        HearingLoop = "HEARING_LOOP", "Teleslynge", "Teleslynge", "Hearing loop";
        SignLanguage = "SIGN_LANGUAGE", "Tegnspråk", "Teiknspråk", "Sign language";
        Parking = "PARKING", "HC-parkering", "HC-parkering", "Accessible parking";
        HomeVisit = "HOME_VISIT", "Hjemmebesøk", "Heimebesøk", "Home visits";
    }

    /// What kind of body an organisation is.
    OrganisationKind {
        Municipality = "MUNICIPALITY", "Kommune", "Kommune", "Municipality";
        InterMunicipal = "INTER_MUNICIPAL", "Interkommunalt samarbeid", "Interkommunalt samarbeid", "Inter-municipal body";
        HealthTrust = "HEALTH_TRUST", "Helseforetak", "Helseføretak", "Health trust";
        County = "COUNTY", "Fylkeskommune", "Fylkeskommune", "County authority";
        State = "STATE", "Stat", "Stat", "State";
        Voluntary = "VOLUNTARY", "Frivillig organisasjon", "Frivillig organisasjon", "Voluntary organisation";
        Private = "PRIVATE", "Privat", "Privat", "Private";
    }
}

impl OrganisationKind {
    /// Not public is always shown as such.
    #[must_use]
    pub fn is_public(self) -> bool {
        !matches!(self, Self::Voluntary | Self::Private)
    }
}

macro_rules! unknown_by_default {
    ($($name:ident),*) => {$(
        impl Default for $name {
            fn default() -> Self {
                $name::Unknown
            }
        }
    )*};
}
unknown_by_default!(Answer, Referral, CostKind, Anonymity);

/// What every document meant that was written before there was a choice.
impl Default for HoursSource {
    fn default() -> Self {
        HoursSource::Own
    }
}

/// What an editor adds most often.
impl Default for ContactKind {
    fn default() -> Self {
        ContactKind::Phone
    }
}

codes! {
    /// What kind of entry a service type is. A duty (what the statute demands) is not the service that meets it.
    ServiceTypeKind {
        Service = "SERVICE", "Tjeneste", "Teneste", "Service";
        Duty = "DUTY", "Plikt", "Plikt", "Duty";
        Actor = "ACTOR", "Aktør", "Aktør", "Actor";
        Authority = "AUTHORITY", "Myndighet", "Styresmakt", "Authority";
        Guidance = "GUIDANCE", "Veiledning", "Rettleiing", "Guidance";
    }

    /// Which part of the public sector, or who else, provides it.
    AdministrativeLevel {
        Municipal = "MUNICIPAL", "Kommune", "Kommune", "Municipality";
        InterMunicipal = "INTER_MUNICIPAL", "Interkommunalt", "Interkommunalt", "Inter-municipal";
        County = "COUNTY", "Fylkeskommune", "Fylkeskommune", "County authority";
        HealthTrust = "HEALTH_TRUST", "Helseforetak", "Helseføretak", "Health trust";
        RegionalHealthTrust = "REGIONAL_HEALTH_TRUST", "Regionalt helseforetak", "Regionalt helseføretak", "Regional health trust";
        Regional = "REGIONAL", "Regionalt", "Regionalt", "Regional";
        State = "STATE", "Stat", "Stat", "State";
        Voluntary = "VOLUNTARY", "Ideell", "Ideell", "Voluntary";
        Private = "PRIVATE", "Privat", "Privat", "Private";
        Various = "VARIOUS", "Flere", "Fleire", "Various";
    }

    /// What a service type is about.
    Topic {
        MentalHealth = "MENTAL_HEALTH", "Psykisk helse", "Psykisk helse", "Mental health";
        Addiction = "ADDICTION", "Rus og avhengighet", "Rus og avhengnad", "Addiction";
        Violence = "VIOLENCE", "Vold og overgrep", "Vald og overgrep", "Violence and abuse";
        Crisis = "CRISIS", "Krise", "Krise", "Crisis";
        Family = "FAMILY", "Familie", "Familie", "Family";
        Rehabilitation = "REHABILITATION", "Habilitering og rehabilitering", "Habilitering og rehabilitering", "Rehabilitation";
        HousingAndWork = "HOUSING_AND_WORK", "Bolig og arbeid", "Bustad og arbeid", "Housing and work";
        Rights = "RIGHTS", "Rettigheter", "Rettar", "Rights";
    }

    /// The form of Norwegian a municipality has chosen for letters from the state.
    LanguageForm {
        Bokmal = "BOKMAL", "Bokmål", "Bokmål", "Bokmål";
        Nynorsk = "NYNORSK", "Nynorsk", "Nynorsk", "Nynorsk";
        Neutral = "NEUTRAL", "Nøytral", "Nøytral", "Neutral";
    }
}
