-- Ends the cooldown of a text that no sender accepted, as if it had never begun. Put after text.lua.
-- ARGV: 10 how many texts may have been sent after all: only with 0, none is counted.
if redis.call('HGET', cooldown, 'id') == id then
  redis.call('HSET', cooldown, 'until', redis.call('HGET', cooldown, 'sent'))
  redis.call('HINCRBY', cooldown, 'step', -1)
end
if ARGV[10] ~= '0' then
  return 1
end
for _, window in pairs(texts) do
  redis.call('ZREM', window, id)
end
for _, field in ipairs({ 'unredeemed', 'networks', 'groups' }) do
  for window in (redis.call('HGET', record_of(id), field) or ''):gmatch('%S+') do
    redis.call('ZREM', window, id)
  end
end
redis.call('DEL', record_of(id))
return 1
