-- Records that a code was redeemed: its texts no longer count against the number and the network, they count in favour of the
-- groups that they were counted in, and the number's cooldowns end. A number counts once in a group, however often it signs
-- in, so that a few numbers cannot outweigh many texts. Put after guessing.lua.
-- ARGV: 1 now (ms), 2 number, 3 network that redeems it, 4 wrong codes that its client typed before: they no longer count,
--       5.. ids of the texts.
local now, number = tonumber(ARGV[1]), ARGV[2]

local function count_number(window, time)
  count(window, number, math.max(time, redis.call('ZSCORE', window, number) or 0), DAY)
end

local function redeem(text, record)
  local kept = redis.call('HMGET', record, 'sent', 'unredeemed', 'networks', 'groups', 'redeemed')
  if not kept[1] then
    return
  end
  count(redeemed_texts_of(number), text, kept[1], DAY)
  for window in kept[2]:gmatch('%S+') do
    redis.call('ZREM', window, text)
  end
  for window in (kept[3] .. ' ' .. kept[4]):gmatch('%S+') do
    if redis.call('ZREM', window, text) == 1 then
      count_number(window, kept[1])
    end
  end
  for window in kept[5]:gmatch('%S+') do
    count_number(window, kept[1])
  end
  redis.call('DEL', record)
end

count_comparison(ARGV[3], 0 - ARGV[4], 1, now)
redis.call('DEL', cooldown_of('plain', number), cooldown_of('proof', number), cooldown_of('device', number))
for i = 5, #ARGV do
  redeem(ARGV[i], record_of(ARGV[i]))
end
return 1
