-- Counts comparisons of codes over all numbers.
-- KEYS: 1 comparisons in this hour, 2 in the hour before, 3 those of the network.
-- ARGV: 1 how many wrong ones, negative if as many no longer count, 2 how many right ones.
-- Returns 1 if this is the first time within the hour that somebody seems to guess, else 0.
for i = 1, 3, 2 do
  redis.call('HINCRBY', KEYS[i], 'wrong', ARGV[1])
  redis.call('HINCRBY', KEYS[i], 'right', ARGV[2])
  redis.call('PEXPIRE', KEYS[i], i == 1 and 2 * HOUR or HOUR)
end
return is_guessing(comparisons(KEYS[1], KEYS[2])) and redis.call('HSETNX', KEYS[1], 'told', 1) or 0
