-- Decides whether a text may be sent, and counts it against every limit if so. A refused text is not counted, so that an
-- attack fills no memory.
-- KEYS: 1 cooldown of the number, 2 pace of the probes,
--       3-7 texts to the number, from the network, to the prefix, to the country, of the service,
--       8.. sent, redeemed and closed of each group, the narrowest first.
-- ARGV: 1 now (ms), 2 id of this text, 3 shortest cooldown (ms), 4 texts to a number in an hour, 5 in a day,
--       6 from a network in an hour, 7 to a prefix, 8 to a country, 9 of the service in a day,
--       10 mode of the groups: enforce or observe, 11 lowest share of redeemed texts.
-- Returns 'limited', limit, wait (ms), 0, 0, ''
--      or 'closed', group, 0, 0, 0, change
--      or 'admitted', 'probe' or 'observed', group, resend in (ms), texts in the network's hour, until one leaves it (ms),
--         change; a group is its number, a change of it 'opened', 'closed' or ''.
local now, id, shortest, min_share = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[11])
-- Where the doubling of the cooldown ends (ms).
local LONGEST_COOLDOWN = 15 * 60 * 1000
local budgets = {
  { name = 'number', key = KEYS[3], limit = ARGV[4], window = HOUR },
  { name = 'number', key = KEYS[3], limit = ARGV[5], window = DAY },
  { name = 'network', key = KEYS[4], limit = ARGV[6], window = HOUR },
  { name = 'prefix', key = KEYS[5], limit = ARGV[7], window = DAY },
  { name = 'country', key = KEYS[6], limit = ARGV[8], window = DAY },
  { name = 'service', key = KEYS[7], limit = ARGV[9], window = DAY },
}
local groups = {}
for i = 8, #KEYS, 3 do
  table.insert(groups, { sent = KEYS[i], redeemed = KEYS[i + 1], closed = KEYS[i + 2] })
end

-- Cooldown and budgets: the longest wait is told.
local cooldown = redis.call('HMGET', KEYS[1], 'until', 'step')
local limit, wait = 'cooldown', math.max(0, (cooldown[1] or 0) - now)
for _, budget in ipairs(budgets) do
  local longer = wait_of(budget.key, budget.limit, budget.window, now)
  if longer > wait then
    limit, wait = budget.name, longer
  end
end
if wait > 0 then
  return { 'limited', limit, wait, 0, 0, '' }
end

-- The narrowest group that is good or closed decides.
local level, judged, change = 0, nil, ''
repeat
  level = level + 1
  judged, change = judge(groups, level, min_share, now)
until judged ~= 'unknown' or level == #groups

local decision = 'admitted'
if judged == 'closed' and ARGV[10] == 'observe' then
  decision = 'observed'
elseif judged == 'closed' then
  if not may_probe(groups[level], KEYS[2], now) then
    return { 'closed', level, 0, 0, 0, change }
  end
  decision = 'probe'
end

-- Count the text.
for i = 3, 7 do
  count(KEYS[i], id, now, i == 4 and HOUR or DAY)
end
for i = 1, level do
  count(groups[i].sent, id, now, DAY)
end

-- Each cooldown is twice as long as the one before, unless the number had no text for an hour after that.
local step = 1
if now - (cooldown[1] or 0) < HOUR then
  step = (cooldown[2] or 0) + 1
end
local resend_in = math.min(shortest * 2 ^ (step - 1), LONGEST_COOLDOWN)
redis.call('HSET', KEYS[1], 'until', now + resend_in, 'step', step, 'id', id, 'sent', now, 'level', level)
redis.call('PEXPIRE', KEYS[1], resend_in + HOUR)

resend_in = math.max(resend_in, wait_of(KEYS[3], ARGV[4], HOUR, now), wait_of(KEYS[3], ARGV[5], DAY, now))
local network_texts, network_delay = used(KEYS[4], HOUR, now)
return { decision, level, resend_in, network_texts, network_delay, change }
