-- A code is good for nothing any more, nor are guesses at it remembered.
-- KEYS: 1 code, 2 misses.
return redis.call('DEL', KEYS[1], KEYS[2])
