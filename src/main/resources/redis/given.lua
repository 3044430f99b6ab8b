-- Has this challenge got its answer already? Only if not, a text is asked for.
-- KEYS: 1 code.
-- ARGV: 1 now (ms), 2 challenge.
-- Returns the answer given before; 'claimed' while the request that makes it is still at it; or 'none', also where that
-- has never said that its text is on its way.
local kept = redis.call('HMGET', KEYS[1], 'answer:' .. ARGV[2], 'claimed:' .. ARGV[2], 'expires')
local now = tonumber(ARGV[1])
if not kept[1] or tonumber(kept[3]) <= now then
  return 'none'
elseif not kept[2] then
  return kept[1], STOP
elseif tonumber(kept[2]) > now then
  return 'claimed', STOP
end
return 'none'
