-- Some changes are public before anybody has reviewed them. A change request then has the state PUBLISHED_UNREVIEWED, and at last
-- CONFIRMED or REVERTED; its discussion has lines of the kinds PUBLISHED, CONFIRMED and REVERTED.

-- Whether a change of opening hours or announcements of this type's listings is published first and reviewed after.
alter table service_type add column publishes_hours_first boolean not null default true;

-- Until the next edition of the facts is loaded, nothing that people in crisis depend on goes this road.
update service_type set publishes_hours_first = false where crisis or (';' || topics || ';') like '%;CRISIS;%';

-- The revision whose fields this one put back.
alter table revision add column reverts_revision_id {uuid} references revision (id);
