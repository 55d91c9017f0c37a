use veiviser_schema::authz::Role;
use veiviser_schema::outcome::ErrorCode;
use veiviser_schema::text::Language;

use crate::identity::testing::{PASSWORD, World, code, refusals};

const NEW: &str = "kaffe-fjord-lampe";

#[tokio::test]
async fn changing_the_password_ends_every_other_session_and_token() {
    let world = World::new().await;
    let (here, there) = (world.sign_in("admin").await, world.sign_in("admin").await);
    let tokens = world
        .identity
        .issue_token(&world.anonymous(), "admin@example.no", PASSWORD)
        .await
        .expect("issued");
    world
        .identity
        .change_password(&world.ask(&here), PASSWORD, NEW)
        .await
        .expect("changed");
    assert!(world.holds(&here).await);
    assert!(!world.holds(&there).await);
    assert!(!world.bears(&tokens.access_token).await);
    let refreshed = world
        .identity
        .refresh_token(&world.anonymous(), &tokens.refresh_token)
        .await;
    assert_eq!(code(refreshed.map(drop)), ErrorCode::TokenInvalid);
    let old = world
        .identity
        .sign_in(&world.anonymous(), "admin@example.no", PASSWORD)
        .await;
    assert_eq!(code(old), ErrorCode::BadCredentials);
    let new = world
        .identity
        .sign_in(&world.anonymous(), "admin@example.no", NEW)
        .await;
    assert!(new.is_ok());
    assert_eq!(world.told("user.password_changed").await, 1);
}

#[tokio::test]
async fn a_password_is_changed_only_by_who_knows_it_and_to_a_good_one() {
    let world = World::new().await;
    let here = world.sign_in("admin").await;
    let request = world.ask(&here);
    let blamed = |code, field: &str| vec![(code, Some(field.to_owned()))];
    let change = async |current: &str, new: &str| {
        refusals(world.identity.change_password(&request, current, new).await)
    };
    assert_eq!(
        change("wrong", NEW).await,
        blamed(ErrorCode::BadCredentials, "currentPassword")
    );
    assert_eq!(
        change(PASSWORD, "password1234").await,
        blamed(ErrorCode::PasswordWeak, "newPassword")
    );
    assert_eq!(
        change(PASSWORD, &"abcdefgh".repeat(40)).await,
        blamed(ErrorCode::TooLong, "newPassword")
    );
    let nobody = world
        .identity
        .change_password(&world.anonymous(), PASSWORD, NEW)
        .await;
    assert_eq!(code(nobody), ErrorCode::NotSignedIn);
    // Whoever found an open browser cannot guess on.
    for _ in 0..9 {
        assert_eq!(change("wrong", NEW).await[0].0, ErrorCode::BadCredentials);
    }
    assert_eq!(
        change(PASSWORD, NEW).await,
        vec![(ErrorCode::TooManyAttempts, None)]
    );
}

#[tokio::test]
async fn of_two_password_changes_at_once_one_wins() {
    let world = World::new().await;
    let here = world.sign_in("admin").await;
    let (one, other) = (world.ask(&here), world.ask(&here));
    let (one, other) = tokio::join!(
        world.identity.change_password(&one, PASSWORD, NEW),
        world
            .identity
            .change_password(&other, PASSWORD, "tolv epler og en pære")
    );
    assert_eq!(
        [one.is_ok(), other.is_ok()]
            .iter()
            .filter(|ok| **ok)
            .count(),
        1
    );
    assert_eq!(world.told("user.password_changed").await, 1);
}

#[tokio::test]
async fn one_changes_ones_own_name_and_language() {
    let world = World::new().await;
    world.add("kari", Role::Editor, Some("1103")).await;
    let kari = world.sign_in("kari").await;
    let request = world.ask(&kari);
    let person = world
        .identity
        .update_viewer(
            &request,
            Some("  Kari  Nordmann ".to_owned()),
            Some(Language::En),
        )
        .await
        .expect("changed");
    assert_eq!(person.name, "Kari Nordmann");
    assert_eq!(person.language, Language::En);
    assert_eq!(person.grants.len(), 1);
    let unchanged = world
        .identity
        .update_viewer(&request, None, None)
        .await
        .expect("nothing to do");
    assert_eq!(unchanged.name, "Kari Nordmann");
    let empty = world
        .identity
        .update_viewer(&request, Some(" ".to_owned()), None)
        .await;
    assert_eq!(
        refusals(empty),
        [(ErrorCode::Required, Some("name".to_owned()))]
    );
    let nobody = world
        .identity
        .update_viewer(&world.anonymous(), None, None)
        .await;
    assert_eq!(code(nobody), ErrorCode::NotSignedIn);
}
