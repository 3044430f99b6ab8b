-- Ends the cooldown of a text that no sender accepted, as if it had never begun.
-- KEYS: 1 cooldown of the number, 2.. what the text was counted against; none if it may have been sent after all.
-- ARGV: 1 id of the text.
if redis.call('HGET', KEYS[1], 'id') == ARGV[1] then
  redis.call('HSET', KEYS[1], 'until', redis.call('HGET', KEYS[1], 'sent'))
  redis.call('HINCRBY', KEYS[1], 'step', -1)
end
for i = 2, #KEYS do
  redis.call('ZREM', KEYS[i], ARGV[1])
end
return 1
