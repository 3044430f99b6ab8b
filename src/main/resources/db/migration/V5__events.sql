-- What has happened and is still to be told; a row is gone once it is told.

create table events (
    id          uuid primary key,
    type        text        not null,
    data        jsonb       not null,
    happened_at timestamptz not null,
    attempts    integer     not null default 0,
    -- Before that nobody sends it: it has just been tried, or is being sent this very moment.
    due_at      timestamptz not null
);

create index events_due_at on events (due_at);
