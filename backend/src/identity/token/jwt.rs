//! Writing and reading access tokens.
//!
//! The library's own defaults let a token pass without issuer, audience or subject, a minute after it expired, and by the machine's
//! clock. Here every claim is required, the algorithm is one, the header must say `at+jwt` (RFC 9068) so that no other signed
//! statement is taken for an access token, and the time is the one handed in.

use chrono::{DateTime, Utc};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header,
};

use super::model::{Claims, LEEWAY, StoredKey};
use crate::outcome::Failure;

const TYPE: &str = "at+jwt";

/// Why a token was not believed. For tests and logs: who shows it is told nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// Not a token of ours by its header.
    Header,
    /// Signed by a key that is not known (yet).
    UnknownKey(String),
    /// Not signed by that key, for somebody else, or lacking a claim.
    Claims,
    /// Before or after its time.
    Time,
}

pub fn write(key: &StoredKey, claims: &Claims) -> Result<String, Failure> {
    let header = Header {
        typ: Some(TYPE.to_owned()),
        kid: Some(key.kid.clone()),
        ..Header::new(Algorithm::EdDSA)
    };
    jsonwebtoken::encode(&header, claims, &EncodingKey::from_ed_der(&key.private_key))
        .map_err(|_| Failure::Defect("an access token could not be signed"))
}

/// The claims of a token, if everything about it is right. `issuer` is the audience, too.
pub fn read(
    token: &str,
    issuer: &str,
    now: DateTime<Utc>,
    key: impl FnOnce(&str) -> Option<DecodingKey>,
) -> Result<Claims, Refused> {
    let header = decode_header(token).map_err(|_| Refused::Header)?;
    let ours = header.alg == Algorithm::EdDSA
        && header.typ.as_deref() == Some(TYPE)
        && header.crit.is_none();
    let kid = header.kid.filter(|_| ours).ok_or(Refused::Header)?;
    let key = key(&kid).ok_or(Refused::UnknownKey(kid))?;

    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[issuer]);
    // By the clock that is handed in, below.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    let claims = decode::<Claims>(token, &key, &validation)
        .map_err(|_| Refused::Claims)?
        .claims;

    let now = now.timestamp();
    if now < claims.exp.saturating_add(LEEWAY) && claims.nbf.saturating_sub(LEEWAY) <= now {
        Ok(claims)
    } else {
        Err(Refused::Time)
    }
}

#[cfg(test)]
mod tests;
