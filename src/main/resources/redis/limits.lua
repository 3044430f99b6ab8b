-- Cooldown and budgets of a text, put before admit.lua, whose KEYS and ARGV they are.

-- Where the doubling of the cooldown ends (ms).
local LONGEST_COOLDOWN = 15 * 60 * 1000

local function budget(name, key, limit, window)
  return { name = name, key = KEYS[key], limit = limit, window = window }
end

-- Returns the budgets of the number, what one network may have of them, and those of others. A device has its own.
-- redeemed: redeemed texts of the network in a day. It may have as many that are not redeemed, if that is more.
local function budgets_of(kind, redeemed)
  local of_number = { budget('number', 9, ARGV[9], HOUR), budget('number', 9, ARGV[10], DAY) }
  local service = budget('service', 15, ARGV[17], DAY)
  if kind == 'device' then
    return of_number, {}, { service }
  end
  return of_number,
    { budget('number', 10, ARGV[11], HOUR), budget('number', 10, ARGV[12], DAY) },
    {
      budget('network', 11, ARGV[13], HOUR),
      budget('network', 11, math.max(ARGV[14], redeemed), DAY),
      budget('prefix', 13, ARGV[15], DAY),
      budget('country', 14, ARGV[16], DAY),
      service,
    }
end

-- Returns the limit with the longest wait, that wait (ms), and whether only others have used up the number's budgets.
local function limit_of(of_number, of_share, of_others, now)
  local limit, wait = 'cooldown', math.max(0, (redis.call('HGET', KEYS[1], 'until') or 0) - now)
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
local function begin_cooldown(shortest, id, now)
  local cooldown = redis.call('HMGET', KEYS[1], 'until', 'step')
  local step = now - (cooldown[1] or 0) < HOUR and (cooldown[2] or 0) + 1 or 1
  local time = math.min(shortest * 2 ^ (step - 1), LONGEST_COOLDOWN)
  redis.call('HSET', KEYS[1], 'until', now + time, 'step', step, 'id', id, 'sent', now)
  redis.call('PEXPIRE', KEYS[1], time + HOUR)
  return time
end
