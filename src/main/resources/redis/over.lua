-- The code of a text has come back: it is good for nothing any more, and another text may be asked for.
-- KEYS: 1 delivery.
if redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('HSET', KEYS[1], 'resend', 0, 'expires', 0)
end
return 1
