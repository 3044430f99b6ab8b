-- The attempts that a code leaves, put before the scripts that issue codes and compare them.

-- Returns the challenges of the texts that brought the code, and the field that counts the attempts of the one that is asked
-- for: those of a device begin with d.
local function challenges_of(code, wanted)
  local challenges, counter = {}, nil
  for _, field in ipairs(redis.call('HKEYS', code)) do
    local challenge = field:match('^d?attempts:(.+)$')
    if challenge then
      table.insert(challenges, challenge)
      counter = challenge == wanted and field or counter
    end
  end
  return challenges, counter
end

-- All requests without a challenge leave their attempts to every challenge.
local function most_without_challenge(attempts, most, challenges)
  return math.max(attempts, most - attempts * challenges)
end
