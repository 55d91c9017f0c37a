use chrono::TimeDelta;
use veiviser_schema::authz::{Grant, Role, Scope};
use veiviser_schema::outcome::ErrorCode;
use veiviser_schema::text::Language;

use crate::authz::ReadScope;
use crate::context::SessionChange;
use crate::graphql::connection::Page;
use crate::identity::demo::DemoUser;
use crate::identity::testing::{PASSWORD, World, code};
use crate::identity::user::model::Filter;
use crate::identity::user::repo;
use crate::identity::{Credentials, Identity};

#[tokio::test]
async fn somebody_who_signs_in_is_known_with_grants_and_language() {
    let world = World::new().await;
    world.add("kari", Role::Editor, Some("1103")).await;
    let browser = world.sign_in("kari").await;
    let person = browser.actor.person().expect("signed in");
    assert_eq!(person.name, "kari");
    assert_eq!(person.language, Language::Nn);
    assert_eq!(person.grants.len(), 1);
    assert_eq!(person.grants[0].role, Role::Editor);
    assert_eq!(world.told("session.began").await, 1);
}

#[tokio::test]
async fn a_request_with_a_cookie_costs_one_statement() {
    let world = World::new().await;
    let browser = world.sign_in("admin").await;
    let before = world.db.statements().total();
    assert!(world.holds(&browser).await);
    assert_eq!(world.db.statements().total() - before, 1);
}

#[tokio::test]
async fn the_address_is_compared_folded() {
    let world = World::new().await;
    let request = world.anonymous();
    let signed_in = world
        .identity
        .sign_in(&request, "  Admin@Example.NO ", PASSWORD)
        .await;
    assert!(signed_in.is_ok());
}

#[tokio::test]
async fn unknown_wrong_and_disabled_are_one_answer() {
    let world = World::new().await;
    let kari = world.add("kari", Role::Editor, Some("1103")).await;
    let admin = world.sign_in("admin").await;
    world
        .identity
        .disable_user(&world.ask(&admin), Some(kari))
        .await
        .expect("disabled");
    for (email, password) in [
        ("nobody@example.no", PASSWORD),
        ("admin@example.no", "wrong"),
        ("kari@example.no", PASSWORD),
    ] {
        let request = world.anonymous();
        let answer = world.identity.sign_in(&request, email, password).await;
        assert_eq!(code(answer), ErrorCode::BadCredentials, "{email}");
        assert!(request.take_session_change().is_none());
    }
}

#[tokio::test]
async fn too_many_wrong_passwords_close_the_account_even_to_the_right_one() {
    let world = World::new().await;
    for _ in 0..10 {
        let answer = world
            .identity
            .sign_in(&world.anonymous(), "admin@example.no", "wrong")
            .await;
        assert_eq!(code(answer), ErrorCode::BadCredentials);
    }
    let statements = world.db.statements().total();
    let answer = world
        .identity
        .sign_in(&world.anonymous(), "admin@example.no", PASSWORD)
        .await;
    assert_eq!(code(answer), ErrorCode::TooManyAttempts);
    assert_eq!(
        world.db.statements().total(),
        statements,
        "the password was not looked at"
    );
    world.pass(TimeDelta::minutes(2));
    world.sign_in("admin").await;
}

#[tokio::test]
async fn a_session_ends_twelve_hours_after_it_began_however_much_it_is_used() {
    let world = World::new().await;
    let browser = world.sign_in("admin").await;
    for _ in 0..11 {
        world.pass(TimeDelta::hours(1));
        assert!(world.holds(&browser).await);
    }
    world.pass(TimeDelta::hours(1));
    assert!(!world.holds(&browser).await);
}

#[tokio::test]
async fn a_session_ends_when_it_has_been_idle_for_two_hours() {
    let world = World::new().await;
    let browser = world.sign_in("admin").await;
    world.pass(TimeDelta::minutes(119));
    assert!(world.holds(&browser).await);
    world.pass(TimeDelta::minutes(119));
    assert!(world.holds(&browser).await, "use moves the end");
    world.pass(TimeDelta::minutes(120));
    assert!(!world.holds(&browser).await);
}

#[tokio::test]
async fn use_is_written_down_once_a_minute_at_most() {
    let world = World::new().await;
    let browser = world.sign_in("admin").await;
    let committed = || world.db.statements().committed();
    let before = committed();
    world.pass(TimeDelta::seconds(59));
    assert!(world.holds(&browser).await);
    assert_eq!(committed(), before);
    world.pass(TimeDelta::seconds(1));
    assert!(world.holds(&browser).await);
    assert!(world.holds(&browser).await);
    assert_eq!(committed(), before + 1);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_takes_the_cookie() {
    let world = World::new().await;
    let (here, there) = (world.sign_in("admin").await, world.sign_in("admin").await);
    let request = world.ask(&here);
    assert!(world.identity.sign_out(&request).await.expect("asked"));
    assert!(matches!(
        request.take_session_change(),
        Some(SessionChange::Ended)
    ));
    assert!(!world.holds(&here).await);
    assert!(world.holds(&there).await);
    let nobody = world.anonymous();
    assert!(!world.identity.sign_out(&nobody).await.expect("asked"));
}

#[tokio::test]
async fn signing_in_again_ends_the_session_the_browser_had() {
    let world = World::new().await;
    let first = world.sign_in("admin").await;
    let request = world.ask(&first);
    world
        .identity
        .sign_in(&request, "admin@example.no", PASSWORD)
        .await
        .expect("signed in");
    assert!(!world.holds(&first).await);
}

#[tokio::test]
async fn what_is_no_session_is_nobody() {
    let world = World::new().await;
    for credentials in [
        Credentials::Cookie("made up"),
        Credentials::Cookie(""),
        Credentials::Bearer("made up"),
    ] {
        let found = world
            .identity
            .recognise(credentials, world.clock.now())
            .await
            .expect("asked");
        assert!(found.actor.person().is_none() && found.session.is_none());
        assert!(found.refused);
    }
    let found = world
        .identity
        .recognise(Credentials::None, world.clock.now())
        .await
        .expect("asked");
    assert!(!found.refused);
}

#[tokio::test]
async fn the_table_holds_no_cookie_value() {
    use sea_orm::{ConnectionTrait, Statement};
    let world = World::new().await;
    let browser = world.sign_in("admin").await;
    let row = world
        .db
        .reader()
        .query_one_raw(Statement::from_string(
            world.db.reader().get_database_backend(),
            "select token_hash from session",
        ))
        .await
        .expect("read")
        .expect("a session");
    let kept: Vec<u8> = row.try_get("", "token_hash").expect("bytes");
    assert_eq!(kept.len(), 32);
    assert_ne!(kept, browser.secret.as_bytes());
}

/// Everybody knows a demo account's password: where others can reach the server, it opens nothing, whenever the account came.
#[tokio::test]
async fn a_demo_account_is_signed_in_with_only_where_nobody_else_comes() {
    let world = World::new().await;
    let account = DemoUser {
        email: "demo@example.no",
        name: "Demo Bjørk",
        password: "kjent av alle",
        grant: Grant {
            role: Role::Administrator,
            scope: Scope::Nation,
        },
    };
    let made = world.identity.ensure_demo_user(account, world.clock.now());
    let (id, new) = made.await.expect("made");
    assert!(new);
    // Found and listed like any other.
    let filter = Filter {
        text: Some("bjork".to_owned()),
        ..Filter::default()
    };
    let page = Page::first(1, repo::LIST);
    let window = repo::by_name().window(&page).expect("a window");
    let (accounts, _) = repo::page(world.db.reader(), &ReadScope::system(), &filter, &window)
        .await
        .expect("read");
    assert_eq!(accounts.iter().map(|it| it.id).collect::<Vec<_>>(), [id]);
    let sign_in = async |identity: &Identity| {
        let request = world.anonymous();
        let signed_in = identity.sign_in(&request, "demo@example.no", "kjent av alle");
        signed_in.await.map(|person| person.name)
    };
    let refused = sign_in(&world.identity).await;
    assert_eq!(code(refused), ErrorCode::BadCredentials);
    let local = world.another_instance_with(|settings| settings.demo_accounts = true);
    assert_eq!(sign_in(&local).await.expect("signed in"), "Demo Bjørk");
}
