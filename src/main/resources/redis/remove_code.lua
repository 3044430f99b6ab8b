-- Removes a code that is used, but no later one, and forgets the number's misses.
-- KEYS: 1 code, 2 misses.
-- ARGV: 1 nonce of the used code.
if redis.call('HGET', KEYS[1], 'nonce') == ARGV[1] then
  redis.call('DEL', KEYS[1])
end
return redis.call('DEL', KEYS[2])
