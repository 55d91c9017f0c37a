-- The last day on which a service is offered, YYYY-MM-DD; null while it goes on. After that day the public does not see the listing.
alter table published_listing add column ends_on text;

-- The same of what is published, for lists of records.
alter table listing add column ends_on text;
