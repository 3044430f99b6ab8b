-- Right and wrong codes over all numbers, put before the scripts that count or judge them.
-- KEYS: 1 how all keys of the guard begin.

-- Up to this many wrong codes in two hours are not called guessing: six digits are enough against them.
local EXCUSED_GUESSES = 40
-- The share of wrong codes above which codes are guessed: apps fill codes in, and a typing error of a client that redeems the
-- code in the end does not count.
local GUESSED_SHARE = 0.01

local function compared(name)
  return KEYS[1] .. 'compared:' .. name
end

local function compared_in_hour(time)
  return compared(string.format('%d', math.floor(time / HOUR)))
end

-- Counts a typed code; wrong is negative when as many wrong ones no longer count.
local function count_comparison(network, wrong, right, now)
  local windows = { [compared_in_hour(now)] = 2 * HOUR, [compared('network:' .. network)] = HOUR }
  for window, time_to_live in pairs(windows) do
    redis.call('HINCRBY', window, 'wrong', wrong)
    redis.call('HINCRBY', window, 'right', right)
    redis.call('PEXPIRE', window, time_to_live)
  end
end

-- Whether codes are guessed over all numbers, in this hour and the one before.
local function is_guessing(now)
  local wrong, right = 0, 0
  for _, hour in ipairs({ now, now - HOUR }) do
    local counted = redis.call('HMGET', compared_in_hour(hour), 'wrong', 'right')
    wrong, right = wrong + (counted[1] or 0), right + (counted[2] or 0)
  end
  return wrong > EXCUSED_GUESSES and wrong > GUESSED_SHARE * (wrong + right)
end

-- Whether a network has typed as many wrong codes in an hour, and fewer right ones.
local function is_guessed_from(network, most)
  local counted = redis.call('HMGET', compared('network:' .. network), 'wrong', 'right')
  local wrong = tonumber(counted[1] or 0)
  return wrong >= most and wrong > tonumber(counted[2] or 0)
end
