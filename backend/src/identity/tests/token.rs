use chrono::TimeDelta;
use veiviser_schema::authz::Role;
use veiviser_schema::outcome::ErrorCode;

use crate::identity::Credentials;
use crate::identity::testing::{PASSWORD, World, code};
use crate::identity::token::cli::{self, OldKeys};
use crate::identity::token::model::TokenPair;

async fn issue(world: &World, name: &str) -> TokenPair {
    world
        .identity
        .issue_token(&world.anonymous(), &format!("{name}@example.no"), PASSWORD)
        .await
        .expect("issued")
}

async fn refresh(world: &World, token: &str) -> Result<TokenPair, ErrorCode> {
    match world
        .identity
        .refresh_token(&world.anonymous(), token)
        .await
    {
        Ok(pair) => Ok(pair),
        Err(failure) => Err(code(Err::<(), _>(failure))),
    }
}

#[tokio::test]
async fn an_access_token_says_who_and_the_database_says_what() {
    let world = World::new().await;
    let kari = world.add("kari", Role::Editor, Some("1103")).await;
    let pair = issue(&world, "kari").await;
    assert_eq!(pair.lasts, TimeDelta::minutes(10));
    let grants = async || {
        let found = world
            .identity
            .recognise(Credentials::Bearer(&pair.access_token), world.clock.now())
            .await
            .expect("asked");
        assert!(found.session.is_none());
        found.actor.person().expect("known").grants.len()
    };
    assert_eq!(grants().await, 1);
    let admin = world.sign_in("admin").await;
    let held = world
        .identity
        .users_by_id(&admin.actor, &[kari])
        .await
        .expect("read")
        .pop()
        .expect("there")
        .grants;
    world
        .identity
        .revoke_role(&world.ask(&admin), Some(held[0].id))
        .await
        .expect("revoked");
    assert_eq!(grants().await, 0, "the same token, at once");
}

#[tokio::test]
async fn an_access_token_ends_after_ten_minutes() {
    let world = World::new().await;
    let pair = issue(&world, "admin").await;
    world.pass(TimeDelta::minutes(10));
    assert!(
        world.bears(&pair.access_token).await,
        "a few seconds' grace"
    );
    world.pass(TimeDelta::seconds(5));
    assert!(!world.bears(&pair.access_token).await);
}

#[tokio::test]
async fn a_bearer_costs_one_statement() {
    let world = World::new().await;
    let pair = issue(&world, "admin").await;
    let before = world.db.statements().total();
    assert!(world.bears(&pair.access_token).await);
    assert_eq!(world.db.statements().total() - before, 1);
}

#[tokio::test]
async fn another_instance_knows_the_key_and_makes_none_of_its_own() {
    let world = World::new().await;
    let pair = issue(&world, "admin").await;
    let other = world.another_instance();
    let found = other
        .recognise(Credentials::Bearer(&pair.access_token), world.clock.now())
        .await
        .expect("asked");
    assert!(found.actor.person().is_some());
    let theirs = other
        .issue_token(&world.anonymous(), "admin@example.no", PASSWORD)
        .await
        .expect("issued");
    assert!(world.bears(&theirs.access_token).await);
    let published = other.jwks().await.expect("read");
    assert_eq!(published["keys"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_key_is_replaced_after_ninety_days_and_the_old_one_goes() {
    let world = World::new().await;
    issue(&world, "admin").await;
    world.pass(TimeDelta::days(90) - TimeDelta::minutes(1));
    let last_of_the_old = issue(&world, "admin").await;
    world.pass(TimeDelta::minutes(1));
    let first_of_the_new = issue(&world, "admin").await;
    assert!(world.bears(&last_of_the_old.access_token).await);
    assert!(world.bears(&first_of_the_new.access_token).await);
    let published = async || {
        let keys = world.identity.jwks().await.expect("read");
        keys["keys"].as_array().map(Vec::len)
    };
    assert_eq!(published().await, Some(2));
    world.pass(TimeDelta::hours(2));
    assert_eq!(published().await, Some(1));
}

/// A key that somebody else may have: no running instance believes it for longer than a minute, and none signs with it.
#[tokio::test]
async fn a_key_that_was_taken_away_is_believed_nowhere() {
    let world = World::new().await;
    let before = issue(&world, "admin").await;
    let other = world.another_instance();
    let believed_there = async || {
        let asked = other.recognise(Credentials::Bearer(&before.access_token), world.clock.now());
        asked.await.expect("asked").actor.person().is_some()
    };
    assert!(believed_there().await);
    let operator = world.another_instance();
    let made = cli::rotate_keys(&operator, OldKeys::Forgotten)
        .await
        .expect("rotated");
    world.pass(TimeDelta::seconds(1));
    let after = issue(&world, "admin").await;
    world.pass(TimeDelta::seconds(59));
    assert!(!believed_there().await);
    assert!(!world.bears(&before.access_token).await);
    assert!(
        world.bears(&after.access_token).await,
        "signed with the new key"
    );
    let listed = cli::list_keys(&operator).await.expect("listed");
    assert_eq!(listed, [made]);
    assert_eq!(world.told("signing_key.rotated").await, 1);
    // Nobody has to sign in again.
    assert!(refresh(&world, &before.refresh_token).await.is_ok());
}

#[tokio::test]
async fn a_key_that_was_only_replaced_is_believed_for_as_long_as_its_tokens_last() {
    let world = World::new().await;
    let before = issue(&world, "admin").await;
    world.pass(TimeDelta::seconds(1));
    cli::rotate_keys(&world.identity, OldKeys::Linger)
        .await
        .expect("rotated");
    world.pass(TimeDelta::minutes(9));
    assert!(world.bears(&before.access_token).await);
    let listed = cli::list_keys(&world.identity).await.expect("listed");
    assert_eq!(listed.len(), 2, "{listed:?}");
    assert!(
        listed[0].contains("signs no more, is believed until"),
        "{listed:?}"
    );
    assert!(listed[1].contains("signs until"), "{listed:?}");
    world.pass(TimeDelta::hours(1));
    let listed = cli::list_keys(&world.identity).await.expect("listed");
    assert!(listed[0].ends_with("is believed no more"), "{listed:?}");
}

#[tokio::test]
async fn a_refresh_token_works_once_and_gives_the_next() {
    let world = World::new().await;
    let first = issue(&world, "admin").await;
    world.pass(TimeDelta::minutes(11));
    let second = refresh(&world, &first.refresh_token).await.expect("next");
    assert!(world.bears(&second.access_token).await);
    let third = refresh(&world, &second.refresh_token).await.expect("next");
    assert_ne!(third.refresh_token, second.refresh_token);
}

#[tokio::test]
async fn a_token_used_twice_revokes_its_whole_family_and_no_other() {
    let world = World::new().await;
    let first = issue(&world, "admin").await;
    let elsewhere = issue(&world, "admin").await;
    let second = refresh(&world, &first.refresh_token).await.expect("next");
    let again = refresh(&world, &first.refresh_token).await;
    assert_eq!(again.err(), Some(ErrorCode::TokenInvalid));
    assert_eq!(
        refresh(&world, &second.refresh_token).await.err(),
        Some(ErrorCode::TokenInvalid),
        "the revocation was kept though the call was refused"
    );
    assert!(!world.bears(&first.access_token).await);
    assert!(!world.bears(&second.access_token).await);
    assert!(world.bears(&elsewhere.access_token).await);
    assert!(refresh(&world, &elsewhere.refresh_token).await.is_ok());
    assert_eq!(world.told("token.reused").await, 1);
}

#[tokio::test]
async fn of_two_refreshes_at_once_one_wins() {
    let world = World::new().await;
    let first = issue(&world, "admin").await;
    let (one, other) = tokio::join!(
        refresh(&world, &first.refresh_token),
        refresh(&world, &first.refresh_token)
    );
    assert_eq!(
        [one.is_ok(), other.is_ok()]
            .iter()
            .filter(|ok| **ok)
            .count(),
        1
    );
}

#[tokio::test]
async fn a_refresh_token_expires_after_thirty_days() {
    let world = World::new().await;
    let first = issue(&world, "admin").await;
    world.pass(TimeDelta::days(30));
    assert_eq!(
        refresh(&world, &first.refresh_token).await.err(),
        Some(ErrorCode::TokenInvalid)
    );
    for text in ["", "made up", &"a".repeat(1000)] {
        assert_eq!(
            refresh(&world, text).await.err(),
            Some(ErrorCode::TokenInvalid)
        );
    }
}

#[tokio::test]
async fn revoking_ends_the_access_token_too() {
    let world = World::new().await;
    let pair = issue(&world, "admin").await;
    world
        .identity
        .revoke_token(&world.anonymous(), &pair.refresh_token)
        .await
        .expect("revoked");
    assert!(!world.bears(&pair.access_token).await);
    assert!(refresh(&world, &pair.refresh_token).await.is_err());
    let unknown = world
        .identity
        .revoke_token(&world.anonymous(), "made up")
        .await;
    assert_eq!(code(unknown), ErrorCode::TokenInvalid);
}

#[tokio::test]
async fn wrong_passwords_for_tokens_and_for_sessions_count_together() {
    let world = World::new().await;
    for _ in 0..10 {
        let answer = world
            .identity
            .issue_token(&world.anonymous(), "admin@example.no", "wrong")
            .await;
        assert_eq!(code(answer.map(drop)), ErrorCode::BadCredentials);
    }
    let answer = world
        .identity
        .sign_in(&world.anonymous(), "admin@example.no", PASSWORD)
        .await;
    assert_eq!(code(answer), ErrorCode::TooManyAttempts);
}
