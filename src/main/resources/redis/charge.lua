-- Texts that go out without being admitted: beside one whose gateway left it open whether it sent, and to warn a number.
-- KEYS: what texts are counted against; each has its time to live since an admission not long ago.
-- ARGV: 1 now (ms), 2 id of the admission or the warning, 3 how many more.
for i = 1, #KEYS do
  for more = 1, redis.call('EXISTS', KEYS[i]) * ARGV[3] do
    redis.call('ZADD', KEYS[i], ARGV[1], ARGV[2] .. '+' .. more)
  end
end
return 1
