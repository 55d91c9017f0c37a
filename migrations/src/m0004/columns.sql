-- What listings and people are found and sorted by, made of their names by schema/src/words.rs. `search_text` of a listing exists already;
-- it is filled anew.

alter table listing add column sort_key_nb {sort_key} not null default '';
alter table listing add column sort_key_nn {sort_key} not null default '';
alter table listing add column sort_key_en {sort_key} not null default '';

alter table user_account add column sort_key {sort_key} not null default '';
alter table user_account add column search_text text not null default '';
