-- Looks at a typed code: counts the try first, compares then, and uses the code up when it fits.
-- KEYS: 1 code, 2 misses.
-- ARGV: 1 now (ms), 2 digest of what was typed or '' if that is no code, 3 challenge or '', 4 tries of each challenge,
--       5 looks a code is good for, 6 how long misses are remembered (ms).
-- Returns 1 and the challenges of all texts that brought the code when it fits, else 0. What is over budget is refused
-- uncompared and counts no miss.
local kept = redis.call('HMGET', KEYS[1], 'digest', 'expires', 'looks')
if ARGV[2] == '' or not kept[1] or tonumber(kept[2]) <= tonumber(ARGV[1]) or tonumber(kept[3]) >= tonumber(ARGV[5]) then
  return { 0 }, STOP
end

local tries = 'tries:' .. ARGV[3]
if ARGV[3] ~= '' and redis.call('HEXISTS', KEYS[1], tries) == 0 then
  return { 0 }, STOP
end
if redis.call('HINCRBY', KEYS[1], tries, 1) > tonumber(ARGV[4]) then
  return { 0 }, STOP
end
redis.call('HINCRBY', KEYS[1], 'looks', 1)

if kept[1] == ARGV[2] then
  local answer = { 1 }
  for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    table.insert(answer, field:match('^tries:(.+)$'))
  end
  redis.call('DEL', KEYS[1], KEYS[2])
  return answer
end
redis.call('INCR', KEYS[2])
redis.call('PEXPIRE', KEYS[2], ARGV[6])
return { 0 }, STOP
