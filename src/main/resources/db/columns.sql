-- Fails unless every table has the columns that this release uses.
select
    u.id, u.phone_number, u.display_name, u.invite_code, u.activation_code, u.inviter_id, u.activated_at, u.created_at,
    u.invited_count,
    s.id, s.user_id, s.refresh_seed, s.refresh_generation, s.refreshed_at, s.earlier_refreshes, s.access_hash, s.device,
    s.network, s.created_at, s.last_used_at, s.expires_at,
    k.generation, k.kid, k.public_key, k.sealed_pair, k.created_at, k.signs_from, k.retires_at,
    e.id, e.type, e.data, e.happened_at, e.attempts, e.due_at,
    c.nonce, c.idempotency_hash, c.session_id, c.used_at
from users u, sessions s, signing_keys k, events e, used_codes c
where false
