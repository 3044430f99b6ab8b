-- Decides whether a text may be sent, and counts it against every limit if so. A refused text is not counted, so that an
-- attack fills no memory. Put after text.lua, group.lua, guessing.lua, limits.lua and doubt.lua, whose KEYS and ARGV it has.
-- Returns decision, reason, rule, wait (ms), texts in the network's hour, until one leaves it (ms), 1 while codes are guessed
--       else 0, and for each group that changed: its name and opened or closed.
--       The decision is limited (the reason is the limit), doubted (a proof is asked for), closed (without proofs), or, of a
--       text that is counted, admitted, would_close, probe or known_network; the reason is the name of a group.

-- Cooldown and budgets: the longest wait is told. A number's owner is asked for a proof where others used up its budgets.
local of_number, of_share, of_others = budgets_of(redis.call('ZCOUNT', network_groups[1].redeemed, '(' .. now - DAY, '+inf'))
local limit, wait, only_number = limit_of(of_number, of_share, of_others)
if only_number and kind == 'plain' and asks then
  return { 'doubted', 'number', 'budget', 0, 0, 0, 0 }
elseif wait > 0 then
  return { 'limited', limit, 'budget', wait, 0, 0, 0 }
end

-- The groups: a device is not judged by them.
local changes = {}
local doubt = { decision = 'admitted', reason = 'service', rule = kind, closed = {}, level_of_networks = 0, level_of_numbers = 0 }
if kind ~= 'device' then
  doubt = judgement(changes)
end
if doubt.decision == 'doubted' then
  doubt.decision, wait = decide_doubted(doubt)
  if doubt.decision == 'limited' then
    return { 'limited', 'service', 'proof', wait, 0, 0, 0, unpack(changes) }
  elseif doubt.decision == 'doubted' or doubt.decision == 'closed' then
    return { doubt.decision, doubt.reason, doubt.rule, 0, 0, 0, 0, unpack(changes) }
  end
end

-- Counts the text in windows; returns their keys.
local function count_in(windows)
  for _, window in ipairs(windows) do
    count(window, id, now, DAY)
  end
  return table.concat(windows, ' ')
end

-- Returns the sent and the redeemed windows of so many of the groups.
local function windows_of(groups, level)
  local sent, redeemed = {}, {}
  for i = 1, level do
    table.insert(sent, groups[i].sent)
    table.insert(redeemed, groups[i].redeemed)
  end
  return sent, table.concat(redeemed, ' ')
end

-- Returns the windows that a redemption takes the text out of.
local function windows_of_unredeemed()
  local windows = kind == 'device' and { texts.number } or { texts.number, texts.share, texts.network }
  if doubt.decision == 'known_network' then
    table.insert(windows, texts_to_known)
  end
  if kind == 'proof' and #doubt.closed > 0 then
    table.insert(windows, all_proven(doubt))
    for _, group in ipairs(doubt.closed) do
      table.insert(windows, group.proven)
    end
  end
  return windows
end

-- The request is repeated after a failure: the text that may have been sent before counts on.
if redis.call('EXISTS', record_of(id)) == 1 then
  count_again('again')
end
local of_networks, redeemed_of_networks = windows_of(network_groups, doubt.level_of_networks)
local of_numbers, redeemed_of_numbers = windows_of(number_groups, doubt.level_of_numbers)
count_in(kind == 'device' and { texts.service } or { texts.prefix, texts.country, texts.service })
redis.call('HSET', record_of(id), 'sent', now, 'unredeemed', count_in(windows_of_unredeemed()),
  'networks', count_in(of_networks), 'groups', count_in(of_numbers),
  'redeemed', redeemed_of_networks .. ' ' .. redeemed_of_numbers)
redis.call('PEXPIRE', record_of(id), DAY)
if kind == 'proof' then
  redis.call('HDEL', unanswered_key, network)
end

local resend_in = begin_cooldown()
for _, budgets in ipairs({ of_number, of_share }) do
  local _, longest = longest_wait(budgets, now)
  resend_in = math.max(resend_in, longest)
end
local network_texts, network_delay = used(texts.network, HOUR, now)
local guessing = not is_observed and is_guessing(now) and 1 or 0
return { doubt.decision, doubt.reason, doubt.rule, resend_in, network_texts, network_delay, guessing, unpack(changes) }
