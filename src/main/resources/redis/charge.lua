-- Counts texts that were not admitted: those that senders which failed may have sent, and notices.
-- KEYS: texts to the number, those of them from the network, texts from the network, to the prefix, to the country, of the
--       service. A counter that does not exist is left alone, as it would never expire.
-- ARGV: 1 now (ms), 2 id of the text or notice, 3 how many.
for i = 1, #KEYS do
  for text = 1, redis.call('EXISTS', KEYS[i]) * ARGV[3] do
    redis.call('ZADD', KEYS[i], ARGV[1], ARGV[2] .. '+' .. text)
  end
end
return 1
