-- By which door somebody came (CONSOLE, API_CLIENT, COMMAND_LINE), and from which network: an IPv4 /24 or an IPv6 /48, nothing finer. What was
-- written before this has neither.
alter table audit_entry add column channel text;
alter table audit_entry add column network text;
