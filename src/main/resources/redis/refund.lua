-- Ends the cooldown of a text that no sender accepted, as if it had never begun.
-- KEYS: 1 cooldown, 2 record of the text, 3-5 texts to the prefix, to the country, of the service.
-- ARGV: 1 id of the text, 2 how many texts may have been sent after all: only with 0, none is counted.
if redis.call('HGET', KEYS[1], 'id') == ARGV[1] then
  redis.call('HSET', KEYS[1], 'until', redis.call('HGET', KEYS[1], 'sent'))
  redis.call('HINCRBY', KEYS[1], 'step', -1)
end
if ARGV[2] ~= '0' then
  return 1
end
for i = 3, 5 do
  redis.call('ZREM', KEYS[i], ARGV[1])
end
for _, field in ipairs({ 'unredeemed', 'networks', 'groups' }) do
  for window in (redis.call('HGET', KEYS[2], field) or ''):gmatch('%S+') do
    redis.call('ZREM', window, ARGV[1])
  end
end
redis.call('DEL', KEYS[2])
return 1
