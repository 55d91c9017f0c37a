//! The document: opening hours as an editor wrote them.
//!
//! Everything here is plain data and may be wrong: a time is the text that was typed
//! (`"15:30"`), a date is `"2026-12-24"` or, recurring, `"06-15"`, and a moment is
//! `"2026-12-24T10:00"` on the schedule's own clock. Validation says what is wrong and where;
//! compiling turns what is right into something that answers. JSON and GraphQL input have
//! one and the same shape, so a schedule is stored, sent and edited as this one struct.

use serde::{Deserialize, Serialize};

use crate::text::LocalizedText;

/// The time zone of a schedule that names none.
pub const DEFAULT_TIME_ZONE: &str = "Europe/Oslo";

fn default_time_zone() -> String {
    DEFAULT_TIME_ZONE.to_owned()
}

/// What kind of opening hours a place or contact point has.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::Enum),
    graphql(name = "OpeningHoursMode")
)]
pub enum Mode {
    /// Open day and night, all year.
    Always,
    /// Open at the hours the rules say.
    Scheduled,
    /// No hours of its own: everything is by appointment.
    AppointmentOnly,
    /// Nobody has told the hours. Never to be shown as closed.
    #[default]
    NotStated,
}

/// What a span of time offers.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::Enum),
    graphql(name = "OpeningHoursRuleState")
)]
pub enum RuleState {
    /// Anyone may come or call.
    #[default]
    Open,
    /// Only those with an appointment.
    Appointment,
}

/// Which ISO weeks a weekly rule counts in.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::Enum),
    graphql(name = "OpeningHoursWeekParity")
)]
pub enum WeekParity {
    /// Every week.
    #[default]
    Every,
    /// Weeks with an odd ISO number. Week 53 is odd and so is the week 1 after it.
    Odd,
    /// Weeks with an even ISO number.
    Even,
}

/// A day of the week.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Weekday {
    #[default]
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// Monday to Sunday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// Days since Monday: 0 to 6.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The day this many days after Monday, counted round the week.
    #[must_use]
    pub const fn from_index(index: usize) -> Self {
        Self::ALL[index % 7]
    }
}

impl From<chrono::Weekday> for Weekday {
    fn from(day: chrono::Weekday) -> Self {
        Self::from_index(day.num_days_from_monday() as usize)
    }
}

/// What happens on a public holiday that has no choice of its own.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::Enum),
    graphql(name = "OpeningHoursHolidayRule")
)]
pub enum HolidayRule {
    /// Closed.
    #[default]
    Closed,
    /// As any other day.
    Normal,
    /// As if it were a Sunday.
    AsSunday,
}

/// What happens on one named holiday or eve.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::Enum),
    graphql(name = "OpeningHoursHolidayChoice")
)]
pub enum HolidayChoice {
    /// Own hours: the spans of the override. No span means closed.
    #[default]
    Hours,
    /// What the policy says (on an eve: an ordinary day). Carries a confirmation only.
    Policy,
    /// Closed.
    Closed,
    /// As any other day.
    Normal,
    /// As if it were a Sunday.
    AsSunday,
}

/// A Norwegian public holiday, or an eve that is an ordinary day unless overridden.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::Enum),
    graphql(name = "HolidayKey")
)]
pub enum HolidayKey {
    #[default]
    NewYearsDay,
    /// An eve: ordinary unless overridden.
    WednesdayBeforeEaster,
    MaundyThursday,
    GoodFriday,
    /// An eve: ordinary unless overridden.
    EasterEve,
    EasterSunday,
    EasterMonday,
    LabourDay,
    ConstitutionDay,
    AscensionDay,
    /// An eve: ordinary unless overridden.
    WhitEve,
    WhitSunday,
    WhitMonday,
    /// An eve: ordinary unless overridden.
    ChristmasEve,
    ChristmasDay,
    BoxingDay,
    /// An eve: ordinary unless overridden.
    NewYearsEve,
}

/// Hours on a date: from a start, for so long, open or by appointment.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::SimpleObject, async_graphql::InputObject)
)]
#[cfg_attr(
    feature = "graphql",
    graphql(name = "OpeningHoursSpan", input_name = "OpeningHoursSpanInput")
)]
pub struct Span {
    /// Local start, `00:00` to `23:59`.
    pub start: String,
    /// Minutes from start to end on the clock, 1 to 1440; may end the next day.
    pub duration_minutes: i32,
    /// Open, or by appointment.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub state: RuleState,
}

/// Hours that come back every week.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::SimpleObject, async_graphql::InputObject)
)]
#[cfg_attr(
    feature = "graphql",
    graphql(
        name = "OpeningHoursWeeklyRule",
        input_name = "OpeningHoursWeeklyRuleInput"
    )
)]
pub struct WeeklyRule {
    /// The days it starts on.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub days: Vec<Weekday>,
    /// Local start, `00:00` to `23:59`.
    pub start: String,
    /// Minutes from start to end on the clock, 1 to 1440; may end the next day.
    pub duration_minutes: i32,
    /// Open, or by appointment.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub state: RuleState,
    /// Every week, or odd or even ISO weeks only.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub weeks: WeekParity,
    /// Which of the month's such weekdays: 1 to 5, -1 for the last. Empty: all.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub nth: Vec<i32>,
    /// A remark for the public.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub note: LocalizedText,
}

/// A part of the year with weekly rules of its own, which replace the base rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::SimpleObject, async_graphql::InputObject)
)]
#[cfg_attr(
    feature = "graphql",
    graphql(name = "OpeningHoursSeason", input_name = "OpeningHoursSeasonInput")
)]
pub struct Season {
    /// What the editor calls it.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub name: LocalizedText,
    /// First day: `MM-DD` every year, or `YYYY-MM-DD` once. Both ends are of one kind.
    pub from: String,
    /// Last day, included. A recurring range may run across New Year.
    pub to: String,
    /// The rules that apply in it. None: closed throughout.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub rules: Vec<WeeklyRule>,
}

/// The choice made for one holiday or eve.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::SimpleObject, async_graphql::InputObject)
)]
#[cfg_attr(
    feature = "graphql",
    graphql(
        name = "OpeningHoursHolidayOverride",
        input_name = "OpeningHoursHolidayOverrideInput"
    )
)]
pub struct HolidayOverride {
    /// Which day.
    pub key: HolidayKey,
    /// Own hours, or one of the fixed answers.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub choice: HolidayChoice,
    /// The own hours; read only when `choice` is `HOURS`. None: closed.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub spans: Vec<Span>,
    /// The years in which an editor has confirmed that this is right.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub confirmed_years: Vec<i32>,
}

/// What public holidays do to the week.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::SimpleObject, async_graphql::InputObject)
)]
#[cfg_attr(
    feature = "graphql",
    graphql(
        name = "OpeningHoursHolidayPolicy",
        input_name = "OpeningHoursHolidayPolicyInput"
    )
)]
pub struct HolidayPolicy {
    /// On a public holiday without an override.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub rule: HolidayRule,
    /// Choices for single holidays and eves.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub overrides: Vec<HolidayOverride>,
}

/// Dates with hours of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::SimpleObject, async_graphql::InputObject)
)]
#[cfg_attr(
    feature = "graphql",
    graphql(
        name = "OpeningHoursDatedException",
        input_name = "OpeningHoursDatedExceptionInput"
    )
)]
pub struct DatedException {
    /// First date, `YYYY-MM-DD`.
    pub from: String,
    /// Last date, included.
    pub to: String,
    /// The hours on each of the dates. None: closed.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub spans: Vec<Span>,
    /// Why, for the public.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub reason: LocalizedText,
}

/// A stretch of clock time taken away from whatever is open: an outage, a staff meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::SimpleObject, async_graphql::InputObject)
)]
#[cfg_attr(
    feature = "graphql",
    graphql(name = "OpeningHoursClosure", input_name = "OpeningHoursClosureInput")
)]
pub struct Closure {
    /// Local start, `YYYY-MM-DDTHH:MM`.
    pub from: String,
    /// Local end, not included.
    pub to: String,
    /// Why, for the public.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub reason: LocalizedText,
}

/// The opening hours of one listing at one place through one channel.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::SimpleObject, async_graphql::InputObject)
)]
#[cfg_attr(
    feature = "graphql",
    graphql(
        name = "OpeningHoursSchedule",
        input_name = "OpeningHoursScheduleInput"
    )
)]
pub struct Schedule {
    /// What kind of hours.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub mode: Mode,
    /// IANA name of the clock the times are told on.
    #[serde(default = "default_time_zone")]
    #[cfg_attr(feature = "graphql", graphql(default_with = "default_time_zone()"))]
    pub time_zone: String,
    /// The base week.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub weekly: Vec<WeeklyRule>,
    /// Parts of the year with weeks of their own.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub seasons: Vec<Season>,
    /// Public holidays and eves.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub holidays: HolidayPolicy,
    /// Dates with hours of their own.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub exceptions: Vec<DatedException>,
    /// Clock time taken away.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub closures: Vec<Closure>,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            mode: Mode::default(),
            time_zone: default_time_zone(),
            weekly: Vec::new(),
            seasons: Vec::new(),
            holidays: HolidayPolicy::default(),
            exceptions: Vec::new(),
            closures: Vec::new(),
        }
    }
}

impl Schedule {
    /// A hash of everything the schedule says: SHA-256 in lower-case hexadecimal.
    ///
    /// Equal documents have equal hashes; a field left at its default is hashed as if it were written.
    #[must_use]
    pub fn content_hash(&self) -> String {
        use sha2::{Digest, Sha256};
        // Struct fields are written in the order they are declared: the text is canonical.
        let text = serde_json::to_string(self).unwrap_or_default();
        Sha256::digest(text.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// Open day and night.
    #[must_use]
    pub fn always() -> Self {
        Self {
            mode: Mode::Always,
            ..Self::default()
        }
    }

    /// By appointment only.
    #[must_use]
    pub fn appointment_only() -> Self {
        Self {
            mode: Mode::AppointmentOnly,
            ..Self::default()
        }
    }

    /// These rules every week, closed on public holidays.
    #[must_use]
    pub fn of_week(rules: Vec<WeeklyRule>) -> Self {
        Self {
            mode: Mode::Scheduled,
            weekly: rules,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_fields_take_their_defaults() {
        let schedule: Schedule = serde_json::from_str(
            r#"{"mode":"SCHEDULED","weekly":[{"days":["MONDAY"],"start":"08:00","durationMinutes":450}],
                "holidays":{"overrides":[{"key":"CHRISTMAS_EVE","spans":[{"start":"10:00","durationMinutes":120}]}]}}"#,
        )
        .unwrap();
        assert_eq!(schedule.time_zone, "Europe/Oslo");
        assert_eq!(schedule.weekly[0].weeks, WeekParity::Every);
        assert_eq!(schedule.holidays.rule, HolidayRule::Closed);
        assert_eq!(schedule.holidays.overrides[0].choice, HolidayChoice::Hours);
        assert_eq!(
            serde_json::from_str::<Schedule>("{}").unwrap(),
            Schedule::default()
        );
    }

    #[test]
    fn the_hash_follows_the_content() {
        let short: Schedule = serde_json::from_str(r#"{"mode":"ALWAYS"}"#).unwrap();
        assert_eq!(short.content_hash(), Schedule::always().content_hash());
        assert_eq!(short.content_hash().len(), 64);
        assert_ne!(
            Schedule::default().content_hash(),
            Schedule::always().content_hash()
        );
    }

    #[test]
    fn unknown_fields_are_refused() {
        assert!(serde_json::from_str::<Schedule>(r#"{"weeekly":[]}"#).is_err());
        assert!(serde_json::from_str::<Schedule>(r#"{"mode":"OPEN"}"#).is_err());
    }

    #[test]
    fn a_schedule_survives_json() {
        let schedule = Schedule {
            seasons: vec![Season {
                from: "06-15".into(),
                to: "08-15".into(),
                ..Season::default()
            }],
            ..Schedule::of_week(vec![WeeklyRule {
                days: vec![Weekday::Tuesday],
                start: "17:00".into(),
                duration_minutes: 120,
                nth: vec![1, -1],
                ..WeeklyRule::default()
            }])
        };
        let json = serde_json::to_string(&schedule).unwrap();
        assert_eq!(serde_json::from_str::<Schedule>(&json).unwrap(), schedule);
    }
}
