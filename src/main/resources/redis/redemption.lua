-- Records that a code was redeemed: its texts no longer count against the number and the network, they count for the groups
-- that they were counted in, and the number's cooldowns end.
-- KEYS: 1-3 cooldowns of the number, 4.. records of the texts.
-- ARGV: ids of the texts.
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
for i, id in ipairs(ARGV) do
  local text = redis.call('HMGET', KEYS[3 + i], 'sent', 'unredeemed', 'redeemed')
  if text[1] then
    for window in text[2]:gmatch('%S+') do
      redis.call('ZREM', window, id)
    end
    for group in text[3]:gmatch('%S+') do
      count(group, id, tonumber(text[1]), DAY)
    end
    redis.call('DEL', KEYS[3 + i])
  end
end
return 1
