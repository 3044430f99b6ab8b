-- Groups of numbers and of networks, put after text.lua. A group is judged by the share of its texts whose codes are
-- redeemed, and closes for some time when that share is too low.

-- typing: typing a code takes up to that long (ms): a younger text is not held against its group.
-- young: of more young texts than this, the oldest are judged all the same. Fewer would close honest crowds, more help an
--   attack.
-- excused: so many judged texts may stay without a redemption; with fewer, chance would close honest groups.
-- enough: redemptions after which a group can be good, so that wider groups are not judged.
-- closed_for: how long a group stays closed (ms), unless redeemed codes open it earlier.
local NUMBERS = { typing = 45 * 1000, young = 100, excused = 6, enough = 3, closed_for = HOUR }
local NETWORKS = { typing = 45 * 1000, young = 30, excused = 3, enough = 2, closed_for = DAY }
-- Of numbers while the group of all numbers is closed: an attack on prefixes of countries with a good record is going on.
local ATTACKED = { typing = 5 * 1000, young = 100, excused = 1, enough = 3, closed_for = HOUR }

-- Only so many of the newest other texts are judged, so that an old good record does not cover an attack for long.
local JUDGED_TEXTS = 50
-- A closed group of numbers gets a text this often (ms), a probe, so that an honest group opens by itself.
local PROBE_EVERY = 5 * 60 * 1000
-- The least time between probes of all groups (ms): what an attack still gets.
local PROBE_PACE = 60 * 1000

-- sent, redeemed and proven are windows of texts; closed is a hash: since, until, probe (ms).
local function group(name, rules)
  return { name = name, rules = rules, sent = key('sent', name), redeemed = key('redeemed', name),
    closed = key('closed', name), proven = key('proven', name) }
end

-- The narrowest first.
local network_groups = { group('network:' .. network, NETWORKS), group('network:' .. ARGV[6], NETWORKS) }
local number_groups = { group('prefix:' .. ARGV[7], NUMBERS), group('prefix:' .. ARGV[8], NUMBERS),
  group('country:' .. ARGV[9], NUMBERS), group('service', NUMBERS) }

-- Returns how many texts of the group since then are to be judged, and how many codes were redeemed in that time.
local function judged(group, since)
  local young = group.rules.young
  local crowded = redis.call('ZREVRANGE', group.sent, young, young, 'WITHSCORES')[2]
  local to = math.max(now - group.rules.typing, tonumber(crowded or 0))
  local oldest = redis.call('ZREVRANGEBYSCORE', group.sent, to, since, 'WITHSCORES', 'LIMIT', JUDGED_TEXTS - 1, 1)[2]
  local from = oldest or since
  return redis.call('ZCOUNT', group.sent, from, to), redis.call('ZCOUNT', group.redeemed, from, '+inf')
end

local function is_good(group, min_share, sent, redeemed)
  return redeemed >= group.rules.enough and redeemed >= min_share * sent
end

local function is_bad(group, min_share, sent, redeemed)
  return redeemed < min_share * (sent - group.rules.excused)
end

-- The newest texts that were sent for the group: all that can count against a wider one.
local function texts_of(group)
  return redis.call('ZREVRANGE', group.sent, 0, group.rules.young + JUDGED_TEXTS)
end

-- Takes the texts of a network out of what is held against the groups of their numbers.
local function take_back(group)
  for _, text in ipairs(texts_of(group)) do
    for window in (redis.call('HGET', record_of(text), 'groups') or ''):gmatch('%S+') do
      redis.call('ZREM', window, text)
    end
  end
end

-- Closes a group. Its texts no longer count in the wider groups, which would close because of them as well.
local function close(groups, level)
  local group = groups[level]
  redis.call('HSET', group.closed, 'since', now, 'until', now + group.rules.closed_for, 'probe', now + PROBE_EVERY)
  redis.call('PEXPIRE', group.closed, DAY + group.rules.closed_for)
  for wider = level + 1, #groups do
    redis.call('ZREM', groups[wider].sent, unpack(texts_of(group)))
  end
  if groups == network_groups then
    take_back(group)
  end
end

-- Returns 'good', 'closed' or 'unknown', and 'opened' or 'closed' if the group has just changed, else ''.
-- Texts from before a closing no longer count after it. But the group opens at once when enough of their codes are redeemed
-- late: it was an honest crowd; or when few of them are left: they were the texts of networks or smaller groups that closed.
local function judge(groups, level, min_share)
  local group = groups[level]
  local start = now - DAY
  local closed = redis.call('HMGET', group.closed, 'since', 'until')
  local since, is_closed = math.max(start, tonumber(closed[1] or 0)), tonumber(closed[2] or 0) > now
  local sent, redeemed = judged(group, since)
  local all_sent, all_redeemed = judged(group, start)
  local good = is_good(group, min_share, sent, redeemed) or is_good(group, min_share, all_sent, all_redeemed)
  if good or is_closed and not is_bad(group, min_share, all_sent, all_redeemed) then
    if is_closed then
      -- Not HDEL: a full Redis would execute it, and what comes after it.
      redis.call('HSET', group.closed, 'until', 0)
    end
    return good and 'good' or 'unknown', is_closed and 'opened' or ''
  end
  if is_closed then
    return 'closed', ''
  end
  if is_bad(group, min_share, sent, redeemed) then
    close(groups, level)
    return 'closed', 'closed'
  end
  return 'unknown', ''
end

-- Judges from the narrowest group to the widest, until one is good or closed: that one decides.
-- Returns its verdict and level; changes gets the names of groups that changed, and how.
local function judge_all(groups, min_share, changes)
  local verdict, change
  for level = 1, #groups do
    verdict, change = judge(groups, level, min_share)
    if change ~= '' then
      table.insert(changes, groups[level].name)
      table.insert(changes, change)
    end
    if verdict ~= 'unknown' or level == #groups then
      return verdict, level
    end
  end
end

local function is_closed(group)
  return tonumber(redis.call('HGET', group.closed, 'until') or 0) > now
end

-- Whether a text may go to a closed group now, as a probe.
local function may_probe(group)
  local pace_key = key('probes')
  local due = math.max(tonumber(redis.call('HGET', group.closed, 'probe') or 0), tonumber(redis.call('GET', pace_key) or 0))
  if due > now then
    return false
  end
  redis.call('HSET', group.closed, 'probe', now + PROBE_EVERY)
  redis.call('SET', pace_key, now + PROBE_PACE, 'PX', PROBE_PACE)
  return true
end
