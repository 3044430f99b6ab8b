-- Run by Migration before it looks for missing migrations. The lock, "migrate" in ASCII, lets one replica at a time do
-- so, until its transaction ends. Without this line PostgreSQL would log a notice that the table exists.
set local client_min_messages = warning;
-- Waiting for another replica, and a migration, may take longer than a request.
set local statement_timeout = 0;
select pg_advisory_xact_lock(x'6d696772617465'::bigint);

-- The search path names phone-auth.store.schema before it exists.
do $$
declare
    wanted text := current_setting('search_path');
begin
    if wanted ~ '^[a-z_][a-z0-9_]*$' and to_regnamespace(wanted) is null then
        execute format('create schema %I', wanted);
    end if;
end $$;

-- As Flyway creates it.
create table if not exists flyway_schema_history (
    installed_rank integer       not null constraint flyway_schema_history_pk primary key,
    version        varchar(50),
    description    varchar(200)  not null,
    type           varchar(20)   not null,
    script         varchar(1000) not null,
    checksum       integer,
    installed_by   varchar(100)  not null,
    installed_on   timestamp     not null default now(),
    execution_time integer       not null,
    success        boolean       not null
);
create index if not exists flyway_schema_history_s_idx on flyway_schema_history (success);
