-- Records a text that is about to be sent.
-- KEYS: 1 delivery.
-- ARGV: 1 state: queued, or delivered if no text is sent, 2 country, 3 when another text may be requested,
--       4 when the code expires (both ms since the epoch), 5 time to live (ms).
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'state', ARGV[1], 'country', ARGV[2], 'resend', ARGV[3], 'expires', ARGV[4])
return redis.call('PEXPIRE', KEYS[1], ARGV[5])
