-- Records that the code of a number's last text was redeemed, for the groups that the text was counted in, and ends the
-- number's cooldown.
-- KEYS: 1 cooldown of the number, 2.. redeemed of each group, the narrowest first.
local text = redis.call('HMGET', KEYS[1], 'id', 'sent', 'level')
if not text[1] then
  return 0
end
redis.call('DEL', KEYS[1])
for level = 1, tonumber(text[3]) do
  count(KEYS[1 + level], text[1], tonumber(text[2]), DAY)
end
return 1
