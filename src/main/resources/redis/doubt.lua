-- Decides by the groups of a text, put before admit.lua, whose KEYS they are.

-- A network that leaves as many requests for a proof without an answer is asked for one each time.
local UNANSWERED = 2
-- Networks of which that is remembered: an attack from ever new ones must not fill the memory.
local REMEMBERED_NETWORKS = 20000
-- A network that has typed as many wrong codes in an hour, and fewer right ones, guesses.
local GUESSES_OF_NETWORK = 10
-- Texts in an hour that a network with a good record may send to closed groups without a redemption.
local KNOWN_NETWORK_TEXTS = 5
-- Texts in an hour that are sent by proof and not redeemed: to one closed group, and to all of them.
local PROVEN_TEXTS, ALL_PROVEN_TEXTS = 20, 60

local function guesses()
  local compared = redis.call('HMGET', KEYS[8], 'wrong', 'right')
  local wrong = tonumber(compared[1] or 0)
  return wrong >= GUESSES_OF_NETWORK and wrong > tonumber(compared[2] or 0)
end

-- Judges both kinds of groups. Returns a table: decision is admitted, doubted, probe or known_network; reason is the group
-- and rule why; closed are the groups that doubt it; level_of_networks and level_of_numbers tell in how many groups the text
-- counts.
local function doubt_of(networks, numbers, network, kind, min_share, now, changes)
  local verdict, level_of_networks = judge_all(networks, min_share, now, changes)
  if is_closed(numbers[#numbers], now) then
    for _, group in ipairs(numbers) do
      group.rules = ATTACKED
    end
  end
  local verdict_of_numbers, level_of_numbers = judge_all(numbers, min_share, now, changes)
  local unanswered = tonumber(redis.call('HGET', KEYS[3], network) or 0)
  local number_group = numbers[level_of_numbers]
  local doubt = { decision = 'admitted', reason = number_group.name, rule = kind, closed = {}, verdict = verdict,
    level_of_networks = level_of_networks, level_of_numbers = level_of_numbers }
  local function doubted(group, rule)
    doubt.decision, doubt.reason, doubt.rule = 'doubted', group.name, rule
    table.insert(doubt.closed, group)
  end

  if verdict == 'closed' then
    doubted(networks[level_of_networks], 'share')
  elseif verdict == 'unknown' and unanswered >= UNANSWERED then
    doubted(networks[1], 'unanswered')
  elseif guesses() then
    doubted(networks[1], 'guesses')
  end
  if verdict_of_numbers ~= 'closed' then
    return doubt
  end
  if doubt.decision == 'doubted' then
    table.insert(doubt.closed, number_group)
    return doubt
  end
  doubted(number_group, 'share')
  if verdict == 'good' and wait_of(KEYS[12], KNOWN_NETWORK_TEXTS, HOUR, now) == 0 then
    doubt.decision = 'known_network'
  elseif kind == 'plain' and unanswered == 0 and may_probe(number_group, KEYS[2], now) then
    doubt.decision = 'probe'
  end
  return doubt
end

-- Remembers that a network was asked for a proof. An honest app answers: the texts of a network that asks again and again
-- without an answer are no longer held against the groups of their numbers.
local function remember_unanswered(networks, network)
  if redis.call('HINCRBY', KEYS[3], network, 1) == UNANSWERED then
    take_back(texts_of(networks[1]), networks.records)
  end
  redis.call('PEXPIRE', KEYS[3], DAY)
  if redis.call('HLEN', KEYS[3]) > REMEMBERED_NETWORKS then
    redis.call('DEL', KEYS[3])
  end
end

-- Returns how long a text with a proof has to wait (ms), as closed groups get few.
local function wait_of_proven(closed, now)
  local budgets = { { name = 'service', key = KEYS[5], limit = ALL_PROVEN_TEXTS, window = HOUR } }
  for _, group in ipairs(closed) do
    table.insert(budgets, { name = 'service', key = group.proven, limit = PROVEN_TEXTS, window = HOUR })
  end
  local _, wait = longest_wait(budgets, now)
  return wait
end
