-- Records a new state of a text, unless a later one is recorded already or the text is unknown. Once its code is redeemed, the
-- code expires, and another text may be requested.
-- KEYS: 1 delivery.
-- ARGV: 1 state, or closed: the code was redeemed, perhaps from another text, 2 sender, or 'none', 3 now (ms since the epoch).
-- Returns country and sender (or 'none') of the text if its state has changed, else nothing.
local RANK = { closed = 0, queued = 0, sent = 1, failed = 2, delivered = 3, redeemed = 4 }
local kept = redis.call('HMGET', KEYS[1], 'state', 'country', 'sender')
if kept[1] and (ARGV[1] == 'redeemed' or ARGV[1] == 'closed') then
  redis.call('HSET', KEYS[1], 'resend', 0, 'expires', 0)
end
if not kept[1] or RANK[ARGV[1]] <= RANK[kept[1]] then
  return {}
end
-- A sender without a result in time may report a failure after the next sender has accepted the text.
local sender = kept[3] or 'none'
if ARGV[1] == 'failed' and sender ~= 'none' and sender ~= ARGV[2] then
  return {}
end
redis.call('HSET', KEYS[1], 'state', ARGV[1])
if ARGV[2] == 'none' then
  redis.call('HSET', KEYS[1], 'resend', ARGV[3])
else
  sender = ARGV[2]
  redis.call('HSET', KEYS[1], 'sender', sender)
end
return { kept[2], sender }
