//! Who sees whom.

use veiviser_schema::authz::Role;
use veiviser_schema::ids::UserId;

use crate::authz::{Actor, ReadScope};
use crate::db::Explained;
use crate::graphql::connection::Page;
use crate::graphql::keyset::Window;
use crate::identity::testing::{World, wanted};
use crate::identity::user::model::{Filter, UserRecord};
use crate::identity::user::{names, repo};

const STAVANGER: Option<&str> = Some("1103");
const OSLO: Option<&str> = Some("0301");

fn page(first: i32, after: Option<String>) -> Page {
    Page::parse(Some(first), after, None, None, repo::LIST).expect("a page")
}

fn window(page: &Page) -> Window {
    repo::by_name().window(page).expect("a window")
}

async fn list(world: &World, actor: &Actor, filter: &Filter) -> Vec<UserRecord> {
    let (records, total) = world
        .identity
        .users(actor, filter, &window(&page(100, None)))
        .await
        .expect("read");
    assert_eq!(records.len() as u64, total);
    records
}

fn names_of(records: &[UserRecord]) -> Vec<&str> {
    records
        .iter()
        .map(|record| record.account.name.as_str())
        .collect()
}

#[tokio::test]
async fn an_approver_sees_those_with_a_grant_here_and_only_those_grants() {
    let world = World::new().await;
    let kari = world.add("kari", Role::Editor, STAVANGER).await;
    world.add("per", Role::Editor, OSLO).await;
    world.add("ola", Role::Approver, STAVANGER).await;
    let admin = world.sign_in("admin").await;
    for (role, place) in [(Role::Editor, OSLO), (Role::CountyCoordinator, Some("11"))] {
        world
            .identity
            .grant_role(&world.ask(&admin), Some(kari), wanted(role, place))
            .await
            .expect("given");
    }
    let everybody = list(&world, &admin.actor, &Filter::default()).await;
    assert_eq!(names_of(&everybody), ["admin", "kari", "ola", "per"]);
    assert_eq!(everybody[1].grants.len(), 3);

    let ola = world.sign_in("ola").await;
    let seen = list(&world, &ola.actor, &Filter::default()).await;
    assert_eq!(names_of(&seen), ["kari", "ola"]);
    assert_eq!(seen[0].grants.len(), 1);
    // A filter tells nothing of grants elsewhere.
    let in_oslo = Filter {
        municipality: Some("0301".parse().expect("a number")),
        ..Filter::default()
    };
    assert!(list(&world, &ola.actor, &in_oslo).await.is_empty());
    let coordinators = Filter {
        role: Some(Role::CountyCoordinator),
        ..Filter::default()
    };
    assert!(list(&world, &ola.actor, &coordinators).await.is_empty());

    let editor = world.sign_in("kari").await;
    assert!(
        list(&world, &editor.actor, &Filter::default())
            .await
            .is_empty()
    );
    assert!(
        list(&world, &Actor::anonymous(), &Filter::default())
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn everybody_sees_themselves_whole() {
    let world = World::new().await;
    let kari = world.add("kari", Role::Editor, STAVANGER).await;
    let browser = world.sign_in("kari").await;
    let own = world
        .identity
        .users_by_id(&browser.actor, &[kari])
        .await
        .expect("read")
        .pop()
        .expect("there");
    assert_eq!(own.grants.len(), 1);
    let person = browser.actor.person().expect("signed in");
    let record = world
        .identity
        .own_record(person)
        .await
        .expect("read")
        .expect("there");
    assert_eq!(record.grants.len(), 1);
    let admin = world.sign_in("admin").await.actor.user_id().expect("known");
    assert!(
        world
            .identity
            .users_by_id(&browser.actor, &[admin])
            .await
            .expect("read")
            .is_empty()
    );
    assert!(
        world
            .identity
            .users_by_id(&Actor::anonymous(), &[kari])
            .await
            .expect("read")
            .is_empty()
    );
}

#[tokio::test]
async fn filters_find_people() {
    let world = World::new().await;
    for (name, role, place) in [
        ("Åse Ødegård", Role::Editor, STAVANGER),
        ("100% sikker", Role::Approver, OSLO),
    ] {
        let mut new = crate::identity::testing::new_user("x", role, place);
        new.name = name.to_owned();
        new.email = format!("{}@example.no", name.len());
        crate::identity::cli::add_user(&world.identity, new)
            .await
            .expect("added");
    }
    let admin = world.sign_in("admin").await;
    let by_text = async |text: &str| {
        let filter = Filter {
            text: Some(text.to_owned()),
            ..Filter::default()
        };
        let found = list(&world, &admin.actor, &filter).await;
        names_of(&found).join(",")
    };
    assert_eq!(by_text("ADMIN@exa").await, "admin");
    assert_eq!(by_text("Ødegård").await, "Åse Ødegård");
    assert_eq!(by_text("ødegård").await, "Åse Ødegård");
    assert_eq!(by_text("åse").await, "Åse Ødegård");
    assert_eq!(by_text("odegard ase").await, "Åse Ødegård");
    assert_eq!(by_text("ØDEGÅRD, Åse").await, "Åse Ødegård");
    assert_eq!(by_text("100%").await, "100% sikker");
    assert_eq!(by_text("%").await, "", "no wildcard");
    assert_eq!(by_text("_dmin").await, "");
    let filter = Filter {
        role: Some(Role::Approver),
        municipality: Some("0301".parse().expect("a number")),
        ..Filter::default()
    };
    assert_eq!(
        names_of(&list(&world, &admin.actor, &filter).await),
        ["100% sikker"]
    );
    let filter = Filter {
        disabled: Some(true),
        ..Filter::default()
    };
    assert!(list(&world, &admin.actor, &filter).await.is_empty());
}

#[tokio::test]
async fn a_list_costs_three_statements_however_long_and_pages_join() {
    let world = World::new().await;
    // Two of one name: the id decides.
    for name in ["b", "a", "c"] {
        world.add(name, Role::Editor, STAVANGER).await;
    }
    let mut twin = crate::identity::testing::new_user("b2", Role::Editor, OSLO);
    twin.name = "b".to_owned();
    crate::identity::cli::add_user(&world.identity, twin)
        .await
        .expect("added");
    let admin = world.sign_in("admin").await;
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = page(2, after);
        let before = world.db.statements().total();
        let (records, total) = world
            .identity
            .users(&admin.actor, &Filter::default(), &window(&page))
            .await
            .expect("read");
        assert_eq!(world.db.statements().total() - before, 3);
        assert_eq!(total, 5);
        let listed = page.of_rows(
            records,
            total,
            |record| repo::cursor(&record.account),
            |record| record.account.email,
        );
        seen.extend(listed.edges.iter().map(|edge| edge.node.clone()));
        if !listed.has_next_page {
            break;
        }
        after = listed.edges.last().map(|edge| edge.cursor.clone());
    }
    let emails = ["a", "admin", "b", "b2", "c"].map(|name| format!("{name}@example.no"));
    assert_eq!(seen, emails);
}

#[tokio::test]
async fn names_are_read_in_one_statement() {
    let world = World::new().await;
    let kari = world.add("kari", Role::Editor, STAVANGER).await;
    let per = world.add("per", Role::Editor, OSLO).await;
    let before = world.db.statements().total();
    let unknown = UserId(uuid::Uuid::from_u128(9));
    let found = names(world.db.reader(), [kari, per, kari, unknown])
        .await
        .expect("read");
    assert_eq!(world.db.statements().total() - before, 1);
    assert_eq!(found.len(), 2);
    assert_eq!(found[&per], "per");
    assert!(names(world.db.reader(), []).await.expect("read").is_empty());
    assert_eq!(world.db.statements().total() - before, 1);
}

#[tokio::test]
async fn users_are_read_in_the_order_they_are_shown() {
    let world = World::new().await;
    for name in ["b", "a", "c"] {
        world.add(name, Role::Editor, STAVANGER).await;
    }
    let connection = Explained::new(world.db.reader());
    let (all, everybody) = (ReadScope::system(), Filter::default());
    let mut after = None;
    // With the administrator they are four.
    for rows in [3, 2] {
        let window = window(&page(2, after.take()));
        let (accounts, _) = repo::page(&connection, &all, &everybody, &window)
            .await
            .expect("read");
        assert_eq!(accounts.len(), rows);
        let plan = connection.page();
        let by_name = plan
            .steps
            .iter()
            .any(|step| step.contains("user_account_by_name"));
        assert!(by_name && !plan.sorts() && !plan.scans(), "{plan:#?}");
        after = accounts
            .get(1)
            .map(|account| repo::cursor(account).encode(&repo::LIST));
    }
}
