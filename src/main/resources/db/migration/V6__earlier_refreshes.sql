-- When the tokens before the newest were made, latest first, as far as that is within the grace: a repetition of an older
-- one that comes late is no theft either.
alter table sessions add column earlier_refreshes timestamptz[] not null default '{}';
