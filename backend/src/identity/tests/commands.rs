//! The operator's commands.

use veiviser_schema::authz::Role;

use crate::identity::cli;
use crate::identity::testing::{PASSWORD, World, new_user};

#[tokio::test]
async fn the_first_administrator_is_made_and_listed() {
    let world = World::new().await;
    let told = cli::add_user(
        &world.identity,
        new_user("kari", Role::Editor, Some("1103")),
    )
    .await
    .expect("added");
    assert_eq!(told, "kari@example.no  kari  EDITOR municipality 1103");
    let lines = cli::list_users(&world.identity).await.expect("listed");
    assert_eq!(
        lines,
        [
            "admin@example.no  admin  ADMINISTRATOR nation",
            "kari@example.no  kari  EDITOR municipality 1103",
        ]
    );
}

#[tokio::test]
async fn a_refusal_is_told_in_words() {
    let world = World::new().await;
    let mut bad = new_user("kari", Role::Editor, Some("1103"));
    bad.password = "kort".to_owned();
    let error = cli::add_user(&world.identity, bad).await.expect_err("weak");
    assert_eq!(
        error.to_string(),
        "password: The password needs at least 12 characters and must not be a common one."
    );
    let error = cli::disable_user(&world.identity, "nobody@example.no")
        .await
        .expect_err("unknown");
    assert_eq!(
        error.to_string(),
        "no user has the e-mail address nobody@example.no"
    );
    let error = cli::disable_user(&world.identity, "admin@example.no")
        .await
        .expect_err("the last");
    assert_eq!(
        error.to_string(),
        "This is the last administrator. Make somebody else an administrator first."
    );
}

#[tokio::test]
async fn disabling_and_setting_a_password_sign_out() {
    let world = World::new().await;
    world.add("kari", Role::Editor, Some("1103")).await;
    let browser = world.sign_in("kari").await;
    let new = "tolv epler og en pære";
    cli::set_password(&world.identity, " Kari@Example.no", new)
        .await
        .expect("set");
    assert!(!world.holds(&browser).await);
    let old = world
        .identity
        .sign_in(&world.anonymous(), "kari@example.no", PASSWORD)
        .await;
    assert!(old.is_err());
    world
        .identity
        .sign_in(&world.anonymous(), "kari@example.no", new)
        .await
        .expect("signed in");
    let told = cli::disable_user(&world.identity, "kari@example.no")
        .await
        .expect("disabled");
    assert_eq!(
        told,
        "kari@example.no  kari  EDITOR municipality 1103, disabled"
    );
    let disabled = world
        .identity
        .sign_in(&world.anonymous(), "kari@example.no", new)
        .await;
    assert!(disabled.is_err());
}

#[tokio::test]
async fn many_users_are_listed_to_the_last() {
    let world = World::new().await;
    let hash = world
        .identity
        .0
        .passwords
        .hash(PASSWORD)
        .await
        .expect("hashed");
    for n in 0..130 {
        let hash = hash.clone();
        world
            .db
            .write(move |tx| async move {
                let account = crate::identity::user::repo::NewAccount {
                    name: format!("user {n:03}"),
                    email: crate::identity::user::model::Email::read(&format!("{n}@example.no"))
                        .expect("an address"),
                    language: veiviser_schema::text::Language::Nb,
                    password_hash: hash,
                    demo: false,
                };
                let permit = crate::authz::Permit::operator();
                crate::identity::user::repo::insert(
                    &tx,
                    &permit,
                    account,
                    crate::identity::testing::start(),
                )
                .await
            })
            .await
            .expect("written");
    }
    let lines = cli::list_users(&world.identity).await.expect("listed");
    assert_eq!(lines.len(), 131);
    assert_eq!(lines[130], "129@example.no  user 129  no role");
}
