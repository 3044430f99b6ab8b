-- Compares a typed code, unless the attempts are used up; a wrong one counts as an attempt and a miss.
-- KEYS: 1 code, 2 misses.
-- ARGV: 1 now (ms), 2 digest of what was typed or '' if that is no code, 3 'attempts:' and challenge, or 'attempts' without
--       one, 4 attempts of each challenge, 5 comparisons that a code is good for, 6 how long misses are remembered (ms).
-- Returns the nonce and the challenges of all texts that brought the code if it is right, else nothing. A right code stays,
-- and costs no attempt: whether it is used, the database decides.
local code = redis.call('HMGET', KEYS[1], 'digest', 'expires', 'comparisons', 'nonce')
if ARGV[2] == '' or not code[1] or tonumber(code[2]) <= tonumber(ARGV[1]) or tonumber(code[3]) >= tonumber(ARGV[5]) then
  return {}
end

local used = redis.call('HGET', KEYS[1], ARGV[3])
if ARGV[3] ~= 'attempts' and not used or tonumber(used or 0) >= tonumber(ARGV[4]) then
  return {}
end

if code[1] == ARGV[2] then
  local answer = { code[4] }
  for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    table.insert(answer, field:match('^attempts:(.+)$'))
  end
  return answer
end
redis.call('HINCRBY', KEYS[1], ARGV[3], 1)
redis.call('HINCRBY', KEYS[1], 'comparisons', 1)
redis.call('INCR', KEYS[2])
redis.call('PEXPIRE', KEYS[2], ARGV[6])
return {}
