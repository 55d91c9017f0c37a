-- The national facts. Loaded by `veiviser seed` from migrations/data; keyed by the numbers and slugs the nation uses.

create table county (
    number text primary key,
    name text not null,
    name_official text not null
);

create table municipality (
    number text primary key,
    county_number text not null references county (number),
    name text not null,
    name_official text not null,
    name_se text,
    name_smj text,
    name_sma text,
    name_fkv text,
    -- BOKMAL, NYNORSK or NEUTRAL
    language_form text not null,
    org_number text,
    sami_admin_area boolean not null,
    lat {double} not null,
    lon {double} not null
);
create index municipality_by_county on municipality (county_number);

create table service_type (
    slug text primary key,
    name_nb text not null,
    name_nn text not null,
    name_en text not null,
    summary_nb text not null,
    summary_nn text not null,
    summary_en text not null,
    kind text not null,
    -- codes parted by ';', in the order of the facts
    levels text not null,
    topics text not null,
    statutory text not null,
    law_verified boolean not null,
    national_call boolean not null,
    crisis boolean not null,
    cost text not null,
    referral text not null,
    anonymous text not null,
    anonymous_note_nb text,
    anonymous_note_nn text,
    anonymous_note_en text,
    -- parted by ';'
    target_groups_nb text not null,
    target_groups_nn text not null,
    target_groups_en text not null
);

create table service_type_legal_basis (
    slug text not null references service_type (slug),
    position integer not null,
    law text not null,
    paragraph text,
    -- BASIS: the type rests on it. RELATED: it only concerns the type.
    role text not null,
    verified boolean not null,
    primary key (slug, position)
);

create table relation_type (
    code text primary key,
    inverse text not null,
    is_symmetric boolean not null,
    label_nb text not null,
    label_nn text not null,
    label_en text not null,
    inverse_label_nb text not null,
    inverse_label_nn text not null,
    inverse_label_en text not null
);

create table service_type_relation (
    from_slug text not null references service_type (slug),
    relation_type text not null references relation_type (code),
    to_slug text not null references service_type (slug),
    primary key (from_slug, relation_type, to_slug)
);
create index service_type_relation_back on service_type_relation (to_slug);

create table service_type_synonym (
    slug text not null references service_type (slug),
    -- nb, nn or en
    language text not null,
    term text not null,
    source text not null,
    primary key (slug, language, term)
);

create table los_term (
    uri text primary key,
    label_nb text not null,
    label_nn text not null,
    label_en text not null
);

create table service_type_los (
    slug text not null references service_type (slug),
    uri text not null references los_term (uri),
    primary key (slug, uri)
);

create table national_contact_point (
    number text primary key,
    position integer not null,
    -- EMERGENCY or NON_EMERGENCY
    kind text not null,
    name_nb text not null,
    name_nn text not null,
    name_en text not null,
    purpose_nb text not null,
    purpose_nn text not null,
    purpose_en text not null,
    service_type_slug text references service_type (slug),
    -- ALWAYS or NOT_STATED
    hours text not null
);

create table organisation (
    id {uuid} primary key,
    name text not null,
    kind text not null,
    org_number text,
    website text,
    municipality_number text references municipality (number),
    demo boolean not null
);
create index organisation_by_municipality on organisation (municipality_number);
