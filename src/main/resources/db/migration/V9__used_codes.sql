-- A code is used when its nonce is here. A row outlives its code, and Redis restored from a backup, by far.
create table used_codes (
    nonce            text primary key,
    -- HMAC of the Idempotency-Key that the code was used with; null without one.
    idempotency_hash text,
    session_id       uuid        not null,
    used_at          timestamptz not null
);

create index used_codes_idempotency_hash on used_codes (idempotency_hash) where idempotency_hash is not null;
create index used_codes_used_at on used_codes (used_at);
