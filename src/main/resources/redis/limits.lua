-- Cooldown and budgets of a text, put after text.lua.
-- ARGV: 10 shortest cooldown, 11 texts to a number in an hour, 12 in a day, 13 from one network in an hour, 14 in a day,
--       15 from a network in an hour, 16 in a day, 17 to a prefix, 18 to a country, 19 of the service in a day.

-- Where the doubling of the cooldown ends (ms).
local LONGEST_COOLDOWN = 15 * 60 * 1000

-- Redeemed texts to a number in an hour and in a day. More cost others their share of the day's texts.
local REDEEMED_IN_HOUR, REDEEMED_IN_DAY = 10, 40

local function budget(name, window, limit, length)
  return { name = name, key = window, limit = limit, window = length }
end

-- Returns the budgets of the number, what one network may have of them, and those of others. A device has its own.
-- redeemed: redeemed texts of the network in a day. It may have as many that are not redeemed, if that is more.
local function budgets_of(redeemed)
  local of_number = { budget('number', texts.number, ARGV[11], HOUR), budget('number', texts.number, ARGV[12], DAY) }
  local service = budget('service', texts.service, ARGV[19], DAY)
  local in_hour = budget('number', redeemed_texts_of(number), REDEEMED_IN_HOUR, HOUR)
  local in_day = budget('number', redeemed_texts_of(number), REDEEMED_IN_DAY, DAY)
  if kind == 'device' then
    return of_number, {}, { in_hour, in_day, service }
  end
  return of_number,
    { budget('number', texts.share, ARGV[13], HOUR), budget('number', texts.share, ARGV[14], DAY) },
    {
      in_hour,
      in_day,
      budget('network', texts.network, ARGV[15], HOUR),
      budget('network', texts.network, math.max(ARGV[16], redeemed), DAY),
      budget('prefix', texts.prefix, ARGV[17], DAY),
      budget('country', texts.country, ARGV[18], DAY),
      service,
    }
end

-- Returns the limit with the longest wait, that wait (ms), and whether only others have used up the number's budgets.
local function limit_of(of_number, of_share, of_others)
  local limit, wait = 'cooldown', math.max(0, (redis.call('HGET', cooldown, 'until') or 0) - now)
  local waits = {}
  for i, budgets in ipairs({ of_number, of_share, of_others }) do
    local name, longest = longest_wait(budgets, now)
    waits[i] = longest
    if longest > wait then
      limit, wait = name, longest
    end
  end
  return limit, wait, waits[1] > 0 and waits[2] == 0 and waits[3] == 0
end

-- Begins the cooldown. Each is twice as long as the one before, unless the number had no text for an hour after that.
-- Returns how long it takes (ms).
local function begin_cooldown()
  local before = redis.call('HMGET', cooldown, 'until', 'step')
  local step = now - (before[1] or 0) < HOUR and (before[2] or 0) + 1 or 1
  local time = math.min(ARGV[10] * 2 ^ (step - 1), LONGEST_COOLDOWN)
  redis.call('HSET', cooldown, 'until', now + time, 'step', step, 'id', id, 'sent', now)
  redis.call('PEXPIRE', cooldown, time + HOUR)
  return time
end
