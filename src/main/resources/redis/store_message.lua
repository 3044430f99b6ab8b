-- Stores a text in the test inbox and removes all but the latest ones.
-- KEYS: 1 inbox.
-- ARGV: 1 text (JSON), 2 how many are kept, 3 time to live (s).
redis.call('LPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], 0, ARGV[2] - 1)
return redis.call('EXPIRE', KEYS[1], ARGV[3])
