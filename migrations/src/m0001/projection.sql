-- What is published, spread out for queries. Rewritten whole for a listing when a revision of it is published; can be rebuilt from the
-- revisions at any time. Nothing else writes here.

create table published_listing (
    listing_id {uuid} primary key references listing (id),
    revision_id {uuid} not null references revision (id),
    service_type_slug text not null,
    municipality_number text not null,
    referral text not null,
    drop_in text not null,
    cost text not null,
    anonymity_for_residents text not null,
    anonymity_for_professionals text not null,
    interpreter text not null,
    pilot_until text,
    owner_id {uuid} references organisation (id),
    operator_id {uuid} references organisation (id),
    funder_id {uuid} references organisation (id),
    image_url text,
    image_credit text
);

-- One row a field and language: name, summary, description, howToContact, … by its path in the document.
create table published_text (
    listing_id {uuid} not null references published_listing (listing_id),
    path text not null,
    -- nb, nn or en
    language text not null,
    value text not null,
    primary key (listing_id, path, language)
);

create table published_area (
    listing_id {uuid} not null references published_listing (listing_id),
    municipality_number text not null references municipality (number),
    position integer not null,
    primary key (listing_id, municipality_number)
);
create index published_area_by_municipality on published_area (municipality_number);

-- The closed lists: audience.groups, access.whoMayContact, access.whoMayRefer, accessibility.features, and languages.
create table published_code (
    listing_id {uuid} not null references published_listing (listing_id),
    path text not null,
    code text not null,
    position integer not null,
    primary key (listing_id, path, code)
);

create table published_age_band (
    listing_id {uuid} not null references published_listing (listing_id),
    position integer not null,
    from_age integer,
    to_age integer,
    primary key (listing_id, position)
);

create table published_legal_basis (
    listing_id {uuid} not null references published_listing (listing_id),
    position integer not null,
    law text not null,
    paragraph text not null,
    primary key (listing_id, position)
);

create table published_place (
    listing_id {uuid} not null references published_listing (listing_id),
    key text not null,
    position integer not null,
    street text not null,
    postal_code text not null,
    city text not null,
    municipality_number text,
    latitude {double},
    longitude {double},
    hidden boolean not null,
    -- the schedule, JSON
    opening_hours text not null,
    primary key (listing_id, key)
);

create table published_contact_point (
    listing_id {uuid} not null references published_listing (listing_id),
    key text not null,
    position integer not null,
    kind text not null,
    -- in the one written form
    value text not null,
    -- codes parted by ';'
    for_whom text not null,
    opening_hours text not null,
    primary key (listing_id, key)
);

create table published_announcement (
    listing_id {uuid} not null references published_listing (listing_id),
    key text not null,
    position integer not null,
    from_date text not null,
    until_date text not null,
    primary key (listing_id, key)
);

-- One row. Counts publications and everything else the public snapshot shows; instances poll it.
create table catalogue_version (
    id integer primary key,
    version bigint not null
);
insert into catalogue_version (id, version) values (1, 1);

-- What changed at which version, so that an instance reloads only that.
create table catalogue_change (
    version bigint primary key,
    -- null: reload everything
    listing_id {uuid},
    at {timestamp} not null
)
