-- When the newest refresh token was made: until shortly after, the one before it is a repetition and no theft.
alter table sessions add column refreshed_at timestamptz;

-- Where the owner finds his devices again; both in words for him, nothing that identifies.
alter table sessions add column device text, add column network text;

-- Housekeeping takes ended sessions out of here.
create index sessions_expires_at on sessions (expires_at);
