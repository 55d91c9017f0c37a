//! The people of the demonstration. Everybody may know their password: it is printed when the server starts, and the server then refuses to
//! be reached by others.

use veiviser_schema::authz::{Grant, Role, Scope};

/// One well-known password for all of them.
pub const PASSWORD: &str = "veiviser-demo-2026";

pub struct Person {
    pub email: &'static str,
    pub name: &'static str,
    pub role: Role,
    /// Municipality (four digits), county (two digits) or the nation.
    pub place: &'static str,
}

pub const EDITOR: Person = Person {
    email: "redaktor@demo.example",
    name: "Demo Redaktør",
    role: Role::Editor,
    place: "1103",
};
pub const APPROVER: Person = Person {
    email: "godkjenner@demo.example",
    name: "Demo Godkjenner",
    role: Role::Approver,
    place: "1103",
};
pub const BERGEN_EDITOR: Person = Person {
    email: "bergen@demo.example",
    name: "Demo Redaktør Bergen",
    role: Role::Editor,
    place: "4601",
};
pub const COUNTY: Person = Person {
    email: "fylke@demo.example",
    name: "Demo Fylkeskoordinator",
    role: Role::CountyCoordinator,
    place: "11",
};
pub const NATIONAL: Person = Person {
    email: "nasjonal@demo.example",
    name: "Demo Nasjonal koordinator",
    role: Role::NationalCoordinator,
    place: "",
};
pub const ADMINISTRATOR: Person = Person {
    email: "admin@demo.example",
    name: "Demo Administrator",
    role: Role::Administrator,
    place: "",
};

pub const ALL: [&Person; 6] = [
    &EDITOR,
    &APPROVER,
    &BERGEN_EDITOR,
    &COUNTY,
    &NATIONAL,
    &ADMINISTRATOR,
];

impl Person {
    /// What they are allowed.
    #[must_use]
    pub fn grant(&self) -> Option<Grant> {
        let scope = match self.place.len() {
            0 => Scope::Nation,
            2 => Scope::County(self.place.parse().ok()?),
            _ => Scope::Municipality(self.place.parse().ok()?),
        };
        Some(Grant {
            role: self.role,
            scope,
        })
    }
}
