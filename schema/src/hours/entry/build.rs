//! From statements to a schedule.
//!
//! What is said of fewer days or weeks holds before what is said of more, wherever it stands: "første mandag stengt, hverdager 8–16". What
//! is said of the same days twice is added where it can be, and told where it contradicts. Nothing changes for a clause that is told.

use super::clause::Clause;
use super::scope::Scope;
use super::sense::{Step, clashes, is_whole, makes_sense, speaks_of_week};
use super::statement::{Hours, Says, Statement, Subject, statements};
use super::week::{Does, Week, to_span};
use super::{Parsed, Said};
use crate::hours::calendar::DAY_MINUTES;
use crate::hours::schedule::{
    HolidayChoice, HolidayKey, HolidayOverride, HolidayRule, Mode, RuleState, Schedule,
};

/// What the sentence is said of.
#[derive(Clone, Copy)]
pub(super) struct Onto<'a> {
    pub schedule: &'a Schedule,
    /// A season's week: it has neither a mode nor holidays.
    pub week_only: bool,
}

pub(super) fn build(text: &str, clauses: &[Clause], onto: Onto<'_>) -> Parsed {
    let mut builder = Builder {
        onto,
        clauses: statements(clauses)
            .into_iter()
            .map(|read| (!read.is_empty()).then_some(read))
            .collect(),
    };
    let schedule = builder.read();
    let mut parsed = Parsed {
        said: builder.said(&schedule),
        schedule,
        ..Parsed::default()
    };
    for (clause, read) in clauses.iter().zip(&builder.clauses) {
        let said = text[clause.from..clause.to].trim();
        let list = if read.is_some() {
            &mut parsed.understood
        } else {
            &mut parsed.not_understood
        };
        if !said.is_empty() {
            list.push(said.to_owned());
        }
    }
    parsed
}

struct Builder<'a> {
    onto: Onto<'a>,
    /// The statements of each clause; nothing of those that are told.
    clauses: Vec<Option<Vec<Statement>>>,
}

const ROUND: Hours = (0, DAY_MINUTES, RuleState::Open);

impl Builder<'_> {
    fn statements(&self) -> impl Iterator<Item = (usize, &Statement)> {
        self.clauses
            .iter()
            .enumerate()
            .flat_map(|(i, read)| read.iter().flatten().map(move |statement| (i, statement)))
    }

    /// Tells the clauses that match.
    fn tell(&mut self, wrong: impl Fn(&Self, usize, &[Statement]) -> bool) {
        for i in 0..self.clauses.len() {
            if self.clauses[i]
                .as_ref()
                .is_some_and(|read| wrong(self, i, read))
            {
                self.clauses[i] = None;
            }
        }
    }

    fn read(&mut self) -> Schedule {
        let base = self.onto.schedule;
        let week_only = self.onto.week_only;
        self.tell(|_, _, read| {
            read.iter()
                .any(|statement| !makes_sense(statement, week_only))
        });
        self.tell(Self::contradicts_holidays);
        let whole = |statement: &Statement| statement.says == Says::Appointment;
        if self.statements().any(|(_, statement)| whole(statement)) {
            // By appointment and nothing else; hours or holidays beside it are kept, and it is told.
            if self.statements().any(|(_, statement)| !whole(statement)) {
                self.tell(|_, _, read| read.iter().any(whole));
            } else {
                return Schedule {
                    mode: Mode::AppointmentOnly,
                    weekly: Vec::new(),
                    ..base.clone()
                };
            }
        }
        let only = self
            .statements()
            .any(|(_, statement)| statement.subject.only);
        let stands = base.mode == Mode::Scheduled || week_only;
        let before = if only || !stands {
            Week::default()
        } else {
            Week::of(&base.weekly)
        };
        let week = self.week(&before);
        let mut schedule = base.clone();
        let spoken = self
            .statements()
            .any(|(_, statement)| speaks_of_week(&statement.subject));
        if self.is_always() && !week_only {
            schedule.mode = Mode::Always;
            schedule.weekly.clear();
            return schedule;
        }
        let holidays = self
            .statements()
            .any(|(_, statement)| statement.subject.is_holiday());
        let stays_empty = week == Week::default() && (!stands || base.weekly.is_empty());
        if !holidays && (!spoken || stays_empty) {
            // "mandag stengt" alone leaves no hours to state.
            self.tell(|_, _, _| true);
            return schedule;
        }
        if spoken {
            schedule.weekly = week.rules();
        }
        schedule.mode = Mode::Scheduled;
        self.holidays(&mut schedule, &week);
        schedule
    }

    /// Day and night every day, holidays too or not named, and nothing else.
    fn is_always(&self) -> bool {
        let mut of_week = self
            .statements()
            .filter(|(_, statement)| speaks_of_week(&statement.subject));
        let round = of_week.next().is_some_and(|(_, statement)| {
            let all = is_whole(&statement.subject)
                || statement
                    .subject
                    .scopes
                    .iter()
                    .any(|scope| *scope == Scope::of([true; 7]));
            statement.says == Says::Round && all
        });
        round
            && of_week.next().is_none()
            && self.statements().all(|(_, statement)| {
                !statement.subject.is_holiday()
                    || (statement.subject.public_holidays
                        && matches!(statement.says, Says::AsUsual | Says::Round))
            })
    }

    /// The week that comes of it. What cannot be done is told, and the rest done without it.
    fn week(&mut self, before: &Week) -> Week {
        self.tell(Self::rest_is_doubtful);
        let mut steps = self.steps();
        for i in 0..steps.len() {
            let (earlier, later) = steps.split_at(i);
            let Some(step) = later.first() else { break };
            let told = earlier.iter().any(|known| {
                known.clause != step.clause
                    && self.clauses[known.clause].is_some()
                    && clashes(known, step)
            });
            if told {
                self.clauses[step.clause] = None;
            }
        }
        // Of the same days twice: the later adds to the earlier.
        for i in 1..steps.len() {
            let (earlier, later) = steps.split_at_mut(i);
            let Some(step) = later.first_mut() else { break };
            let same = earlier
                .iter()
                .find(|known| self.clauses[known.clause].is_some() && known.scope == step.scope);
            if let (Some(known), Does::Set(hours)) = (same, &step.does)
                && known.does != step.does
                && !hours.is_empty()
            {
                step.does = Does::Add(hours.clone());
            }
        }
        let rank = |step: &Step| {
            let adds = !matches!(step.does, Does::Set(_));
            (step.scope.rank(), adds)
        };
        steps.sort_by_key(rank);
        loop {
            let mut week = before.clone();
            let stuck = steps.iter().find(|step| {
                self.clauses[step.clause].is_some() && week.apply(&step.scope, &step.does).is_none()
            });
            match stuck {
                Some(step) => self.clauses[step.clause] = None,
                None => return week,
            }
        }
    }

    fn steps(&self) -> Vec<Step> {
        let mut named = [false; 7];
        for (_, statement) in self.statements() {
            for day in statement.subject.scopes.iter().flat_map(Scope::indices) {
                named[day] = true;
            }
        }
        let mut steps = Vec::new();
        for (clause, statement) in self.statements() {
            let subject = &statement.subject;
            let mut scopes = subject.scopes.clone();
            if subject.rest {
                scopes.push(Scope::of(named.map(|named| !named)));
            }
            if is_whole(subject) {
                scopes.push(Scope::of([true; 7]));
            }
            let does = match (&statement.says, statement.also) {
                (Says::Hours(hours), false) => Does::Set(hours.clone()),
                (Says::Hours(hours), true) => Does::Add(hours.clone()),
                (Says::Move(from, to), _) => Does::Move(*from, *to),
                (Says::Round, _) => Does::Set(vec![ROUND]),
                _ => Does::Set(Vec::new()),
            };
            steps.extend(scopes.into_iter().map(|scope| Step {
                clause,
                scope,
                does: does.clone(),
                instead: statement.instead,
            }));
        }
        steps
    }

    /// "ellers" where nobody knows which days are left, or it was said twice.
    fn rest_is_doubtful(&self, clause: usize, read: &[Statement]) -> bool {
        let others = || {
            self.statements()
                .filter(|(i, _)| *i != clause)
                .map(|(_, other)| other)
        };
        read.iter().any(|statement| statement.subject.rest)
            && (others().any(|other| other.subject.rest)
                || !others()
                    .any(|other| !other.subject.scopes.is_empty() || other.subject.is_holiday())
                || read.iter().any(|statement| statement.says != Says::Closed)
                    && others().any(|other| other.subject.scopes.iter().any(Scope::is_conditional)))
    }

    /// Two things said of the same holidays.
    fn contradicts_holidays(&self, clause: usize, read: &[Statement]) -> bool {
        let of = |subject: &Subject, other: &Subject| {
            (subject.public_holidays && other.public_holidays)
                || subject
                    .holidays
                    .iter()
                    .any(|key| other.holidays.contains(key))
        };
        read.iter().any(|statement| {
            self.statements().any(|(i, other)| {
                i < clause && of(&statement.subject, &other.subject) && statement.says != other.says
            })
        })
    }

    fn holidays(&self, schedule: &mut Schedule, week: &Week) {
        let said: Vec<&Statement> = self
            .statements()
            .map(|(_, statement)| statement)
            .filter(|statement| statement.subject.is_holiday())
            .collect();
        // A holiday by name holds before all of them.
        for general in [true, false] {
            for statement in &said {
                let hours = match &statement.says {
                    Says::Hours(hours) => hours.clone(),
                    Says::Round => vec![ROUND],
                    _ => Vec::new(),
                };
                let mut choice = match &statement.says {
                    Says::Closed => HolidayChoice::Closed,
                    Says::AsSunday => HolidayChoice::AsSunday,
                    Says::AsUsual => HolidayChoice::Normal,
                    _ => HolidayChoice::Hours,
                };
                let mut keys = Vec::new();
                if general && statement.subject.public_holidays {
                    // "søndager og helligdager 12–16".
                    let sunday = statement.subject.scopes.iter().any(|scope| scope.days[6]);
                    if choice == HolidayChoice::Hours && sunday && week.has(6, &hours) {
                        choice = HolidayChoice::AsSunday;
                    }
                    match choice {
                        HolidayChoice::Closed => schedule.holidays.rule = HolidayRule::Closed,
                        HolidayChoice::AsSunday => schedule.holidays.rule = HolidayRule::AsSunday,
                        HolidayChoice::Normal => schedule.holidays.rule = HolidayRule::Normal,
                        HolidayChoice::Hours | HolidayChoice::Policy => {
                            keys.extend(HolidayKey::ALL.into_iter().filter(|key| !key.is_eve()));
                        }
                    }
                }
                if !general {
                    keys.extend(&statement.subject.holidays);
                }
                for key in keys {
                    schedule.holidays.overrides.retain(|known| known.key != key);
                    schedule.holidays.overrides.push(HolidayOverride {
                        key,
                        choice,
                        spans: hours.iter().copied().map(to_span).collect(),
                        confirmed_years: Vec::new(),
                    });
                }
            }
        }
    }

    fn said(&self, schedule: &Schedule) -> Said {
        let mut said = Said::default();
        for (_, statement) in self.statements() {
            let subject = &statement.subject;
            said.week |= speaks_of_week(subject);
            said.named.extend(&subject.holidays);
            if subject.public_holidays {
                // Hours of their own are told by name.
                let own = schedule.holidays.overrides.iter().filter(|holiday| {
                    holiday.choice == HolidayChoice::Hours && !holiday.key.is_eve()
                });
                let hours = matches!(statement.says, Says::Hours(_) | Says::Round);
                if hours && own.clone().next().is_some() {
                    said.named.extend(own.map(|holiday| holiday.key));
                } else {
                    said.holidays = Some(schedule.holidays.rule);
                }
            }
        }
        said
    }
}
