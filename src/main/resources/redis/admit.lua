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
local asks = ARGV[7] == 'ask'

local numbers, networks = {}, { records = KEYS[4]:sub(1, -#id - 1) }
for i = 16, #KEYS, 4 do
  local is_network = i < 24
  table.insert(is_network and networks or numbers, { name = (i - 12) / 4, rules = is_network and NETWORKS or NUMBERS,
    sent = KEYS[i], redeemed = KEYS[i + 1], closed = KEYS[i + 2], proven = KEYS[i + 3] })
end

-- Cooldown and budgets: the longest wait is told. A number's owner is asked for a proof where others used up its budgets.
local redeemed_of_network = redis.call('ZCOUNT', networks[1].redeemed, '(' .. now - DAY, '+inf')
local of_number, of_share, of_others = budgets_of(kind, redeemed_of_network)
local limit, wait, only_number = limit_of(of_number, of_share, of_others, now)
if only_number and kind == 'plain' and asks then
  return { 'doubted', 'number', 'budget', 0, 0, 0, 0 }
elseif wait > 0 then
  return { 'limited', limit, 'budget', wait, 0, 0, 0 }
end

-- The groups: a device is spared what others did.
local changes = {}
local doubt = { decision = 'admitted', reason = 'service', rule = kind, closed = {}, level_of_networks = 0, level_of_numbers = 0 }
if kind ~= 'device' then
  doubt = doubt_of(networks, numbers, network, kind, tonumber(ARGV[8]), now, changes)
end
if doubt.decision == 'doubted' then
  if ARGV[6] == 'observe' then
    doubt.decision = 'would_close'
  elseif kind == 'plain' then
    if asks and doubt.verdict == 'unknown' and doubt.rule ~= 'guesses' then
      remember_unanswered(networks, network)
    end
    return { asks and 'doubted' or 'closed', doubt.reason, doubt.rule, 0, 0, 0, 0, unpack(changes) }
  else
    doubt.decision = 'admitted'
    wait = wait_of_proven(doubt.closed, now)
    if wait > 0 then
      return { 'limited', 'service', 'proof', wait, 0, 0, 0, unpack(changes) }
    end
  end
end

-- Count the text, also in the windows of texts without a redemption, which a redemption takes it out of.
local unredeemed = { KEYS[9] }
local counted = { KEYS[15] }
if kind ~= 'device' then
  unredeemed = { KEYS[9], KEYS[10], KEYS[11] }
  counted = { KEYS[13], KEYS[14], KEYS[15] }
end
if doubt.decision == 'known_network' then
  table.insert(unredeemed, KEYS[12])
end
if kind == 'proof' then
  for _, group in ipairs(doubt.closed) do
    table.insert(unredeemed, group.proven)
  end
  if #doubt.closed > 0 then
    table.insert(unredeemed, KEYS[5])
  end
end
local of_networks, of_numbers, redeemed = {}, {}, {}
local function list(groups, level, sent)
  for i = 1, level do
    table.insert(sent, groups[i].sent)
    table.insert(redeemed, groups[i].redeemed)
  end
end
list(networks, doubt.level_of_networks, of_networks)
list(numbers, doubt.level_of_numbers, of_numbers)
for _, windows in ipairs({ unredeemed, counted, of_networks, of_numbers }) do
  for _, window in ipairs(windows) do
    count(window, id, now, DAY)
  end
end
if kind == 'proof' then
  redis.call('HDEL', KEYS[3], network)
end
redis.call('HSET', KEYS[4], 'sent', now, 'unredeemed', table.concat(unredeemed, ' '), 'redeemed', table.concat(redeemed, ' '),
  'networks', table.concat(of_networks, ' '), 'groups', table.concat(of_numbers, ' '))
redis.call('PEXPIRE', KEYS[4], DAY)

local resend_in = begin_cooldown(tonumber(ARGV[5]), id, now)
for _, budgets in ipairs({ of_number, of_share }) do
  local _, longest = longest_wait(budgets, now)
  resend_in = math.max(resend_in, longest)
end
local network_texts, network_delay = used(KEYS[11], HOUR, now)
local guessing = ARGV[6] == 'enforce' and is_guessing(comparisons(KEYS[6], KEYS[7])) and 1 or 0
return { doubt.decision, doubt.reason, doubt.rule, resend_in, network_texts, network_delay, guessing, unpack(changes) }
