//! Who may make, change and disable whom.

use uuid::Uuid;
use veiviser_schema::authz::Role;
use veiviser_schema::ids::{GrantId, UserId};
use veiviser_schema::outcome::ErrorCode;

use crate::identity::testing::{Browser, PASSWORD, World, code, new_user, refusals, wanted};

const STAVANGER: Option<&str> = Some("1103");
const OSLO: Option<&str> = Some("0301");
const ROGALAND: Option<&str> = Some("11");

async fn grant_of(world: &World, asker: &Browser, user: UserId) -> GrantId {
    world
        .identity
        .users_by_id(&asker.actor, &[user])
        .await
        .expect("read")
        .pop()
        .expect("visible")
        .grants[0]
        .id
}

#[tokio::test]
async fn an_approver_makes_editors_of_their_own_municipality_and_nothing_else() {
    let world = World::new().await;
    world.add("ola", Role::Approver, STAVANGER).await;
    let ola = world.sign_in("ola").await;
    let request = world.ask(&ola);
    let made = world
        .identity
        .create_user(&request, new_user("ny", Role::Editor, STAVANGER))
        .await
        .expect("made");
    assert_eq!(made.account.email, "ny@example.no");
    assert_eq!(made.grants.len(), 1);
    assert_eq!(
        made.grants[0].granted_by.as_ref().map(|by| by.1.as_str()),
        Some("ola")
    );
    for (role, place) in [
        (Role::Editor, OSLO),
        (Role::Approver, STAVANGER),
        (Role::CountyCoordinator, ROGALAND),
        (Role::NationalCoordinator, None),
        (Role::Administrator, None),
        // Not a grant at all.
        (Role::Editor, None),
    ] {
        let answer = world
            .identity
            .create_user(&request, new_user("to", role, place))
            .await;
        assert_eq!(code(answer), ErrorCode::NotAllowed, "{role:?} {place:?}");
    }
    let nobody = world
        .identity
        .create_user(&world.anonymous(), new_user("to", Role::Editor, STAVANGER))
        .await;
    assert_eq!(code(nobody), ErrorCode::NotSignedIn);
    assert_eq!(world.told("user.created").await, 3);
    assert_eq!(world.told("role.granted").await, 3);
}

#[tokio::test]
async fn everything_wrong_with_a_new_user_is_told_at_once() {
    let world = World::new().await;
    let admin = world.sign_in("admin").await;
    let request = world.ask(&admin);
    let mut bad = new_user("x", Role::Editor, None);
    bad.name = " ".to_owned();
    bad.email = "nobody".to_owned();
    bad.password = "kort".to_owned();
    let codes = refusals(world.identity.create_user(&request, bad).await);
    let expected = [
        (ErrorCode::Required, "name"),
        (ErrorCode::EmailInvalid, "email"),
        (ErrorCode::PasswordWeak, "password"),
        (ErrorCode::ScopeInvalid, "municipalityNumber"),
    ];
    assert_eq!(
        codes,
        expected.map(|(code, field)| (code, Some(field.to_owned())))
    );
    let mut taken = new_user("y", Role::Editor, STAVANGER);
    taken.email = "ADMIN@example.no".to_owned();
    assert_eq!(
        refusals(world.identity.create_user(&request, taken).await),
        [(ErrorCode::EmailTaken, Some("email".to_owned()))]
    );
    // Well-formed, but no such municipality.
    let nowhere = new_user("z", Role::Editor, Some("9999"));
    assert_eq!(
        refusals(world.identity.create_user(&request, nowhere).await),
        [(
            ErrorCode::ScopeInvalid,
            Some("municipalityNumber".to_owned())
        )]
    );
    assert_eq!(world.told("user.created").await, 1, "only the first");
}

#[tokio::test]
async fn an_approver_gives_and_takes_the_editors_role_to_people_they_see() {
    let world = World::new().await;
    world.add("ola", Role::Approver, STAVANGER).await;
    let kari = world.add("kari", Role::Editor, STAVANGER).await;
    let foreign = world.add("per", Role::Editor, OSLO).await;
    let ola = world.sign_in("ola").await;
    let request = world.ask(&ola);
    for unseen in [Some(foreign), Some(UserId(Uuid::from_u128(9))), None] {
        let answer = world
            .identity
            .grant_role(&request, unseen, wanted(Role::Editor, STAVANGER))
            .await;
        assert_eq!(code(answer), ErrorCode::NotAllowed);
    }
    let admin = world.sign_in("admin").await;
    let foreign_grant = grant_of(&world, &admin, foreign).await;
    for unseen in [Some(foreign_grant), Some(GrantId(Uuid::from_u128(9))), None] {
        let answer = world.identity.revoke_role(&request, unseen).await;
        assert_eq!(code(answer), ErrorCode::NotAllowed);
    }
    let held = grant_of(&world, &ola, kari).await;
    let record = world
        .identity
        .revoke_role(&request, Some(held))
        .await
        .expect("revoked");
    assert_eq!(record.account.id, kari);
    assert!(record.grants.is_empty());
    // The last grant here is gone, and with it the sight of her.
    assert!(
        world
            .identity
            .users_by_id(&ola.actor, &[kari])
            .await
            .expect("read")
            .is_empty()
    );
}

#[tokio::test]
async fn the_same_grant_twice_is_one() {
    let world = World::new().await;
    let kari = world.add("kari", Role::Editor, STAVANGER).await;
    let admin = world.sign_in("admin").await;
    let request = world.ask(&admin);
    let give = async |role, place| {
        world
            .identity
            .grant_role(&request, Some(kari), wanted(role, place))
            .await
            .expect("given")
            .grants
            .len()
    };
    assert_eq!(give(Role::Editor, STAVANGER).await, 1);
    assert_eq!(give(Role::Editor, OSLO).await, 2);
    assert_eq!(give(Role::CountyCoordinator, ROGALAND).await, 3);
    assert_eq!(give(Role::CountyCoordinator, ROGALAND).await, 3);
    assert_eq!(give(Role::NationalCoordinator, None).await, 4);
    let malformed = world
        .identity
        .grant_role(&request, Some(kari), wanted(Role::Approver, None))
        .await;
    assert_eq!(code(malformed), ErrorCode::ScopeInvalid);
}

#[tokio::test]
async fn disabling_signs_out_everywhere_and_enabling_lets_in_again() {
    let world = World::new().await;
    let kari = world.add("kari", Role::Editor, STAVANGER).await;
    let (admin, browser) = (world.sign_in("admin").await, world.sign_in("kari").await);
    let tokens = world
        .identity
        .issue_token(&world.anonymous(), "kari@example.no", PASSWORD)
        .await
        .expect("issued");
    let request = world.ask(&admin);
    let record = world
        .identity
        .disable_user(&request, Some(kari))
        .await
        .expect("disabled");
    assert!(record.account.disabled);
    assert!(!world.holds(&browser).await);
    assert!(!world.bears(&tokens.access_token).await);
    let refreshed = world
        .identity
        .refresh_token(&world.anonymous(), &tokens.refresh_token)
        .await;
    assert_eq!(code(refreshed.map(drop)), ErrorCode::TokenInvalid);
    let record = world
        .identity
        .enable_user(&request, Some(kari))
        .await
        .expect("enabled");
    assert!(!record.account.disabled);
    assert!(!world.holds(&browser).await, "old sessions stay ended");
    world.sign_in("kari").await;
    assert_eq!(world.told("user.disabled").await, 1);
    assert_eq!(world.told("user.enabled").await, 1);
}

#[tokio::test]
async fn only_administrators_disable_enable_and_set_passwords() {
    let world = World::new().await;
    let kari = world.add("kari", Role::Editor, STAVANGER).await;
    world.add("ola", Role::Approver, STAVANGER).await;
    let ola = world.sign_in("ola").await;
    let request = world.ask(&ola);
    let identity = &world.identity;
    let new = "tolv epler og en pære".to_owned();
    assert_eq!(
        code(identity.disable_user(&request, Some(kari)).await),
        ErrorCode::NotAllowed
    );
    assert_eq!(
        code(identity.enable_user(&request, Some(kari)).await),
        ErrorCode::NotAllowed
    );
    let set = identity
        .set_password(&request, Some(kari), new.clone())
        .await;
    assert_eq!(code(set), ErrorCode::NotAllowed);
    let admin = world.sign_in("admin").await;
    let request = world.ask(&admin);
    for unknown in [None, Some(UserId(Uuid::from_u128(9)))] {
        assert_eq!(
            code(identity.disable_user(&request, unknown).await),
            ErrorCode::NotAllowed
        );
        assert_eq!(
            code(identity.set_password(&request, unknown, new.clone()).await),
            ErrorCode::NotAllowed
        );
    }
}

#[tokio::test]
async fn a_password_set_by_an_administrator_signs_the_user_out() {
    let world = World::new().await;
    let kari = world.add("kari", Role::Editor, STAVANGER).await;
    let (admin, browser) = (world.sign_in("admin").await, world.sign_in("kari").await);
    let request = world.ask(&admin);
    let new = "tolv epler og en pære";
    let weak = world
        .identity
        .set_password(&request, Some(kari), "kari@example.no".to_owned())
        .await;
    assert_eq!(
        refusals(weak),
        [(ErrorCode::PasswordWeak, Some("newPassword".to_owned()))]
    );
    world
        .identity
        .set_password(&request, Some(kari), new.to_owned())
        .await
        .expect("set");
    assert!(!world.holds(&browser).await);
    assert!(world.holds(&admin).await);
    let signed_in = world
        .identity
        .sign_in(&world.anonymous(), "kari@example.no", new)
        .await;
    assert!(signed_in.is_ok());
}

#[tokio::test]
async fn nobody_takes_their_own_access_away() {
    let world = World::new().await;
    let other = world.add("anna", Role::Administrator, None).await;
    let (admin, anna) = (world.sign_in("admin").await, world.sign_in("anna").await);
    let own = admin.actor.user_id();
    let request = world.ask(&admin);
    assert_eq!(
        code(world.identity.disable_user(&request, own).await),
        ErrorCode::OwnAccess
    );
    let held = grant_of(&world, &anna, own.expect("signed in")).await;
    assert_eq!(
        code(world.identity.revoke_role(&request, Some(held)).await),
        ErrorCode::OwnAccess
    );
    let own_password = world
        .identity
        .set_password(&request, own, "tolv epler og en pære".to_owned())
        .await;
    assert_eq!(code(own_password), ErrorCode::WrongState);
    let theirs = grant_of(&world, &admin, other).await;
    world
        .identity
        .revoke_role(&request, Some(theirs))
        .await
        .expect("another administrator's may be taken");
}

#[tokio::test]
async fn nobody_gives_themselves_anything() {
    let world = World::new().await;
    world.add("ola", Role::Approver, STAVANGER).await;
    let (admin, ola) = (world.sign_in("admin").await, world.sign_in("ola").await);
    for (who, role, place) in [
        (&admin, Role::NationalCoordinator, None),
        (&admin, Role::Editor, STAVANGER),
        // What one has already is no exception.
        (&admin, Role::Administrator, None),
        (&ola, Role::Editor, STAVANGER),
    ] {
        let answer = world
            .identity
            .grant_role(&world.ask(who), who.actor.user_id(), wanted(role, place))
            .await;
        assert_eq!(code(answer), ErrorCode::OwnAccess, "{role:?}");
    }
    // What they may not give to anybody is refused as ever.
    let answer = world
        .identity
        .grant_role(
            &world.ask(&ola),
            ola.actor.user_id(),
            wanted(Role::Approver, STAVANGER),
        )
        .await;
    assert_eq!(code(answer), ErrorCode::NotAllowed);
    assert_eq!(world.told("role.granted").await, 2, "the two first ones");
}

#[tokio::test]
async fn whoever_administers_cannot_approve_and_the_other_way_round() {
    let world = World::new().await;
    let admin = world.sign_in("admin").await;
    let request = world.ask(&admin);
    let give = async |user, role, place| {
        world
            .identity
            .grant_role(&request, Some(user), wanted(role, place))
            .await
    };
    let anna = world.add("anna", Role::Administrator, None).await;
    let nina = world.add("nina", Role::NationalCoordinator, None).await;
    let alf = world.add("alf", Role::Approver, STAVANGER).await;
    for (user, role, place) in [
        (anna, Role::NationalCoordinator, None),
        (anna, Role::Approver, OSLO),
        (nina, Role::Administrator, None),
        (alf, Role::Administrator, None),
    ] {
        let answer = give(user, role, place).await;
        assert_eq!(code(answer), ErrorCode::RolesExclude, "{role:?}");
    }
    for (user, role, place) in [
        (anna, Role::Editor, STAVANGER),
        (nina, Role::Approver, STAVANGER),
        (alf, Role::CountyCoordinator, ROGALAND),
    ] {
        give(user, role, place).await.expect("these go together");
    }
}

#[tokio::test]
async fn two_administrators_cannot_remove_each_other() {
    let world = World::new().await;
    let anna_id = world.add("anna", Role::Administrator, None).await;
    let (admin, anna) = (world.sign_in("admin").await, world.sign_in("anna").await);
    let admin_id = admin.actor.user_id();
    // Both were administrators when their requests began.
    let (by_admin, by_anna) = (world.ask(&admin), world.ask(&anna));
    let (one, other) = tokio::join!(
        world.identity.disable_user(&by_admin, Some(anna_id)),
        world.identity.disable_user(&by_anna, admin_id),
    );
    let refused = match (one, other) {
        (Ok(_), refused) | (refused, Ok(_)) => refused,
        both => panic!("one must win: {both:?}"),
    };
    assert_eq!(code(refused), ErrorCode::WrongState);
    let standing = [world.holds(&admin).await, world.holds(&anna).await];
    assert_eq!(standing.iter().filter(|stands| **stands).count(), 1);
}
