-- Replicas that make the next key at the same time make the same generation, and one of them wins.
create table signing_keys (
    generation  integer primary key,
    kid         text        not null,
    public_key  text        not null,
    -- The pair as a JWK, sealed by AES-256-GCM under a key derived from phone-auth.secret, with the kid beside it.
    sealed_pair bytea       not null,
    created_at  timestamptz not null,
    signs_from  timestamptz not null,
    -- When its last token is dead; null for the newest.
    retires_at  timestamptz,
    constraint signing_keys_kid_key unique (kid)
);
