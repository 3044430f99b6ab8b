-- Circles, put before admit.lua. A number stands in circles of neighbours: a prefix, a shorter one, its country, the
-- service. Each is known by what came of the texts it vouched for, and closes when too few of their codes came back.

-- What came of the texts that a circle vouched for since then: how many are to be judged, how many codes came back.
-- Young texts are held against nobody unless they are too many, and of the others only the newest count.
local function record(circle, since, rules, now)
  local crowded = redis.call('ZREVRANGE', circle.vouched, rules.young_texts, rules.young_texts, 'WITHSCORES')[2]
  local ripe = math.max(now - rules.ripe_after, tonumber(crowded or 0))
  local oldest = redis.call('ZREVRANGEBYSCORE', circle.vouched, ripe, since, 'WITHSCORES',
    'LIMIT', rules.judged_texts - 1, 1)[2]
  local from = oldest or since
  return redis.call('ZCOUNT', circle.vouched, from, ripe), redis.call('ZCOUNT', circle.redeemed, from, '+inf')
end

local function is_good(rules, sent, redeemed)
  return redeemed >= rules.enough_redeemed and redeemed >= rules.min_share * sent
end

-- Closes a circle. Those around it are no longer blamed for its texts: they are dealt with.
local function close(circles, level, rules, now)
  local circle = circles[level]
  redis.call('HSET', circle.trust, 'since', now, 'until', now + rules.closed_for, 'probe', now + rules.probe_every)
  redis.call('PEXPIRE', circle.trust, rules.window + rules.closed_for)
  local texts = redis.call('ZREVRANGE', circle.vouched, 0, rules.young_texts + rules.judged_texts)
  for around = level + 1, #circles do
    redis.call('ZREM', circles[around].vouched, unpack(texts))
  end
end

-- 'good', 'closed' or 'unknown', and 'opened' or 'closed' if that is news.
-- What led to a closing counts no longer once it is over, or once probes are redeemed. But when the codes of that time
-- come back late after all, it was an honest crowd, and the circle opens at once.
local function judge(circles, level, rules, now)
  local circle = circles[level]
  local start = now - rules.window
  local trust = redis.call('HMGET', circle.trust, 'since', 'until')
  local since, closed = math.max(start, tonumber(trust[1] or 0)), tonumber(trust[2] or 0) > now
  local sent, redeemed = record(circle, since, rules, now)
  if is_good(rules, sent, redeemed) or since > start and is_good(rules, record(circle, start, rules, now)) then
    redis.call('HDEL', circle.trust, 'until')
    return 'good', closed and 'opened'
  end
  if closed then
    return 'closed'
  end
  if redeemed < rules.min_share * (sent - rules.excused_texts) then
    close(circles, level, rules, now)
    return 'closed', 'closed'
  end
  return 'unknown'
end

-- Whether a closed circle gets a text all the same, now and then, so that an honest one can show that it is.
local function may_probe(circle, pace_key, rules, now)
  local due = math.max(tonumber(redis.call('HGET', circle.trust, 'probe') or 0), tonumber(redis.call('GET', pace_key) or 0))
  if due > now then
    return false
  end
  redis.call('HSET', circle.trust, 'probe', now + rules.probe_every)
  redis.call('SET', pace_key, now + rules.probe_pace, 'PX', rules.probe_pace)
  return true
end
