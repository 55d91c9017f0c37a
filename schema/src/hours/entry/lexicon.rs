//! The words that mean something, in bokmål, nynorsk and English.

use crate::hours::schedule::{HolidayKey, WeekParity};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Day(usize),
    Weekdays,
    Weekend,
    EveryDay,
    Closed,
    RoundTheClock,
    Always,
    To,
    From,
    And,
    Also,
    /// "avtale": what comes by appointment.
    Appointment,
    Parity(WeekParity),
    Nth(i32),
    PublicHolidays,
    Holiday(HolidayKey),
    /// "som", as in "som søndag".
    As,
    Usual,
    /// Says nothing by itself.
    Filler,
}

/// Days by name or by a beginning of three letters or more.
const DAYS: [&[&str]; 7] = [
    &["mandag", "måndag", "monday"],
    &["tirsdag", "tysdag", "tuesday"],
    &["onsdag", "wednesday"],
    &["torsdag", "thursday"],
    &["fredag", "friday"],
    &["lørdag", "laurdag", "saturday"],
    &["søndag", "sundag", "sunday"],
];

pub(super) fn meaning(word: &str) -> Option<Meaning> {
    use Meaning as M;
    let exact = match word {
        "hverdager" | "hverdag" | "hverdagar" | "kvardagar" | "kvardag" | "ukedager"
        | "vekedagar" | "yrkedagar" | "weekdays" | "weekday" => M::Weekdays,
        "helg" | "helger" | "helgen" | "helgene" | "helga" | "weekend" | "weekends" => M::Weekend,
        "alle" | "daglig" | "dagleg" | "daily" | "hver" | "kvar" | "every" => M::EveryDay,
        "stengt" | "lukket" | "closed" | "steng" => M::Closed,
        "døgnåpent" | "døgnåpen" | "døgnope" | "døgnopen" | "døgnet" => M::RoundTheClock,
        "24/7" => M::Always,
        "til" | "to" | "until" | "till" => M::To,
        "fra" | "frå" | "from" => M::From,
        "og" | "and" => M::And,
        "også" | "òg" | "også," | "also" | "tillegg" => M::Also,
        "avtale" | "timebestilling" | "timeavtale" | "appointment" => M::Appointment,
        "oddetallsuker" | "oddetallsuke" | "oddetalsveker" | "oddetalsveke" | "oddetall"
        | "odde" | "odd" => M::Parity(WeekParity::Odd),
        "partallsuker" | "partallsuke" | "partalsveker" | "partalsveke" | "partall" | "even" => {
            M::Parity(WeekParity::Even)
        }
        "første" | "fyrste" | "first" => M::Nth(1),
        "andre" | "second" => M::Nth(2),
        "tredje" | "third" => M::Nth(3),
        "fjerde" | "fourth" => M::Nth(4),
        "femte" | "fifth" => M::Nth(5),
        "siste" | "last" => M::Nth(-1),
        "helligdager" | "helligdag" | "helligdagar" | "heilagdagar" | "heilagdag"
        | "helligdagene" | "holidays" => M::PublicHolidays,
        "som" | "as" => M::As,
        "vanlig" | "vanleg" | "normalt" | "usual" | "normal" => M::Usual,
        "kl" | "klokken" | "klokka" | "åpent" | "åpen" | "åpner" | "ope" | "open" | "opnar"
        | "åpningstid" | "åpningstider" | "opningstid" | "opningstider" | "dager" | "dagar"
        | "dag" | "day" | "days" | "i" | "in" | "of" | "the" | "on" | "uken" | "uka" | "veka"
        | "uker" | "veker" | "weeks" | "week" | "måneden" | "månaden" | "måned" | "månad"
        | "month" | "kun" | "berre" | "bare" | "only" | "etter" | "by" | "neste" | "next"
        | "public" | "each" | "hele" | "heile" | "hours" | "opening" | "at" => M::Filler,
        "onsdagførpåske" => M::Holiday(HolidayKey::WednesdayBeforeEaster),
        "skjærtorsdag" | "skjertorsdag" => M::Holiday(HolidayKey::MaundyThursday),
        "langfredag" => M::Holiday(HolidayKey::GoodFriday),
        "påskeaften" | "påskeaftan" => M::Holiday(HolidayKey::EasterEve),
        "pinseaften" | "pinseaftan" => M::Holiday(HolidayKey::WhitEve),
        "julaften" | "julaftan" | "julekvelden" => M::Holiday(HolidayKey::ChristmasEve),
        "nyttårsaften" | "nyttårsaftan" | "nyttårskvelden" => {
            M::Holiday(HolidayKey::NewYearsEve)
        }
        _ => return day(word),
    };
    Some(exact)
}

fn day(word: &str) -> Option<Meaning> {
    if word.chars().count() < 3 {
        return match word {
            "ma" | "må" | "mo" => Some(Meaning::Day(0)),
            "ti" | "ty" | "tu" => Some(Meaning::Day(1)),
            "on" | "we" => Some(Meaning::Day(2)),
            "th" => Some(Meaning::Day(3)),
            "fr" => Some(Meaning::Day(4)),
            "lø" | "la" | "sa" => Some(Meaning::Day(5)),
            "sø" | "su" => Some(Meaning::Day(6)),
            _ => None,
        };
    }
    // "mandager" and "mandagene" are mandag, "Mondays" is Monday.
    let stem = ["ene", "ane", "er", "ar", "s"].into_iter().find_map(|end| {
        word.strip_suffix(end)
            .filter(|stem| stem.ends_with("dag") || stem.ends_with("day"))
    });
    let word = stem.unwrap_or(word);
    DAYS.iter()
        .position(|names| names.iter().any(|name| name.starts_with(word)))
        .map(Meaning::Day)
}
