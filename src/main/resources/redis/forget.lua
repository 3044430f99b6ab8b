-- A code is good for nothing any more.
-- KEYS: 1 code.
return redis.call('DEL', KEYS[1])
