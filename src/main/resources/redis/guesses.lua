-- Wrong codes over all numbers, put before the scripts that count or judge them.
-- So many wrong comparisons are chance, in up to two hours: with fewer, six digits are enough for each number.
local EXCUSED_GUESSES = 40
-- The share of wrong comparisons above which somebody guesses: apps fill codes in, and a typing error of the one who redeems
-- the code in the end does not count.
local GUESSED_SHARE = 0.01

local function is_guessing(wrong, right)
  return wrong > EXCUSED_GUESSES and wrong > GUESSED_SHARE * (wrong + right)
end

-- Returns wrong and right comparisons in this hour and the one before.
local function comparisons(this_hour, hour_before)
  local now, before = redis.call('HMGET', this_hour, 'wrong', 'right'), redis.call('HMGET', hour_before, 'wrong', 'right')
  return (now[1] or 0) + (before[1] or 0), (now[2] or 0) + (before[2] or 0)
end
