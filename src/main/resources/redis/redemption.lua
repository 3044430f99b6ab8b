-- A code came back: the number's cooldown ends, and the circles that vouched for its text are known the better.
-- KEYS: 1 cooldown of the number; 2.. redeemed of each circle, the narrowest first.
-- ARGV: 1 window (ms).
local text = redis.call('HMGET', KEYS[1], 'id', 'sent', 'level')
if not text[1] then
  return 0
end
redis.call('DEL', KEYS[1])
for level = 1, tonumber(text[3]) do
  count(KEYS[1 + level], text[1], tonumber(text[2]), tonumber(ARGV[1]))
end
return 1
