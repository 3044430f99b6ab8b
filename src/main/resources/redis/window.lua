-- Sliding windows, put before the scripts that count. A window is a sorted set of ids by the time (ms) they were counted at.
-- A limit holds for any stretch of time as long as the window, so that nothing doubles at the turn of an hour.
local HOUR, DAY = 60 * 60 * 1000, 24 * 60 * 60 * 1000

-- Returns how long until one more fits (ms): until the limit-th newest is older than the window.
local function wait_of(key, limit, window, now)
  local oldest = redis.call('ZREVRANGE', key, limit - 1, limit - 1, 'WITHSCORES')[2]
  return oldest and math.max(0, oldest + window - now) or 0
end

-- Returns the name of the budget with the longest wait, and that wait (ms).
local function longest_wait(budgets, now)
  local name, wait = '', 0
  for _, budget in ipairs(budgets) do
    local longer = wait_of(budget.key, budget.limit, budget.window, now)
    if longer > wait then
      name, wait = budget.name, longer
    end
  end
  return name, wait
end

-- Returns how many are in the window, and how long until the oldest of them is older than it (ms).
local function used(key, window, now)
  local from = '(' .. now - window
  local oldest = redis.call('ZRANGEBYSCORE', key, from, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)[2]
  return redis.call('ZCOUNT', key, from, '+inf'), oldest and oldest + window - now or 0
end

-- Counts one, and removes what is older than the longest window of the key.
local function count(key, id, time, longest_window)
  redis.call('ZADD', key, time, id)
  redis.call('ZREMRANGEBYSCORE', key, '-inf', time - longest_window)
  redis.call('PEXPIRE', key, longest_window)
end
