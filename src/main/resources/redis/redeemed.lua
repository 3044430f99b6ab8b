-- A code came back: the number's cooldown ends, and whoever vouched for its text is trusted the more.
-- KEYS: 1 cooldown of the number; 2-4 redeemed of prefix, country, service.
-- ARGV: 1 now, 2 window (ms).
local sent = redis.call('HMGET', KEYS[1], 'id', 'level')
if not sent[1] then
  return 0
end
redis.call('DEL', KEYS[1])
for level = 1, tonumber(sent[2]) do
  redis.call('ZADD', KEYS[1 + level], ARGV[1], sent[1])
  redis.call('ZREMRANGEBYSCORE', KEYS[1 + level], '-inf', string.format('%d', ARGV[1] - ARGV[2]))
  redis.call('PEXPIRE', KEYS[1 + level], ARGV[2])
end
return 1
