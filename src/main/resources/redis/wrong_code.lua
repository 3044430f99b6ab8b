-- Counts a wrong code, put after guessing.lua.
-- ARGV: 1 now (ms), 2 network, 3 how many: 0 counts none, and takes as long.
-- Returns 1 if this is the first time within the hour that codes seem to be guessed over all numbers, else 0.
local now = tonumber(ARGV[1])
count_comparison(ARGV[2], tonumber(ARGV[3]), 0, now)
return is_guessing(now) and redis.call('HSETNX', compared_in_hour(now), 'told', 1) or 0
