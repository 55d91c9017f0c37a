-- People, what they may do, and how they are signed in. Secrets are stored hashed, never as they are.

create table user_account (
    id {uuid} primary key,
    -- as typed, for display; unique in its folded form
    email text not null,
    email_folded text not null unique,
    name text not null,
    -- NB, NN or EN
    language text not null,
    -- argon2id, in the PHC string form
    password_hash text not null,
    disabled_at {timestamp},
    demo boolean not null,
    created_at {timestamp} not null,
    last_signed_in_at {timestamp}
);

create table role_grant (
    id {uuid} primary key,
    user_id {uuid} not null references user_account (id),
    role text not null,
    -- exactly one of the two, or neither: the nation
    municipality_number text references municipality (number),
    county_number text references county (number),
    granted_by {uuid} references user_account (id),
    granted_at {timestamp} not null
);
create index role_grant_by_user on role_grant (user_id);
create index role_grant_by_municipality on role_grant (municipality_number);

create table session (
    -- SHA-256 of the 256-bit value in the cookie
    token_hash {bytes} primary key,
    user_id {uuid} not null references user_account (id),
    created_at {timestamp} not null,
    last_used_at {timestamp} not null,
    expires_at {timestamp} not null
);
create index session_by_user on session (user_id);
create index session_by_expiry on session (expires_at);

create table refresh_token (
    token_hash {bytes} primary key,
    -- every token that came of one sign-in; all die together when one is used twice
    family_id {uuid} not null,
    user_id {uuid} not null references user_account (id),
    created_at {timestamp} not null,
    expires_at {timestamp} not null,
    used_at {timestamp},
    revoked_at {timestamp}
);
create index refresh_token_by_family on refresh_token (family_id);
create index refresh_token_by_user on refresh_token (user_id);

create table signing_key (
    -- key id, named in each token's header
    kid text primary key,
    -- Ed25519, PKCS#8
    private_key {bytes} not null,
    public_key {bytes} not null,
    created_at {timestamp} not null,
    retired_at {timestamp}
);

create table audit_entry (
    id {uuid} primary key,
    at {timestamp} not null,
    actor_id {uuid} references user_account (id),
    event text not null,
    -- node id
    subject_id text not null,
    municipality_number text,
    -- JSON, no secrets
    detail text not null,
    request_id text
);
create index audit_entry_by_time on audit_entry (at);
create index audit_entry_by_subject on audit_entry (subject_id);
create index audit_entry_by_actor on audit_entry (actor_id);

-- What other systems are to be told, written in the transaction that made it true.
create table outbox (
    id {uuid} primary key,
    at {timestamp} not null,
    topic text not null,
    payload text not null,
    delivered_at {timestamp}
);
create index outbox_undelivered on outbox (delivered_at, at);
