-- May a text go out? Looks at every limit at once and, if none is hit, counts the text against all of them.
-- What is refused leaves nothing behind but the news that a circle has closed, so an attack fills no memory.
-- KEYS: 1 cooldown of the number; 2 pace of the probes; 3-7 texts to or from the number, network, prefix, country, service;
--       8.. vouched, redeemed, trust of each circle, the narrowest first.
-- ARGV: 1 now (ms), 2 id of this admission, 3 the rules (GuardRules, JSON).
-- Returns 'limited', limit, wait (ms)
--      or 'closed', circle, 0, 0, 0, changes ...
--      or 'admitted', 'probe' or 'observed', circle, resend_in (ms), texts in the network's window, until one leaves it (ms),
--         changes ...; a change is 'opened' or 'closed' and the number of a circle.
local now, id, rules = tonumber(ARGV[1]), ARGV[2], cjson.decode(ARGV[3])
local texts, circles = { unpack(KEYS, 3, 7) }, {}
for i = 8, #KEYS, 3 do
  table.insert(circles, { vouched = KEYS[i], redeemed = KEYS[i + 1], trust = KEYS[i + 2] })
end

-- Cooldown and budgets: the longest wait is the true one.
local cooldown = redis.call('HMGET', KEYS[1], 'until', 'step')
local limit, wait = 'cooldown', math.max(0, (cooldown[1] or 0) - now)
for _, budget in ipairs(rules.budgets) do
  local longer = wait_of(texts[budget.subject], budget.limit, budget.window, now)
  if longer > wait then
    limit, wait = budget.name, longer
  end
end
if wait > 0 then
  return { 'limited', limit, wait }
end

-- The narrowest circle that is known decides.
local level, judged, changes = 0, nil, {}
repeat
  local change
  level = level + 1
  judged, change = judge(circles, level, rules, now)
  if change then
    table.insert(changes, change .. ' ' .. level)
  end
until judged ~= 'unknown' or level == #circles

local decision = 'admitted'
if judged == 'closed' and not rules.enforce then
  decision = 'observed'
elseif judged == 'closed' then
  if not may_probe(circles[level], KEYS[2], rules, now) then
    return { 'closed', level, 0, 0, 0, unpack(changes) }
  end
  decision = 'probe'
end

-- It may: count it.
for subject, key in ipairs(texts) do
  count(key, id, now, rules.kept[subject])
end
for i = 1, level do
  count(circles[i].vouched, id, now, rules.window)
end
local step = 1
if now - (cooldown[1] or 0) < rules.growth_remembered then
  step = (cooldown[2] or 0) + 1
end
local resend_in = math.min(rules.cooldown * 2 ^ (step - 1), rules.longest_cooldown)
redis.call('HSET', KEYS[1], 'until', now + resend_in, 'step', step, 'id', id, 'sent', now, 'level', level)
redis.call('PEXPIRE', KEYS[1], resend_in + rules.growth_remembered)

for _, budget in ipairs(rules.budgets) do
  if budget.name == 'number' then
    resend_in = math.max(resend_in, wait_of(texts[budget.subject], budget.limit, budget.window, now))
  end
end
local from_network, shrinks_in = used(texts[2], rules.network_window, now)
return { decision, level, resend_in, from_network, shrinks_in, unpack(changes) }
