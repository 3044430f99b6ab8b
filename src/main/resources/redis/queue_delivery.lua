-- Records a text that is about to be sent.
-- KEYS: 1 delivery.
-- ARGV: 1 country, 2 when another text may be requested, 3 when the code expires (both ms since the epoch),
--       4 time to live (ms).
-- A full Redis refuses the first HSET; after a DEL it would let all else pass.
redis.call('HSET', KEYS[1], 'state', 'queued')
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'state', 'queued', 'country', ARGV[1], 'resend', ARGV[2], 'expires', ARGV[3])
return redis.call('PEXPIRE', KEYS[1], ARGV[4])
