-- Records that a code was redeemed: its texts no longer count against the number and the network, they count for the groups
-- that they were counted in, and the number's cooldowns end. Put after guessing.lua.
-- KEYS: 1 how all keys of the guard begin.
-- ARGV: 1 now (ms), 2 number, 3 network that redeems it, 4 wrong codes that its client typed before: they no longer count,
--       5.. ids of the texts.
for _, kind in ipairs({ 'plain', 'proof', 'device' }) do
  redis.call('DEL', KEYS[1] .. 'cooldown:' .. kind .. ':' .. ARGV[2])
end
count_comparison(ARGV[3], 0 - ARGV[4], 1, tonumber(ARGV[1]))
for i = 5, #ARGV do
  local id, record = ARGV[i], KEYS[1] .. 'text:' .. ARGV[i]
  local text = redis.call('HMGET', record, 'sent', 'unredeemed', 'redeemed')
  if text[1] then
    for window in text[2]:gmatch('%S+') do
      redis.call('ZREM', window, id)
    end
    for window in text[3]:gmatch('%S+') do
      count(window, id, tonumber(text[1]), DAY)
    end
    redis.call('DEL', record)
  end
end
return 1
