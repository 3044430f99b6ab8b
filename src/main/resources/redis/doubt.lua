-- Decides by the groups of a text, put after group.lua, guessing.lua and limits.lua.
-- ARGV: 20 mode of the groups: enforce or observe, 21 whether a proof is asked for in doubt: ask or never,
--       22 lowest share of redeemed texts.
local is_observed, asks = ARGV[20] == 'observe', ARGV[21] == 'ask'

-- A network that leaves as many requests for a proof without an answer is asked for one each time.
local UNANSWERED = 2
-- Networks of which that is remembered: an attack from ever new ones must not fill the memory.
local REMEMBERED_NETWORKS = 20000
-- A network that has typed as many wrong codes in an hour, and fewer right ones, guesses.
local GUESSES_OF_NETWORK = 10
-- Texts in an hour that a network with a good record may send to closed groups without a redemption.
local KNOWN_NETWORK_TEXTS = 5
-- Texts that are sent by proof and not redeemed: to one closed group of numbers in an hour, from one closed network in a day,
-- and to all of either in an hour.
local PROVEN_TEXTS, PROVEN_TEXTS_OF_NETWORK, ALL_PROVEN_TEXTS = 20, 24, 60

local texts_to_known, unanswered_key = key('known', network), key('unanswered')
-- Kept apart, so that proofs of closed networks leave the texts of closed groups of numbers to others.
local function all_proven(doubt)
  return key('proven', doubt.is_of_network and 'networks' or 'numbers')
end

-- Judges both kinds of groups. Returns a table: decision is admitted, doubted, probe or known_network; reason is the group
-- and rule why; closed are the groups that doubt it; level_of_networks and level_of_numbers tell in how many groups the text
-- counts; verdict is that of the network, is_of_network tells whether the network is doubted. What a doubted network requests is
-- not held against groups of numbers.
local function judgement(changes)
  local verdict, level_of_networks = judge_all(network_groups, tonumber(ARGV[22]), changes)
  if is_closed(number_groups[#number_groups]) then
    for _, group in ipairs(number_groups) do
      group.rules = ATTACKED
    end
  end
  local verdict_of_number, level_of_numbers = judge_all(number_groups, tonumber(ARGV[22]), changes)
  local unanswered = tonumber(redis.call('HGET', unanswered_key, network) or 0)
  local number_group = number_groups[level_of_numbers]
  local doubt = { decision = 'admitted', reason = number_group.name, rule = kind, closed = {}, verdict = verdict,
    level_of_networks = level_of_networks, level_of_numbers = level_of_numbers }
  local function doubted(group, rule)
    doubt.decision, doubt.reason, doubt.rule = 'doubted', group.name, rule
    table.insert(doubt.closed, group)
  end

  if verdict == 'closed' then
    doubted(network_groups[level_of_networks], 'share')
  elseif verdict == 'unknown' and unanswered >= UNANSWERED then
    doubted(network_groups[1], 'unanswered')
  elseif is_guessed_from(network, GUESSES_OF_NETWORK) then
    doubted(network_groups[1], 'guesses')
  end
  if doubt.decision == 'doubted' then
    doubt.is_of_network, doubt.level_of_numbers = true, 0
    return doubt
  elseif verdict_of_number ~= 'closed' then
    return doubt
  end
  doubted(number_group, 'share')
  if verdict == 'good' and wait_of(texts_to_known, KNOWN_NETWORK_TEXTS, HOUR, now) == 0 then
    doubt.decision = 'known_network'
  elseif kind == 'plain' and unanswered == 0 and may_probe(number_group) then
    doubt.decision = 'probe'
  end
  return doubt
end

-- Remembers that a network was asked for a proof. An honest app answers: the texts of a network that asks again and again
-- without an answer are no longer held against the groups of their numbers.
local function remember_unanswered()
  if redis.call('HINCRBY', unanswered_key, network, 1) == UNANSWERED then
    take_back(network_groups[1])
  end
  redis.call('PEXPIRE', unanswered_key, DAY)
  if redis.call('HLEN', unanswered_key) > REMEMBERED_NETWORKS then
    redis.call('DEL', unanswered_key)
  end
end

-- Returns how long a text with a proof has to wait (ms), as closed groups get few.
local function wait_of_proven(doubt)
  local budgets = { budget('service', all_proven(doubt), ALL_PROVEN_TEXTS, HOUR) }
  for _, group in ipairs(doubt.closed) do
    table.insert(budgets, doubt.is_of_network and budget('service', group.proven, PROVEN_TEXTS_OF_NETWORK, DAY)
      or budget('service', group.proven, PROVEN_TEXTS, HOUR))
  end
  local _, wait = longest_wait(budgets, now)
  return wait
end

-- Decides on a doubted text: it is sent where groups are observed only, or with a proof.
-- Returns would_close, doubted, closed, admitted, or limited and how long it has to wait (ms).
local function decide_doubted(doubt)
  if is_observed then
    return 'would_close'
  elseif kind == 'proof' then
    local wait = wait_of_proven(doubt)
    return wait > 0 and 'limited' or 'admitted', wait
  elseif not asks then
    return 'closed'
  end
  if doubt.verdict == 'unknown' and doubt.rule ~= 'guesses' then
    remember_unanswered()
  end
  return 'doubted'
end
