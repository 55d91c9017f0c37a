-- The indexes that lists walk: each holds what its list is sorted by, the id last, so that a page is read and not sorted.

drop index listing_by_name;
drop index listing_by_municipality;
create index listing_by_name_nb on listing (sort_key_nb, id);
create index listing_by_name_nn on listing (sort_key_nn, id);
create index listing_by_name_en on listing (sort_key_en, id);
-- one municipality's listings are few: in another order than by their bokmål names they are sorted when read
create index listing_by_municipality on listing (municipality_number, sort_key_nb, id);
create index listing_by_update on listing (updated_at, id);
-- what was never verified counts from when it was begun
create index listing_by_verified_or_begun on listing (coalesce(verified_at, created_at), id);

create index user_account_by_name on user_account (sort_key, id);

-- changes, newest first; and those a person has a hand in (the primary key begins with the change)
create index change_request_by_time on change_request (created_at, id);
create index change_contributor_by_user on change_contributor (user_id, change_request_id);

-- who inherits a municipality's default opening hours
create index published_listing_by_municipality on published_listing (municipality_number);

drop index audit_entry_by_time;
create index audit_entry_by_time on audit_entry (at, id);
