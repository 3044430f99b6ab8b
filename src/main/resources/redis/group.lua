-- Groups of numbers, put before admit.lua: prefixes, a country, the service. A group is judged by the share of its texts
-- whose codes are redeemed, and closes for some time when that share is too low.
-- A group has three keys: sent and redeemed (windows of ids of texts) and closed (hash: since, until, probe; ms).

-- Typing a code takes up to that long (ms): a younger text is not held against its group.
local TYPING_TIME = 45 * 1000
-- Of more young texts than this, the oldest are judged all the same. Fewer would close honest crowds, more help an attack.
local YOUNG_TEXTS = 100
-- Only so many of the newest other texts are judged, so that an old good record does not cover an attack for long.
local JUDGED_TEXTS = 50
-- So many judged texts may stay without a redemption; with fewer, chance would close honest groups.
local EXCUSED_TEXTS = 6
-- Redemptions after which a group can be good, so that wider groups are not judged.
local ENOUGH_REDEEMED = 3
-- How long a group stays closed (ms), unless redeemed codes open it earlier.
local CLOSED_FOR = 60 * 60 * 1000
-- A closed group gets a text this often (ms), a probe, so that an honest group opens by itself.
local PROBE_EVERY = 5 * 60 * 1000
-- The least time between probes of all groups (ms): what an attack still gets.
local PROBE_PACE = 60 * 1000

-- Returns how many texts of the group since then are to be judged, and how many codes were redeemed in that time.
local function record(group, since, now)
  local crowded = redis.call('ZREVRANGE', group.sent, YOUNG_TEXTS, YOUNG_TEXTS, 'WITHSCORES')[2]
  local to = math.max(now - TYPING_TIME, tonumber(crowded or 0))
  local oldest = redis.call('ZREVRANGEBYSCORE', group.sent, to, since, 'WITHSCORES', 'LIMIT', JUDGED_TEXTS - 1, 1)[2]
  local from = oldest or since
  return redis.call('ZCOUNT', group.sent, from, to), redis.call('ZCOUNT', group.redeemed, from, '+inf')
end

local function is_good(min_share, sent, redeemed)
  return redeemed >= ENOUGH_REDEEMED and redeemed >= min_share * sent
end

-- Closes a group. Its texts no longer count in the wider groups, which would close because of them as well.
local function close(groups, level, now)
  local group = groups[level]
  redis.call('HSET', group.closed, 'since', now, 'until', now + CLOSED_FOR, 'probe', now + PROBE_EVERY)
  redis.call('PEXPIRE', group.closed, DAY + CLOSED_FOR)
  local texts = redis.call('ZREVRANGE', group.sent, 0, YOUNG_TEXTS + JUDGED_TEXTS)
  for wider = level + 1, #groups do
    redis.call('ZREM', groups[wider].sent, unpack(texts))
  end
end

-- Returns 'good', 'closed' or 'unknown', and 'opened' or 'closed' if the group has just changed, else ''.
-- Texts from before a closing no longer count after it. But when enough of their codes are redeemed late, it was an honest
-- crowd, and the group opens at once.
local function judge(groups, level, min_share, now)
  local group = groups[level]
  local start = now - DAY
  local closed = redis.call('HMGET', group.closed, 'since', 'until')
  local since, is_closed = math.max(start, tonumber(closed[1] or 0)), tonumber(closed[2] or 0) > now
  local sent, redeemed = record(group, since, now)
  if is_good(min_share, sent, redeemed) or since > start and is_good(min_share, record(group, start, now)) then
    redis.call('HDEL', group.closed, 'until')
    return 'good', is_closed and 'opened' or ''
  end
  if is_closed then
    return 'closed', ''
  end
  if redeemed < min_share * (sent - EXCUSED_TEXTS) then
    close(groups, level, now)
    return 'closed', 'closed'
  end
  return 'unknown', ''
end

-- Whether a text may go to a closed group now, as a probe.
local function may_probe(group, pace_key, now)
  local due = math.max(tonumber(redis.call('HGET', group.closed, 'probe') or 0), tonumber(redis.call('GET', pace_key) or 0))
  if due > now then
    return false
  end
  redis.call('HSET', group.closed, 'probe', now + PROBE_EVERY)
  redis.call('SET', pace_key, now + PROBE_PACE, 'PX', PROBE_PACE)
  return true
end
