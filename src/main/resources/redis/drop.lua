-- What was kept with a code is needed no longer.
-- KEYS: 1 code.
-- ARGV: fields.
return redis.call('HDEL', KEYS[1], unpack(ARGV))
