-- Somebody asks with an Idempotency-Key: either he gets the answer given before, or it is his to make one.
-- KEYS: 1 code, 2 claim.
-- ARGV: 1 now, 2 challenge, 3 how long a claim holds (ms).
-- Returns the answer given before, 'claimed' by another request that is still at it, or 'yours'.
if redis.call('EXISTS', KEYS[2]) == 1 then
  return 'claimed'
end
local kept = redis.call('HMGET', KEYS[1], 'answer:' .. ARGV[2], 'expires')
if kept[1] and tonumber(kept[2]) > tonumber(ARGV[1]) then
  return kept[1]
end
redis.call('SET', KEYS[2], '', 'PX', ARGV[3])
return 'yours'
