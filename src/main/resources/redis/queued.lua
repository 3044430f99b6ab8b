-- A code is to be texted.
-- KEYS: 1 delivery.
-- ARGV: 1 now (ms), 2 country, 3 state: queued, or delivered if its reader knows the code.
-- GIVEN: expires_in, resend_in (s) by the issue of the code.
local now, life = tonumber(ARGV[1]), GIVEN.expires_in * 1000
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'state', ARGV[3], 'country', ARGV[2],
  'resend', now + GIVEN.resend_in * 1000, 'expires', now + life)
redis.call('PEXPIRE', KEYS[1], math.max(1, life))
return 1
