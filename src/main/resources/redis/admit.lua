-- Decides whether a text may be sent, and counts it against every limit if so. A refused text is not counted, so that an
-- attack fills no memory.
-- KEYS: 1 cooldown, 2 pace of the probes, 3 unanswered requests for a proof by network, 4 record of this text,
--       5 texts by proof to closed groups, 6-7 comparisons of codes in this hour and the one before, 8 those of the network,
--       9-10 texts to the number, and those of them from the network, 11 texts from the network, 12 those of them to closed
--       groups, 13-15 texts to the prefix, to the country, of the service,
--       16.. sent, redeemed, closed and by proof of each group: two of networks, then four of numbers, the narrowest first.
-- ARGV: 1 now (ms), 2 id of this text, 3 kind of the request: plain, proof or device, 4 network, 5 shortest cooldown (ms),
--       6 mode of the groups: enforce or observe, 7 whether a proof is asked for in doubt: ask or never,
--       8 lowest share of redeemed texts, 9 texts to a number in an hour, 10 in a day, 11 from one network in an hour,
--       12 in a day, 13 from a network in an hour, 14 in a day, 15 to a prefix, 16 to a country, 17 of the service in a day.
-- Returns decision, reason, rule, wait (ms), texts in the network's hour, until one leaves it (ms), 1 while codes are guessed
--       else 0, and for each group that changed: its number and opened or closed.
--       The decision is limited (the reason is the limit), doubted (a proof is asked for), closed (without proofs), or, of a
--       text that is counted, admitted, would_close, probe or known_network; the reason is a limit or the number of a group.
local now, id, kind, network = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]
local asks, min_share = ARGV[7] == 'ask', tonumber(ARGV[8])
-- Where the doubling of the cooldown ends (ms).
local LONGEST_COOLDOWN = 15 * 60 * 1000
-- A network that leaves as many requests for a proof without an answer is asked for one each time.
local UNANSWERED = 2
-- Networks of which that is remembered: an attack from ever new ones must not fill the memory.
local REMEMBERED_NETWORKS = 20000
-- Texts in an hour that a network with a good record may send to closed groups without a redemption.
local KNOWN_NETWORK_TEXTS = 5
-- Texts in an hour that are sent by proof and not redeemed: to one closed group, and to all of them.
local PROVEN_TEXTS, ALL_PROVEN_TEXTS = 20, 60

local numbers, networks = {}, { records = KEYS[4]:sub(1, -#id - 1) }
for i = 16, #KEYS, 4 do
  local groups, rules = numbers, NUMBERS
  if i < 24 then
    groups, rules = networks, NETWORKS
  end
  table.insert(groups, { name = (i - 12) / 4, rules = rules,
    sent = KEYS[i], redeemed = KEYS[i + 1], closed = KEYS[i + 2], proven = KEYS[i + 3] })
end

-- Cooldown and budgets: the longest wait is told.
local service = { name = 'service', key = KEYS[15], limit = ARGV[17], window = DAY }
local of_number = {
  { name = 'number', key = KEYS[9], limit = ARGV[9], window = HOUR },
  { name = 'number', key = KEYS[9], limit = ARGV[10], window = DAY },
}
-- What one network may have of a number's budgets.
local of_share = kind == 'device' and {} or {
  { name = 'number', key = KEYS[10], limit = ARGV[11], window = HOUR },
  { name = 'number', key = KEYS[10], limit = ARGV[12], window = DAY },
}
-- In a day a network may have as many texts without a redemption as with one, if that is more.
local redeemed_of_network = redis.call('ZCOUNT', networks[1].redeemed, '(' .. now - DAY, '+inf')
local of_others = kind == 'device' and { service } or {
  { name = 'network', key = KEYS[11], limit = ARGV[13], window = HOUR },
  { name = 'network', key = KEYS[11], limit = math.max(ARGV[14], redeemed_of_network), window = DAY },
  { name = 'prefix', key = KEYS[13], limit = ARGV[15], window = DAY },
  { name = 'country', key = KEYS[14], limit = ARGV[16], window = DAY },
  service,
}
local cooldown = redis.call('HMGET', KEYS[1], 'until', 'step')
local limit, wait = 'cooldown', math.max(0, (cooldown[1] or 0) - now)
local waits = {}
for i, budgets in ipairs({ of_number, of_share, of_others }) do
  local name, longest = longest_wait(budgets, now)
  waits[i] = longest
  if longest > wait then
    limit, wait = name, longest
  end
end
-- The number's budgets are used up, but not by this network: strangers used them up.
if waits[1] > 0 and waits[2] == 0 and waits[3] == 0 and kind == 'plain' and asks then
  return { 'doubted', 'number', 'budget', 0, 0, 0, 0 }
end
if wait > 0 then
  return { 'limited', limit, 'budget', wait, 0, 0, 0 }
end

-- The groups: a device is spared what others did.
local decision, reason, rule, changes = 'admitted', 'service', kind, {}
local network_level, number_level, closed = 0, 0, {}
if kind ~= 'device' then
  local network_verdict, number_verdict
  network_verdict, network_level = judge_all(networks, min_share, now, changes)
  number_verdict, number_level = judge_all(numbers, min_share, now, changes)
  local network_group, number_group = networks[network_level], numbers[number_level]
  local unanswered = tonumber(redis.call('HGET', KEYS[3], network) or 0)
  local guesses = redis.call('HMGET', KEYS[8], 'wrong', 'right')
  reason = number_group.name
  if network_verdict == 'closed' then
    decision, reason, rule = 'doubted', network_group.name, 'share'
    table.insert(closed, network_group)
  elseif network_verdict ~= 'good' and unanswered >= UNANSWERED then
    decision, reason, rule = 'doubted', networks[1].name, 'unanswered'
    table.insert(closed, networks[1])
  elseif tonumber(guesses[1] or 0) >= 10 and tonumber(guesses[1]) > tonumber(guesses[2] or 0) then
    decision, reason, rule = 'doubted', networks[1].name, 'guesses'
    table.insert(closed, networks[1])
  end
  if number_verdict == 'closed' then
    table.insert(closed, number_group)
    if decision == 'admitted' then
      decision, rule = 'doubted', 'share'
      if network_verdict == 'good' and wait_of(KEYS[12], KNOWN_NETWORK_TEXTS, HOUR, now) == 0 then
        decision = 'known_network'
      elseif kind == 'plain' and unanswered == 0 and may_probe(number_group, KEYS[2], now) then
        decision = 'probe'
      end
    end
  end
  if decision == 'doubted' and ARGV[6] == 'observe' then
    decision = 'would_close'
  elseif decision == 'doubted' and kind == 'plain' then
    -- An honest app answers: a network that asks again and again without an answer has sent its texts for nothing.
    if asks and rule ~= 'guesses' and network_verdict == 'unknown' then
      if redis.call('HINCRBY', KEYS[3], network, 1) == UNANSWERED then
        take_back(texts_of(networks[1]), networks.records)
      end
      redis.call('PEXPIRE', KEYS[3], DAY)
      if redis.call('HLEN', KEYS[3]) > REMEMBERED_NETWORKS then
        redis.call('DEL', KEYS[3])
      end
    end
    return { asks and 'doubted' or 'closed', reason, rule, 0, 0, 0, 0, unpack(changes) }
  elseif decision == 'doubted' then
    decision = 'admitted'
    local proven = { { name = 'service', key = KEYS[5], limit = ALL_PROVEN_TEXTS, window = HOUR } }
    for _, group in ipairs(closed) do
      table.insert(proven, { name = 'service', key = group.proven, limit = PROVEN_TEXTS, window = HOUR })
    end
    local proven_limit, proven_wait = longest_wait(proven, now)
    if proven_wait > 0 then
      return { 'limited', proven_limit, 'proof', proven_wait, 0, 0, 0, unpack(changes) }
    end
  end
end

-- Count the text: against limits, and in the windows of texts without a redemption, which a redemption takes it out of.
local unredeemed = { KEYS[9] }
if kind ~= 'device' then
  unredeemed = { KEYS[9], KEYS[10], KEYS[11] }
  count(KEYS[13], id, now, DAY)
  count(KEYS[14], id, now, DAY)
end
if decision == 'known_network' then
  table.insert(unredeemed, KEYS[12])
end
if kind == 'proof' then
  redis.call('HDEL', KEYS[3], network)
  if #closed > 0 then
    table.insert(unredeemed, KEYS[5])
  end
  for _, group in ipairs(closed) do
    table.insert(unredeemed, group.proven)
  end
end
for _, window in ipairs(unredeemed) do
  count(window, id, now, DAY)
end
count(KEYS[15], id, now, DAY)

local sent, sent_to_numbers, redeemed = {}, {}, {}
local function count_in(groups, level, list)
  for i = 1, level do
    count(groups[i].sent, id, now, DAY)
    table.insert(list, groups[i].sent)
    table.insert(redeemed, groups[i].redeemed)
  end
end
count_in(networks, network_level, sent)
count_in(numbers, number_level, sent_to_numbers)
redis.call('HSET', KEYS[4], 'sent', now, 'unredeemed', table.concat(unredeemed, ' '), 'networks', table.concat(sent, ' '),
  'groups', table.concat(sent_to_numbers, ' '), 'redeemed', table.concat(redeemed, ' '))
redis.call('PEXPIRE', KEYS[4], DAY)

-- Each cooldown is twice as long as the one before, unless the number had no text for an hour after that.
local step = 1
if now - (cooldown[1] or 0) < HOUR then
  step = (cooldown[2] or 0) + 1
end
local resend_in = math.min(tonumber(ARGV[5]) * 2 ^ (step - 1), LONGEST_COOLDOWN)
redis.call('HSET', KEYS[1], 'until', now + resend_in, 'step', step, 'id', id, 'sent', now)
redis.call('PEXPIRE', KEYS[1], resend_in + HOUR)

for _, budgets in ipairs({ of_number, of_share }) do
  local _, longest = longest_wait(budgets, now)
  resend_in = math.max(resend_in, longest)
end
local network_texts, network_delay = used(KEYS[11], HOUR, now)
return { decision, reason, rule, resend_in, network_texts, network_delay,
  ARGV[6] == 'enforce' and is_guessing(comparisons(KEYS[6], KEYS[7])) and 1 or 0, unpack(changes) }
