use crate::machine::{Machine, PASSWORD, stderr};

#[test]
fn help_tells_what_there_is_and_how_to_begin() {
    let machine = Machine::new();
    let help = machine.succeeds(&["--help"]);
    for word in [
        "serve", "migrate", "seed", "user", "schema", "generate", "backup", "restore", "keys",
        "outbox", "hours",
    ] {
        assert!(
            help.lines().any(|line| line.trim_start().starts_with(word)),
            "{word} is not in {help}"
        );
    }
    assert!(help.contains("veiviser seed --demo"));
    assert!(
        machine
            .succeeds(&["serve", "--help"])
            .contains("VEIVISER_PUBLIC_URL")
    );
    // A command that only prints is not asked for a database.
    assert!(
        !machine
            .succeeds(&["schema", "--help"])
            .contains("VEIVISER_DATABASE_URL")
    );
}

#[test]
fn the_schema_is_printed_without_a_database() {
    let machine = Machine::new();
    let schema = machine.succeeds(&["schema"]);
    for part in [
        "type Query {",
        "type Mutation {",
        "type Listing implements Node",
    ] {
        assert!(schema.contains(part), "{part}");
    }
}

#[test]
fn what_cannot_be_done_is_said_in_one_line() {
    let machine = Machine::new();
    let said = machine.fails(&["serve", "--listen=127.0.0.1:0"]);
    assert!(said.contains("veiviser migrate"), "{said}");
    assert!(machine.fails(&["seed"]).contains("veiviser migrate"));
    assert!(
        machine
            .fails(&["hours", "check", "nothing.json"])
            .contains("nothing.json")
    );
    machine.succeeds(&["migrate"]);
    assert!(machine.succeeds(&["migrate"]).contains("up to date"));
    let said = machine.fails(&["user", "disable", "nobody@here.example"]);
    assert!(said.contains("nobody@here.example"), "{said}");
    machine.succeeds(&["backup", "copy.db"]);
    assert!(machine.fails(&["backup", "copy.db"]).contains("exists"));
    // A slip of the finger makes no folders.
    let said = machine.fails(&["backup", "no such folder/copy.db"]);
    assert!(said.contains("no such folder"), "{said}");
    assert!(!machine.path("no such folder").exists());
    let said = machine.refuses(&["generate", "--listings=0"]);
    assert!(said.contains("--listings"), "{said}");
}

#[test]
fn an_account_is_made_without_the_password_on_the_command_line() {
    let machine = Machine::ready();
    let listed = machine.succeeds(&["user", "list"]);
    assert!(
        listed.contains("eli@here.example") && listed.contains("EDITOR"),
        "{listed}"
    );
    let add = |email: &str, password: &str| {
        let email = format!("--email={email}");
        machine.run_with_input(
            &[
                "user",
                "add",
                &email,
                "--name=Per",
                "--role=administrator",
                "--password-stdin",
            ],
            password,
        )
    };
    let weak = add("per@here.example", "passord");
    assert_eq!(weak.status.code(), Some(1));
    assert!(stderr(&weak).contains("at least 12"), "{}", stderr(&weak));
    assert!(!stderr(&weak).contains("passord\n"));
    let taken = add("eli@here.example", PASSWORD);
    assert_eq!(taken.status.code(), Some(1), "{}", stderr(&taken));
    let placeless = machine.refuses(&[
        "user",
        "add",
        "--email=per@here.example",
        "--name=Per",
        "--role=editor",
        "--password-stdin",
    ]);
    assert!(placeless.contains("--municipality"), "{placeless}");
    // Out and in again.
    let disabled = machine.succeeds(&["user", "disable", "eli@here.example"]);
    assert!(disabled.contains("disabled"), "{disabled}");
    let enabled = machine.succeeds(&["user", "enable", "eli@here.example"]);
    assert!(enabled.contains("Enabled: eli@here.example"), "{enabled}");
    assert!(!machine.succeeds(&["user", "list"]).contains("disabled"));
    // Without a terminal nobody can be asked.
    let said = machine.fails(&["user", "password", "eli@here.example"]);
    assert!(said.contains("--password-stdin"), "{said}");
}

#[test]
fn the_demonstration_is_added_once() {
    let machine = Machine::new();
    machine.succeeds(&["migrate"]);
    let first = machine.succeeds(&["seed", "--demo"]);
    assert!(
        first.contains("6 accounts and 31 listings are new"),
        "{first}"
    );
    assert!(first.contains("veiviser-demo-2026") && first.contains("redaktor@demo.example"));
    let second = machine.succeeds(&["seed", "--demo"]);
    assert!(
        second.contains("0 accounts and 0 listings are new"),
        "{second}"
    );
    // Others can reach it: everybody knows the password.
    let said = machine.fails(&["serve", "--listen=0.0.0.0:0"]);
    assert!(
        said.contains("veiviser user disable redaktor@demo.example"),
        "{said}"
    );
    let said = machine.fails(&[
        "serve",
        "--listen=127.0.0.1:0",
        "--public-url=https://veiviser.example.no",
    ]);
    assert!(said.contains("demo accounts"), "{said}");
}

#[test]
fn a_catalogue_is_generated_from_a_number() {
    let machine = Machine::new();
    machine.succeeds(&["migrate"]);
    let said = machine.succeeds(&["generate", "--listings=300", "--seed=7"]);
    assert!(said.contains("300 are published"), "{said}");
    let said = machine.fails(&["generate", "--listings=300", "--seed=7"]);
    assert!(said.contains("--seed"), "{said}");
    let said = machine.succeeds(&["generate", "--listings=10", "--seed=8"]);
    assert!(said.contains("310 are published"), "{said}");
}
