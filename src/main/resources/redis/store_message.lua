-- A text comes in; only the newest are kept.
-- KEYS: 1 inbox.
-- ARGV: 1 text, 2 how many are kept, 3 for how long (s).
redis.call('LPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], 0, ARGV[2] - 1)
return redis.call('EXPIRE', KEYS[1], ARGV[3])
