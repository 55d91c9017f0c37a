//! Who may do what, asked of the running server: every mutation and every read that is not everybody's, as every role, in the own place and
//! in a foreign one. The whole table is `golden.tsv`; `UPDATE_GOLDEN=1` writes it anew.
//!
//! Besides: what the server says is what the permission table says; a refused write leaves the database as it was, to the last row; and
//! something foreign is answered exactly as something that is not there.

mod dump;
mod reads;
mod sdl;
mod world;
mod writes;

use std::collections::BTreeSet;
use std::path::Path;

use harness::cast::{self, Person};
use harness::{Client, TestApp};
use serde_json::{Value, json};
use veiviser_schema::authz::{Grant, Role, Scope, allowed};
use veiviser_schema::ids::MunicipalityNumber;

use dump::Keeper;
use reads::Answer;
use world::{Place, World};
use writes::{Input, Leave, Write};

/// One column of people: somebody who is asked, and as whom they are signed in.
struct Asker {
    title: &'static str,
    person: Option<Person>,
    client: Client,
}

/// Nobody, and one person of every role.
async fn askers(app: &TestApp) -> Vec<Asker> {
    let mut askers = vec![Asker {
        title: "anonymous",
        person: None,
        client: app.anonymous(),
    }];
    for (title, person) in [
        ("editor", cast::EDITOR),
        ("approver", cast::APPROVER),
        ("county", cast::COUNTY),
        ("national", cast::NATIONAL),
        ("administrator", cast::ADMINISTRATOR),
    ] {
        askers.push(Asker {
            title,
            person: Some(person),
            client: app.as_user(person).await,
        });
    }
    let roles: BTreeSet<Role> = askers
        .iter()
        .filter_map(|asker| Some(asker.person?.role))
        .collect();
    assert_eq!(roles, BTreeSet::from(Role::ALL), "a role is not asked");
    askers
}

#[test]
fn the_schema_has_no_operation_without_a_case() {
    let names =
        |of: &str| -> BTreeSet<&str> { sdl::fields(of).iter().map(|field| field.name).collect() };
    let written: BTreeSet<&str> = writes::all().iter().map(|it| it.mutation).collect();
    assert_eq!(names("Mutation"), written);
    let read: BTreeSet<&str> = reads::all().iter().map(|it| it.query).collect();
    let public = BTreeSet::from_iter(reads::PUBLIC.iter().copied());
    assert!(read.is_disjoint(&public));
    assert_eq!(names("Query"), &read | &public);
    let kinds = reads::kinds().map(|(kind, _)| kind);
    let nodes: BTreeSet<&str> = kinds.iter().chain(reads::PUBLIC_NODES).copied().collect();
    assert_eq!(BTreeSet::from_iter(sdl::nodes()), nodes);
    let page = reads::all()
        .into_iter()
        .find(|it| matches!(it.answer, Answer::MyPage))
        .expect("a case of the start page");
    for field in sdl::fields("MyPage") {
        assert!(
            page.document.contains(&format!(" {} {{", field.name)),
            "{}",
            field.name
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_may_what_the_golden_table_says() {
    let app = TestApp::sqlite().await;
    let world = World::new(&app).await;
    let askers = askers(&app).await;
    let keeper = Keeper::new(&app).await;
    let mut table = String::from("operation\ton");
    for asker in &askers {
        for place in ["own", "foreign"] {
            table.push_str(&format!("\t{} {place}", asker.title));
        }
    }
    table.push('\n');
    // Reads first: they see only what was there from the beginning.
    for read in reads::all() {
        table.push_str(&format!("{}\t{}", read.query, read.on));
        for asker in &askers {
            for place in &world.places {
                table.push_str(if seen(&read, asker, place).await {
                    "\trows"
                } else {
                    "\tnothing"
                });
            }
        }
        table.push('\n');
    }
    assert_eq!(keeper.changed().await, [""; 0], "reading has written");
    for write in writes::all() {
        table.push_str(&format!("{}\t{}", write.mutation, write.on));
        for asker in &askers {
            for place in &world.places {
                let cell = match write.input {
                    Input::Placeless(_) if place.number != cast::HERE => "-".to_owned(),
                    _ => tried(&write, &app, &keeper, asker, &world, place).await,
                };
                table.push('\t');
                table.push_str(&cell);
            }
        }
        table.push('\n');
    }
    is_golden(&table);
}

/// Whether the asker sees something. What they do not see is answered as if it were not there.
async fn seen(read: &reads::Read, asker: &Asker, place: &Place) -> bool {
    let variables = (read.variables)(place);
    let response = asker.client.graphql(read.document, variables.clone()).await;
    let found = read.found(response.data(), place);
    if !found && read.by_id() {
        let absent = asker
            .client
            .graphql(read.document, nowhere(variables))
            .await;
        assert_eq!(response.json, absent.json, "{} {}", read.query, read.on);
    }
    found
}

/// What the asker is answered, after everything is back as it was.
async fn tried(
    write: &Write,
    app: &TestApp,
    keeper: &Keeper,
    asker: &Asker,
    world: &World,
    place: &Place,
) -> String {
    let about = format!(
        "{} {} as {} in {}",
        write.mutation, write.on, asker.title, place.number
    );
    let input = match write.input {
        Input::Placeless(input) => input(world, asker.person),
        Input::In(input) => input(place),
    };
    let document = document(write.mutation);
    // These change the cookie, which the asker needs again.
    let client = match (write.mutation, asker.person) {
        ("signIn", _) => app.anonymous(),
        ("signOut", Some(person)) => app.as_user(person).await,
        _ => asker.client.clone(),
    };
    let response = client.graphql(&document, json!({ "input": input })).await;
    let mut payload = response.data()[write.mutation].clone();
    let errors = match payload
        .as_object_mut()
        .expect("a payload")
        .remove("userErrors")
    {
        Some(Value::Array(errors)) => errors,
        _ => Vec::new(),
    };
    let codes: Vec<&str> = errors
        .iter()
        .filter_map(|error| error["code"].as_str())
        .collect();
    assert_eq!(
        codes.is_empty(),
        expected(&write.leave, asker.person, place),
        "{about} is not as the permission table says: {}",
        response.text
    );
    if codes.is_empty() {
        let changed = keeper.restore().await;
        let nobody_left = write.mutation == "signOut" && asker.person.is_none();
        assert_eq!(
            changed.is_empty(),
            nobody_left,
            "{about} changed {changed:?}"
        );
        assert_eq!(
            keeper.changed().await,
            [""; 0],
            "{about} could not be put back"
        );
        return "ok".to_owned();
    }
    assert_eq!(
        keeper.changed().await,
        [""; 0],
        "{about} was refused and wrote"
    );
    // One answer, whatever the cause: no value, no field, no more errors than one.
    assert_eq!(codes.len(), 1, "{about}: {}", response.text);
    assert!(errors[0]["field"].is_null(), "{about}: {}", response.text);
    for (_, value) in payload.as_object().expect("a payload") {
        assert!(
            value.is_null() || *value == json!(false),
            "{about}: {}",
            response.text
        );
    }
    // These tell something of what is there, to somebody who may see it.
    if !["OWN_WORK", "OWN_ACCESS", "ROLES_EXCLUDE"].contains(&codes[0]) {
        let absent = client
            .graphql(&document, json!({ "input": nowhere(input) }))
            .await;
        assert_eq!(response.json, absent.json, "{about}");
    }
    codes[0].to_owned()
}

/// What the permission table says.
fn expected(leave: &Leave, person: Option<Person>, place: &Place) -> bool {
    let number: MunicipalityNumber = place.number.parse().expect("a number");
    let grants: Vec<Grant> = person.iter().map(grant).collect();
    match leave {
        Leave::Anybody => true,
        Leave::Nobody => false,
        Leave::SignedIn => person.is_some(),
        Leave::Table(action) => allowed(&grants, *action, Some(&number), false),
        Leave::National(action) => allowed(&grants, *action, None, false),
        Leave::NotTheApprover(action) => {
            let own = person.is_some_and(|person| person.role == Role::Approver);
            allowed(&grants, *action, Some(&number), own)
        }
    }
}

fn grant(person: &Person) -> Grant {
    let scope = match person.place.len() {
        4 => Scope::Municipality(person.place.parse().expect("a number")),
        2 => Scope::County(person.place.parse().expect("a number")),
        _ => Scope::Nation,
    };
    Grant {
        role: person.role,
        scope,
    }
}

/// The mutation with everything its payload has.
fn document(mutation: &str) -> String {
    let field = sdl::fields("Mutation")
        .into_iter()
        .find(|field| field.name == mutation)
        .expect("a mutation of the schema");
    let value = match field.answers {
        "SignInPayload" | "UpdateViewerPayload" => "viewer { user { id } }",
        "SignOutPayload" => "signedOut",
        "ChangePasswordPayload" => "changed",
        "TokenPayload" => "accessToken expiresIn refreshToken",
        "RevokeTokenPayload" => "revoked",
        "UserPayload" => "user { id }",
        "ChangeRequestPayload" => "changeRequest { id }",
        "ListingRecordPayload" => "listingRecord { id }",
        "DefaultHoursPayload" => "defaultHoursRecord { version inheritingListings }",
        other => panic!("what does {other} have?"),
    };
    match field.input {
        Some(input) => format!(
            "mutation($input: {input}) {{ {mutation}(input: $input) {{ {value} userErrors {{ code field message }} }} }}"
        ),
        None => format!("mutation {{ {mutation} {{ {value} }} }}"),
    }
}

/// The same with ids that nothing has.
fn nowhere(mut variables: Value) -> Value {
    for value in variables
        .as_object_mut()
        .into_iter()
        .flat_map(|it| it.values_mut())
    {
        let Some((prefix, hex)) = value.as_str().and_then(|text| text.rsplit_once('_')) else {
            continue;
        };
        if hex.len() == 32 {
            *value = json!(format!("{prefix}_{}", "7".repeat(32)));
        }
    }
    variables
}

fn is_golden(table: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("authz_matrix/golden.tsv");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&file, table).expect("the golden file");
    }
    let golden = std::fs::read_to_string(&file).unwrap_or_default();
    let differing: Vec<_> = golden
        .lines()
        .zip(table.lines())
        .filter(|(golden, now)| golden != now)
        .collect();
    assert!(
        golden == table,
        "golden.tsv says something else; if the new table is right, run with UPDATE_GOLDEN=1. Golden, now: {differing:#?}"
    );
}
