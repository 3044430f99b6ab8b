-- Notes what has become of a text, unless more is known already or it is long gone.
-- KEYS: 1 delivery.
-- ARGV: 1 state, 2 sender or '', 3 when another text may be asked for (ms) or ''.
-- Returns country and sender of the text if its state has changed, else nothing.
local RANK = { queued = 0, sent = 1, failed = 2, delivered = 3, redeemed = 4 }
local kept = redis.call('HMGET', KEYS[1], 'state', 'country', 'sender')
if not kept[1] or RANK[ARGV[1]] <= RANK[kept[1]] then
  return {}
end
-- A gateway that was given up reports its failure late: the text is on its way by another.
local sender = kept[3] or ''
if ARGV[1] == 'failed' and sender ~= '' and sender ~= ARGV[2] then
  return {}
end
if ARGV[2] ~= '' then
  sender = ARGV[2]
end
redis.call('HSET', KEYS[1], 'state', ARGV[1], 'sender', sender)
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[1], 'resend', ARGV[3])
end
return { kept[2], sender }
