-- Right and wrong codes over all numbers, put before the scripts that count or judge them.

-- Up to this many wrong codes in two hours are not called guessing: six digits are enough against them.
local EXCUSED_GUESSES = 40
-- The share of wrong codes above which codes are guessed: apps fill codes in, and a typing error of a client that redeems the
-- code in the end does not count.
local GUESSED_SHARE = 0.01

local function compared(name)
  return key('compared', name)
end

local function compared_in_hour(time)
  return compared(string.format('%d', math.floor(time / HOUR)))
end

local function add_comparison(window, time_to_live, wrong, right)
  redis.call('HINCRBY', window, 'wrong', wrong)
  redis.call('HINCRBY', window, 'right', right)
  -- Not later again: on a busy network it would never end.
  if redis.call('PTTL', window) < 0 then
    redis.call('PEXPIRE', window, time_to_live)
  end
end

-- Counts a typed code; wrong is negative when as many wrong ones no longer count.
local function count_comparison(network, wrong, right, now)
  add_comparison(compared_in_hour(now), 2 * HOUR, wrong, right)
  local of_network = compared('network:' .. network)
  local counted = tonumber(redis.call('HGET', of_network, 'wrong') or 0)
  if wrong ~= 0 or right ~= 0 then
    add_comparison(of_network, HOUR, math.max(wrong, -counted), right)
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
