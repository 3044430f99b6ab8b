-- Migrations expand first and contract a release later: the version before this one must run on what stands here.

create table users (
    id              uuid primary key,
    phone_number    text        not null,
    display_name    text,
    invite_code     text        not null,
    -- The code one has entered stays shown when its owner is deleted; who that was does not.
    activation_code text,
    inviter_id      uuid references users on delete set null,
    activated_at    timestamptz,
    created_at      timestamptz not null,
    constraint users_phone_number_key unique (phone_number),
    constraint users_invite_code_key unique (invite_code),
    constraint users_activation_is_whole check ((activation_code is null) = (activated_at is null))
);

-- Those I invited, oldest first, out of the index alone.
create index users_inviter_id on users (inviter_id, activated_at, id) include (phone_number) where inviter_id is not null;

create table sessions (
    id                 uuid primary key,
    user_id            uuid        not null references users on delete cascade,
    refresh_seed       bytea       not null,
    refresh_generation integer     not null,
    created_at         timestamptz not null,
    last_used_at       timestamptz not null,
    expires_at         timestamptz not null
);

create index sessions_user_id on sessions (user_id);
