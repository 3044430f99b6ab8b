-- A code is good for nothing any more, and nobody is to know that its number was here.
-- KEYS: 1 code, 2 misses.
return redis.call('DEL', KEYS[1], KEYS[2])
