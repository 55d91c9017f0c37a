-- A listing, the immutable revisions of what it says, and the changes on their way through review.

create table listing (
    id {uuid} primary key,
    municipality_number text not null references municipality (number),
    service_type_slug text not null references service_type (slug),
    -- DRAFT (never published) or PUBLISHED
    state text not null,
    -- counts publications and verifications; compared and set
    version integer not null,
    published_revision_id {uuid},
    -- name of the published revision or the newest draft, for lists
    name_nb text not null,
    name_nn text not null,
    name_en text not null,
    -- the three names folded, for finding
    search_text text not null,
    demo boolean not null,
    created_at {timestamp} not null,
    updated_at {timestamp} not null,
    published_at {timestamp},
    verified_at {timestamp},
    verified_by {uuid} references user_account (id)
);
create index listing_by_municipality on listing (municipality_number, name_nb, id);
create index listing_by_type on listing (service_type_slug);
create index listing_by_verification on listing (verified_at);
create index listing_by_name on listing (name_nb, id);

create table revision (
    id {uuid} primary key,
    listing_id {uuid} not null references listing (id),
    number integer not null,
    -- the canonical document; never updated
    document text not null,
    content_hash text not null,
    author_id {uuid} not null references user_account (id),
    created_at {timestamp} not null,
    -- set once, when approved
    published_at {timestamp},
    approved_by {uuid} references user_account (id),
    unique (listing_id, number)
);

create table change_request (
    id {uuid} primary key,
    listing_id {uuid} not null references listing (id),
    -- what was published when the draft began, or when it was last merged with what is published
    base_revision_id {uuid} references revision (id),
    -- DRAFT, SUBMITTED, RETURNED, APPROVED, REJECTED, WITHDRAWN or DISCARDED
    state text not null,
    -- counts every save and every step; compared and set
    version integer not null,
    author_id {uuid} not null references user_account (id),
    -- the draft as it stands
    document text not null,
    -- what was last submitted
    revision_id {uuid} references revision (id),
    reason text,
    -- LOW or HIGH, as of the last save
    risk text not null,
    created_at {timestamp} not null,
    updated_at {timestamp} not null,
    submitted_at {timestamp},
    decided_at {timestamp},
    decided_by {uuid} references user_account (id),
    decision_reason text
);
create index change_request_by_listing on change_request (listing_id);
create index change_request_by_author on change_request (author_id, state);
create index change_request_by_state on change_request (state, submitted_at, id);

-- Everybody whose hand is in a change: none of them may approve it.
create table change_contributor (
    change_request_id {uuid} not null references change_request (id),
    user_id {uuid} not null references user_account (id),
    first_at {timestamp} not null,
    primary key (change_request_id, user_id)
);

create table change_comment (
    id {uuid} primary key,
    change_request_id {uuid} not null references change_request (id),
    -- COMMENT, or the step it came with: SUBMITTED, RETURNED, REJECTED, APPROVED, WITHDRAWN
    kind text not null,
    author_id {uuid} not null references user_account (id),
    body text not null,
    created_at {timestamp} not null
);
create index change_comment_by_change on change_comment (change_request_id, created_at);
