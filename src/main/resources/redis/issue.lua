-- Gives the live code of a number, or makes the next one, and hands out a challenge for it.
-- KEYS: 1 code, 2 misses.
-- ARGV: 1 now, 2 time to live, 3 renew below (all in ms), 4 key id, 5 nonce for a new code, 6 challenge,
--       7 until when the challenge is claimed, 8 looks a code is good for,
--       9.. length and digest of the new code: as configured, after 20 misses, after 40.
-- GIVEN: resend_in (ms) by the admission; nothing to a test number, which need not wait.
-- Returns nonce, length, expires_in, resend_in (both in s), and gives the latter two on.
local now, ttl = tonumber(ARGV[1]), tonumber(ARGV[2])
local kept = redis.call('HMGET', KEYS[1], 'nonce', 'length', 'expires', 'key', 'looks')
local left = kept[3] and tonumber(kept[3]) - now or 0

if left < tonumber(ARGV[3]) or kept[4] ~= ARGV[4] or tonumber(kept[5]) >= tonumber(ARGV[8]) then
  local misses = tonumber(redis.call('GET', KEYS[2]) or '0')
  local choice = 9 + 2 * math.min(2, math.floor(misses / 20))
  kept = { ARGV[5], ARGV[choice] }
  left = ttl
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'nonce', kept[1], 'length', kept[2], 'digest', ARGV[choice + 1],
    'expires', string.format('%d', now + ttl), 'key', ARGV[4], 'looks', 0)
  redis.call('PEXPIRE', KEYS[1], ttl)
end

local expires_in = math.ceil(left / 1000)
local resend_in = math.floor((GIVEN and GIVEN.resend_in or 0) / 1000)
redis.call('HSETNX', KEYS[1], 'tries:' .. ARGV[6], 0)
redis.call('HSET', KEYS[1], 'answer:' .. ARGV[6], kept[2] .. ' ' .. expires_in .. ' ' .. resend_in,
  'claimed:' .. ARGV[6], ARGV[7])
return { kept[1], tonumber(kept[2]), expires_in, resend_in }, { expires_in = expires_in, resend_in = resend_in }
