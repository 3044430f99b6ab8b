-- May a text go out? Looks at every limit at once and, if none is hit, counts the text against all of them.
-- All keys share one hash tag, so this is one atomic step on Redis Cluster too.
-- KEYS: 1 cooldown of the number; sends of the 2 number, 3 network, 4 prefix, 5 country, 6 service;
--       7-9 vouched, 10-12 redeemed, 13-15 trust of prefix, country, service; 16 probes; 17 probe of the prefix.
-- ARGV: 1 now (ms), 2 id of this admission, 3 cooldown, 4 longest cooldown, 5 how long its growth is remembered (ms),
--       6 'enforce' or 'observe', 7 window, 8 ripe after, 9 closed for, 10 probe every (ms), 11 probes an hour,
--       12 enough sends, 13 enough redeemed, 14 lowest share redeemed;
--       15.. triples of key, limit, window (ms).
-- Returns 'admitted', resend_in (ms), closed subject or '', subjects closed just now ...
--      or 'limited', kind, wait (ms)
--      or 'closed', wait (ms), subject, subjects closed just now ...
local now, id = tonumber(ARGV[1]), ARGV[2]
local HOUR, DAY = 3600000, 86400000
local KINDS = { [2] = 'number', [3] = 'network', [4] = 'service', [5] = 'service', [6] = 'service' }
local SUBJECTS = { 'prefix', 'country', 'service' }

local function text(number)
  return string.format('%d', number)
end

-- Cooldown and budgets: the longest wait is the true one.
local kind, wait = nil, 0
local function hit(candidate, milliseconds)
  if milliseconds > wait then
    kind, wait = candidate, milliseconds
  end
end

local cooldown = redis.call('HMGET', KEYS[1], 'until', 'step')
hit('number', tonumber(cooldown[1] or '0') - now)
for i = 15, #ARGV, 3 do
  local key, rank, window = tonumber(ARGV[i]), tonumber(ARGV[i + 1]) - 1, tonumber(ARGV[i + 2])
  local oldest = redis.call('ZREVRANGE', KEYS[key], rank, rank, 'WITHSCORES')[2]
  if oldest then
    hit(KINDS[key], tonumber(oldest) + window - now)
  end
end
if kind then
  return { 'limited', kind, text(wait) }
end

-- Trust: the narrowest subject that is known decides, and is judged by those texts alone that it vouched for.
local window, share = tonumber(ARGV[7]), tonumber(ARGV[14])
local closed_just_now = {}
local function verdict(level)
  local trust = redis.call('HMGET', KEYS[12 + level], 'since', 'until')
  local since = text(math.max(now - window, tonumber(trust[1] or '0')))
  local sent = redis.call('ZCOUNT', KEYS[6 + level], since, text(now - tonumber(ARGV[8])))
  local redeemed = redis.call('ZCOUNT', KEYS[9 + level], since, '+inf')
  if redeemed >= tonumber(ARGV[13]) and redeemed >= share * sent then
    redis.call('HDEL', KEYS[12 + level], 'until')
    return 'good'
  end
  if tonumber(trust[2] or '0') > now then
    return 'closed', tonumber(trust[2]) - now
  end
  if sent >= tonumber(ARGV[12]) and redeemed < share * sent then
    local closed_for = tonumber(ARGV[9])
    redis.call('HSET', KEYS[12 + level], 'since', text(now), 'until', text(now + closed_for))
    redis.call('PEXPIRE', KEYS[12 + level], text(window + closed_for))
    table.insert(closed_just_now, SUBJECTS[level])
    return 'closed', closed_for
  end
  return 'unknown'
end

local level, judged, reopens = 0, 'unknown', 0
repeat
  level = level + 1
  judged, reopens = verdict(level)
until judged ~= 'unknown' or level == #SUBJECTS

local closed = judged == 'closed' and SUBJECTS[level] or ''
if closed ~= '' and ARGV[6] == 'enforce' then
  redis.call('ZREMRANGEBYSCORE', KEYS[16], '-inf', text(now - HOUR))
  local probe = redis.call('EXISTS', KEYS[17]) == 0 and redis.call('ZCARD', KEYS[16]) < tonumber(ARGV[11])
  if not probe then
    return { 'closed', text(reopens), closed, unpack(closed_just_now) }
  end
  redis.call('SET', KEYS[17], '', 'PX', ARGV[10])
  redis.call('ZADD', KEYS[16], text(now), id)
  redis.call('PEXPIRE', KEYS[16], HOUR)
end

-- Admitted: count it.
local step = tonumber(cooldown[2] or '0') + 1
local resend_in = math.min(tonumber(ARGV[3]) * 2 ^ (step - 1), tonumber(ARGV[4]))
redis.call('HSET', KEYS[1], 'until', text(now + resend_in), 'step', step, 'id', id, 'level', level)
redis.call('PEXPIRE', KEYS[1], text(resend_in + tonumber(ARGV[5])))
for i = 2, 6 + level do
  redis.call('ZADD', KEYS[i], text(now), id)
  redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', text(now - DAY))
  redis.call('PEXPIRE', KEYS[i], DAY)
end
return { 'admitted', text(resend_in), closed, unpack(closed_just_now) }
