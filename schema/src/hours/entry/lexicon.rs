//! The words that mean something, in bokmål, nynorsk and English.

use crate::hours::schedule::{HolidayKey, WeekParity};
use crate::hours::words;
use crate::text::Language;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Day(usize),
    Weekdays,
    Weekend,
    /// "daglig": every day, by itself.
    Daily,
    /// "hver", "alle": every day only before "dag" or before nothing; before other words it only stresses them.
    Every,
    /// "hele".
    Whole,
    DayWord,
    WeekWord,
    MonthWord,
    YearWord,
    Closed,
    RoundTheClock,
    /// "døgnet": round the clock after "hele" or before "rundt".
    TheClock,
    Always,
    To,
    From,
    Between,
    And,
    But,
    Also,
    Only,
    /// "unntatt": the days that follow are not meant.
    Except,
    /// "ikke".
    Not,
    /// "ellers": the days nobody named.
    Else,
    /// "avtale": what comes by appointment.
    Appointment,
    /// "etter", "ved": before an appointment.
    By,
    DropIn,
    Parity(WeekParity),
    /// "like", "ulike": odd and even before "uker" only.
    Like(WeekParity),
    Nth(i32),
    /// "annenhver".
    Alternate,
    PublicHolidays,
    /// "offentlige", "røde": before holidays.
    HolidayKind,
    Holiday(HolidayKey),
    /// "som", as in "som søndag".
    As,
    Usual,
    Next,
    DayPart,
    /// "i", "på", "of": before days and weeks.
    Preposition,
    /// "kl".
    Clock,
    /// "åpent", "vi", "har": says nothing by itself.
    Filler,
}

/// Days by name or by a beginning of three letters or more.
const DAYS: [&[&str]; 7] = [
    &["mandag", "måndag", "monday"],
    &["tirsdag", "tysdag", "tuesday"],
    &["onsdag", "wednesday"],
    &["torsdag", "thursday"],
    &["fredag", "friday"],
    &["lørdag", "laurdag", "lordag", "saturday"],
    &["søndag", "sundag", "sondag", "sunday"],
];

/// "on" and "to" are days and other words as well: the reader decides by what stands beside them.
pub(super) const ON: &str = "on";
pub(super) const TO: &str = "to";

pub(super) fn meaning(word: &str) -> Option<Meaning> {
    use Meaning as M;
    let exact = match word {
        "hverdager" | "hverdag" | "hverdagene" | "hverdagar" | "kvardagar" | "kvardag"
        | "kvardagane" | "ukedager" | "ukedagene" | "vekedagar" | "yrkedagar" | "arbeidsdager"
        | "arbeidsdagar" | "weekdays" | "weekday" => M::Weekdays,
        "helg" | "helger" | "helgen" | "helgene" | "helga" | "helgar" | "helgane" | "weekend"
        | "weekends" => M::Weekend,
        "daglig" | "dagleg" | "daily" | "everyday" => M::Daily,
        "alle" | "hver" | "hvert" | "kvar" | "kvart" | "every" | "each" | "all" => M::Every,
        "hele" | "heile" | "whole" => M::Whole,
        "dager" | "dagar" | "dag" | "dagene" | "dagane" | "day" | "days" => M::DayWord,
        "uke" | "uken" | "uka" | "veka" | "veke" | "uker" | "ukene" | "veker" | "vekene"
        | "weeks" | "week" => M::WeekWord,
        "måneden" | "månaden" | "måned" | "månad" | "mnd" | "month" => M::MonthWord,
        "år" | "året" | "year" => M::YearWord,
        "stengt" | "lukket" | "closed" | "steng" | "stengd" | "stengde" | "lukka" => M::Closed,
        "døgnåpent" | "døgnåpen" | "døgnope" | "døgnopen" => M::RoundTheClock,
        "døgnet" => M::TheClock,
        "24/7" => M::Always,
        "til" | "until" | "till" | "tom" | "through" | "thru" => M::To,
        "fra" | "frå" | "from" => M::From,
        "mellom" | "between" => M::Between,
        "og" | "and" => M::And,
        "men" | "but" => M::But,
        "også" | "òg" | "also" | "inkludert" | "inkl" | "including" | "tillegg" | "addition"
        | "samt" | "pluss" | "plus" => M::Also,
        "kun" | "berre" | "bare" | "only" => M::Only,
        "unntatt" | "untatt" | "unntak" | "unnateke" | "unnatatt" | "bortsett" | "utenom"
        | "utanom" | "foruten" | "except" | "excluding" => M::Except,
        "ikke" | "ikkje" | "not" => M::Not,
        "ellers" | "elles" | "otherwise" => M::Else,
        "avtale" | "timebestilling" | "timeavtale" | "appointment" | "appointments" => {
            M::Appointment
        }
        "etter" | "ved" | "by" => M::By,
        "dropin" => M::DropIn,
        "oddetallsuker" | "oddetallsuke" | "oddetallsukene" | "oddetalsveker" | "oddetalsveke"
        | "oddetalsvekene" | "oddetall" | "odde" | "odd" => M::Parity(WeekParity::Odd),
        "partallsuker" | "partallsuke" | "partallsukene" | "partalsveker" | "partalsveke"
        | "partalsvekene" | "partall" | "even" => M::Parity(WeekParity::Even),
        "ulike" => M::Like(WeekParity::Odd),
        "like" => M::Like(WeekParity::Even),
        "første" | "fyrste" | "first" => M::Nth(1),
        "andre" | "second" => M::Nth(2),
        "tredje" | "third" => M::Nth(3),
        "fjerde" | "fourth" => M::Nth(4),
        "femte" | "fifth" => M::Nth(5),
        "siste" | "last" => M::Nth(-1),
        "annenhver" | "annenhvert" | "annankvar" | "annakvar" | "annan" | "anna" | "annen"
        | "other" | "alternate" => M::Alternate,
        "helligdager" | "helligdag" | "helligdagar" | "heilagdagar" | "heilagdag"
        | "helligdagene" | "heilagdagane" | "holidays" | "holiday" => M::PublicHolidays,
        "offentlige" | "offentlege" | "public" | "bank" | "røde" | "raude" => M::HolidayKind,
        "som" | "as" => M::As,
        "vanlig" | "vanleg" | "normalt" | "usual" | "normal" => M::Usual,
        "neste" | "next" | "påfølgende" => M::Next,
        "kveld" | "kvelder" | "kvelden" | "ettermiddag" | "ettermiddager" | "formiddag"
        | "formiddager" | "evening" | "evenings" | "afternoon" | "afternoons" | "morning"
        | "mornings" => M::DayPart,
        "i" | "in" | "of" | "the" | "på" | "om" | "per" | "pr" | "a" | "at" => M::Preposition,
        "kl" | "klokken" | "klokka" => M::Clock,
        "åpent" | "åpen" | "åpner" | "åpne" | "ope" | "open" | "opne" | "opnar" | "opent"
        | "åpningstid" | "åpningstider" | "opningstid" | "opningstider" | "hours" | "opening"
        | "vi" | "me" | "har" | "er" | "holder" | "held" | "are" | "is" | "have" => M::Filler,
        "skjærtorsdag" | "skjertorsdag" => M::Holiday(HolidayKey::MaundyThursday),
        "langfredag" => M::Holiday(HolidayKey::GoodFriday),
        "påskeaften" | "påskeaftan" => M::Holiday(HolidayKey::EasterEve),
        "pinseaften" | "pinseaftan" => M::Holiday(HolidayKey::WhitEve),
        "julaften" | "julaftan" | "julekvelden" => M::Holiday(HolidayKey::ChristmasEve),
        "nyttårsaften" | "nyttårsaftan" | "nyttårskvelden" => {
            M::Holiday(HolidayKey::NewYearsEve)
        }
        "himmelfartsdag" => M::Holiday(HolidayKey::AscensionDay),
        "nyttårsdag" => M::Holiday(HolidayKey::NewYearsDay),
        _ => return day(word),
    };
    Some(exact)
}

/// The day that two letters name, of those that are nothing else.
fn short_day(word: &str) -> Option<usize> {
    Some(match word {
        "ma" | "må" | "mo" => 0,
        "ti" | "ty" | "tu" => 1,
        "we" => 2,
        "th" => 3,
        "fr" => 4,
        "lø" | "la" | "sa" => 5,
        "sø" | "su" => 6,
        _ => return None,
    })
}

fn day(word: &str) -> Option<Meaning> {
    if word.chars().count() < 3 {
        return short_day(word).map(Meaning::Day);
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

/// Whether it is a day of the English week, by three letters or more.
pub(super) fn english_day(word: &str) -> bool {
    word.chars().count() >= 3
        && matches!(meaning(word), Some(Meaning::Day(day)) if {
            let name = word.strip_suffix('s').filter(|stem| stem.ends_with("day")).unwrap_or(word);
            DAYS[day].last().is_some_and(|english| english.starts_with(name))
        })
}

/// Whether two letters name a day in Norwegian and nothing in English.
pub(super) fn norwegian_short(word: &str) -> bool {
    matches!(
        word,
        "ma" | "må" | "ti" | "ty" | "on" | "to" | "lø" | "la" | "sø"
    )
}

/// Whether a full stop behind it shortens the word.
pub(super) fn shortened(word: &str) -> bool {
    matches!(
        word,
        "kl" | "mnd" | "pr" | "inkl" | "ca" | "tlf" | "on" | "to"
    ) || matches!(day(word), Some(Meaning::Day(day)) if !DAYS[day].contains(&word)
            && !word.ends_with("dag") && !word.ends_with("day") && !word.contains("dage")
            && !word.contains("daga") && !word.ends_with("days"))
}

/// A month by three letters or more.
pub(super) fn is_month(word: &str) -> bool {
    word.chars().count() >= 3
        && Language::ALL.into_iter().any(|language| {
            words::words(language)
                .months
                .iter()
                .any(|month| month.to_lowercase().starts_with(word))
        })
}
