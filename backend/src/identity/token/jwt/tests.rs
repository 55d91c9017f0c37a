use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;
use veiviser_schema::ids::UserId;

use super::super::keys::generate;
use super::super::model::ACCESS;
use super::*;
use crate::identity::testing::start;
use crate::random::Randomness;

const ISSUER: &str = "https://veiviser.example.no";

fn key() -> StoredKey {
    generate(&Randomness::seeded(1), start()).expect("a key")
}

fn claims() -> Claims {
    let now = start().timestamp();
    Claims {
        iss: ISSUER.to_owned(),
        aud: ISSUER.to_owned(),
        sub: UserId(Uuid::from_u128(1)),
        sid: Uuid::from_u128(2),
        jti: Uuid::from_u128(3),
        iat: now,
        nbf: now,
        exp: now + ACCESS.num_seconds(),
    }
}

fn header() -> Header {
    Header {
        typ: Some(TYPE.to_owned()),
        kid: Some(key().kid),
        ..Header::new(Algorithm::EdDSA)
    }
}

fn sign(header: &Header, claims: &Value) -> String {
    let key = EncodingKey::from_ed_der(&key().private_key);
    jsonwebtoken::encode(header, claims, &key).expect("signed")
}

fn read_at(token: &str, now: DateTime<Utc>) -> Result<Claims, Refused> {
    let own = key();
    read(token, ISSUER, now, |kid| {
        (kid == own.kid).then(|| DecodingKey::from_ed_der(&own.public_key))
    })
}

fn refused(token: &str) -> Refused {
    read_at(token, start()).expect_err("refused")
}

#[test]
fn a_token_reads_back_for_ten_minutes() {
    let token = write(&key(), &claims()).expect("written");
    assert_eq!(read_at(&token, start()), Ok(claims()));
    let end = start() + ACCESS;
    assert!(read_at(&token, end + TimeDelta::seconds(LEEWAY - 1)).is_ok());
    assert_eq!(
        read_at(&token, end + TimeDelta::seconds(LEEWAY)),
        Err(Refused::Time)
    );
    assert!(read_at(&token, start() - TimeDelta::seconds(LEEWAY)).is_ok());
    assert_eq!(
        read_at(&token, start() - TimeDelta::seconds(LEEWAY + 1)),
        Err(Refused::Time)
    );
}

#[test]
fn every_claim_is_required() {
    let whole = serde_json::to_value(claims()).expect("JSON");
    assert!(read_at(&sign(&header(), &whole), start()).is_ok());
    for claim in ["iss", "aud", "sub", "sid", "jti", "iat", "nbf", "exp"] {
        let mut without = whole.clone();
        without.as_object_mut().expect("an object").remove(claim);
        assert_eq!(
            refused(&sign(&header(), &without)),
            Refused::Claims,
            "{claim}"
        );
    }
}

#[test]
fn a_token_for_somebody_else_is_refused() {
    for (claim, value) in [
        ("iss", json!("https://other.example.no")),
        ("aud", json!("https://other.example.no")),
        ("aud", json!(["https://other.example.no", "x"])),
        ("iss", json!([ISSUER])),
        ("sub", json!("listing_00000000000000000000000000000001")),
        ("exp", json!("never")),
    ] {
        let mut other = serde_json::to_value(claims()).expect("JSON");
        other[claim] = value.clone();
        assert_eq!(
            refused(&sign(&header(), &other)),
            Refused::Claims,
            "{claim} {value}"
        );
    }
}

#[test]
fn the_header_must_be_ours() {
    let whole = serde_json::to_value(claims()).expect("JSON");
    let with = |change: fn(&mut Header)| {
        let mut header = header();
        change(&mut header);
        refused(&sign(&header, &whole))
    };
    assert_eq!(
        with(|header| header.typ = Some("JWT".to_owned())),
        Refused::Header
    );
    assert_eq!(with(|header| header.typ = None), Refused::Header);
    assert_eq!(with(|header| header.kid = None), Refused::Header);
    assert_eq!(
        with(|header| header.crit = Some(vec!["b64".to_owned()])),
        Refused::Header
    );
    assert_eq!(
        with(|header| header.kid = Some("other".to_owned())),
        Refused::UnknownKey("other".to_owned())
    );
}

fn by_hand(header: &Value, claims: &Claims, signature: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let claims = serde_json::to_value(claims).expect("JSON");
    format!("{}.{}.{signature}", part(header), part(&claims))
}

#[test]
fn an_unsigned_token_is_refused() {
    for alg in ["none", "None", "NONE", ""] {
        let header = json!({ "alg": alg, "typ": TYPE, "kid": key().kid });
        assert_eq!(
            refused(&by_hand(&header, &claims(), "")),
            Refused::Header,
            "{alg}"
        );
    }
    let header = json!({ "alg": "EdDSA", "typ": TYPE, "kid": key().kid });
    assert_eq!(refused(&by_hand(&header, &claims(), "")), Refused::Claims);
    for text in ["", "a", "a.b.c", "..", "🦀.🦀.🦀"] {
        assert_eq!(refused(text), Refused::Header, "{text}");
    }
}

#[test]
fn the_public_key_is_no_shared_secret() {
    let key = key();
    for secret in [
        key.public_key.clone(),
        URL_SAFE_NO_PAD.encode(&key.public_key).into_bytes(),
    ] {
        let header = Header {
            typ: Some(TYPE.to_owned()),
            kid: Some(key.kid.clone()),
            ..Header::new(Algorithm::HS256)
        };
        let token = jsonwebtoken::encode(&header, &claims(), &EncodingKey::from_secret(&secret))
            .expect("signed");
        assert_eq!(refused(&token), Refused::Header);
    }
}

#[test]
fn a_forged_token_is_refused() {
    let own = write(&key(), &claims()).expect("written");
    let forger = StoredKey {
        kid: key().kid,
        ..generate(&Randomness::seeded(2), start()).expect("a key")
    };
    assert_eq!(
        refused(&write(&forger, &claims()).expect("written")),
        Refused::Claims
    );
    // Somebody else's claims under a true signature.
    let other = Claims {
        sub: UserId(Uuid::from_u128(9)),
        ..claims()
    };
    let parts: Vec<&str> = own.split('.').collect();
    let swapped = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&other).expect("JSON"));
    assert_eq!(
        refused(&format!("{}.{swapped}.{}", parts[0], parts[2])),
        Refused::Claims
    );
}
