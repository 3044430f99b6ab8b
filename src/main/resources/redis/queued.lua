-- A text is about to be handed to a gateway.
-- KEYS: 1 delivery.
-- ARGV: 1 country, 2 when another text may be asked for, 3 when its code expires, 4 how long until then (all in ms).
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'state', 'queued', 'country', ARGV[1], 'resend', ARGV[2], 'expires', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
