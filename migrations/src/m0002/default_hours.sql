-- The opening hours that a municipality's listings may inherit: said once, changed once.

create table municipality_opening_hours (
    municipality_number text primary key references municipality (number),
    -- the schedule, JSON
    schedule text not null,
    -- counts the edits from 1; compared and set
    version integer not null,
    updated_at {timestamp} not null,
    updated_by {uuid} references user_account (id)
);

-- Whose hours hold: OWN, or the MUNICIPALITY's default.
alter table published_place add column hours_source text not null default 'OWN';
alter table published_contact_point add column hours_source text not null default 'OWN';

-- Set: the default hours of this municipality changed, and with them whatever inherits them. Who does not know the column reads
-- everything anew, as for any change that names no listing.
alter table catalogue_change add column municipality_number text
