-- Compares a typed code, unless the attempts are used up; a wrong one counts as an attempt and a miss.
-- KEYS: 1 code, 2 misses.
-- ARGV: 1 now (ms), 2 digest of what was typed or '' if that is no code, 3 challenge, or the network without one, 4 which of
--       the two: challenge or network, 5 attempts of each, 6 comparisons that a code is good for, 7 how long misses are
--       remembered (ms).
-- Returns the nonce, the wrong attempts that came before with the same challenge or network, and the challenges of all texts
-- that brought the code if it is right; '' if it is wrong; nothing if it was not compared. A right code stays, and costs no
-- attempt: whether it is used, the database decides.
local attempts, most = tonumber(ARGV[5]), tonumber(ARGV[6])
local code = redis.call('HMGET', KEYS[1], 'digest', 'expires', 'nonce', 'comparisons', 'unnamed')
if ARGV[2] == '' or not code[1] or tonumber(code[2]) <= tonumber(ARGV[1]) then
  return {}
end

-- A challenge has attempts of its own. What strangers did costs a known device none.
local is_named = ARGV[4] == 'challenge'
local challenges, counter = challenges_of(KEYS[1], is_named and ARGV[3])
counter = is_named and counter or not is_named and 'network:' .. ARGV[3]
if not counter then
  return {}
end
local of_device = counter:sub(1, 1) == 'd'
local used = tonumber(redis.call('HGET', KEYS[1], counter) or 0)
if used >= attempts or not of_device and tonumber(code[4]) >= most then
  return {}
end
if not is_named and tonumber(code[5] or 0) >= most_without_challenge(attempts, most, #challenges) then
  return {}
end

if code[1] == ARGV[2] then
  return { code[3], used, unpack(challenges) }
end
redis.call('HINCRBY', KEYS[1], counter, 1)
if not of_device then
  redis.call('HINCRBY', KEYS[1], 'comparisons', 1)
end
if not is_named then
  redis.call('HINCRBY', KEYS[1], 'unnamed', 1)
end
redis.call('INCR', KEYS[2])
redis.call('PEXPIRE', KEYS[2], ARGV[7])
return { '' }
