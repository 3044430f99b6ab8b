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

-- A challenge has attempts of its own; requests without one leave theirs to every challenge. What strangers did costs a
-- known device none.
local challenges, counter, of_device = {}, ARGV[4] == 'network' and 'network:' .. ARGV[3] or nil, false
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  local device, challenge = field:match('^(d?)attempts:(.+)$')
  if challenge then
    table.insert(challenges, challenge)
    if challenge == ARGV[3] then
      counter, of_device = field, device == 'd'
    end
  end
end
local used = counter and tonumber(redis.call('HGET', KEYS[1], counter) or 0)
if not counter or used >= attempts or not of_device and tonumber(code[4]) >= most then
  return {}
end
local is_named = ARGV[4] == 'challenge'
if not is_named and tonumber(code[5] or 0) >= math.max(attempts, most - attempts * #challenges) then
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
