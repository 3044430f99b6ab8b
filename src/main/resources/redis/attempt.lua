-- Counts one attempt against a sliding window, unless it is full.
-- KEYS: 1 attempts.
-- ARGV: 1 now, 2 id of this attempt, 3 limit, 4 window (ms).
-- Returns how long to wait (ms), 0 if the attempt was counted.
local now, window = tonumber(ARGV[1]), tonumber(ARGV[4])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%d', now - window))
local oldest = redis.call('ZREVRANGE', KEYS[1], ARGV[3] - 1, ARGV[3] - 1, 'WITHSCORES')[2]
if oldest then
  return math.max(1, tonumber(oldest) + window - now)
end
redis.call('ZADD', KEYS[1], now, ARGV[2])
redis.call('PEXPIRE', KEYS[1], window)
return 0
