-- SHA-256 of the access token that the session was given last: a token that is equal to it needs no signature check.
alter table sessions add column access_hash bytea;
