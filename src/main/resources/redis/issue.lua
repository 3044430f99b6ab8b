-- Returns the live code of a number, or makes the next one, and hands out a challenge for it.
-- KEYS: 1 code, 2 misses.
-- ARGV: 1 now, 2 time to live, 3 renew below (all in ms), 4 key id, 5 nonce for a new code, 6 counter of the challenge's
--       attempts, 7 attempts of a challenge, 8 comparisons that a code is good for, 9 1 while codes of all numbers are
--       guessed, 10 1 if the code of the number is fixed, 11.. length and digest of the new code: as configured, after 20
--       misses, after 40.
-- Returns nonce, length, expires_in (s).
local now, ttl = tonumber(ARGV[1]), tonumber(ARGV[2])
local code = redis.call('HMGET', KEYS[1], 'nonce', 'length', 'expires', 'key', 'comparisons', 'unnamed')
local left = code[3] and tonumber(code[3]) - now or 0
local challenges = challenges_of(KEYS[1])

-- Another text with a code that has no attempts left would be of no use. A fixed code does not change: it is good for as many
-- comparisons until it expires, however often it is requested.
local function is_used_up()
  local left_to_challenge = ARGV[8] - code[5]
  local left_without_one = most_without_challenge(ARGV[7], ARGV[8], #challenges + 1) - (code[6] or 0)
  return left_to_challenge < tonumber(ARGV[7]) or left_without_one <= 0
end

if left < tonumber(ARGV[3]) or code[4] ~= ARGV[4] or ARGV[10] == '0' and is_used_up() then
  local misses = tonumber(redis.call('GET', KEYS[2]) or '0')
  local longer = math.max(tonumber(ARGV[9]), math.min(2, math.floor(misses / 20)))
  local choice = 11 + 2 * longer
  code = { ARGV[5], ARGV[choice] }
  left = ttl
  -- A full Redis refuses the first HSET; after a DEL it would let all else pass.
  redis.call('HSET', KEYS[1], 'nonce', code[1])
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'nonce', code[1], 'length', code[2], 'digest', ARGV[choice + 1],
    'expires', string.format('%d', now + ttl), 'key', ARGV[4], 'comparisons', 0)
  redis.call('PEXPIRE', KEYS[1], ttl)
elseif #challenges >= 20 then
  -- Requests for a fixed code are limited by network alone.
  for _, challenge in ipairs(challenges) do
    redis.call('HDEL', KEYS[1], 'attempts:' .. challenge, 'dattempts:' .. challenge)
  end
end

redis.call('HSETNX', KEYS[1], ARGV[6], 0)
return { code[1], tonumber(code[2]), math.ceil(left / 1000) }
