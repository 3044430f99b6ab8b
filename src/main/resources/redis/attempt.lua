-- Counts an attempt, unless the window is full.
-- KEYS: 1 attempts.
-- ARGV: 1 now (ms), 2 id of this attempt, or '' to count nothing, 3 limit, 4 window (ms).
-- Returns how long to wait (ms), 0 if the attempt is within the limit.
local now, window = tonumber(ARGV[1]), tonumber(ARGV[4])
local wait = wait_of(KEYS[1], ARGV[3], window, now)
if wait == 0 and ARGV[2] ~= '' then
  count(KEYS[1], ARGV[2], now, window)
end
return wait
