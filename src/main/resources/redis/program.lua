-- Put behind all scripts: SCRIPTS run one after another, as one atomic step.
-- KEYS and ARGV are those of all of them; the arguments of each are led by how many keys and how many arguments it has.
-- A script returns its answer and, if it likes, what the next one gets as GIVEN; or STOP, and no other follows.
-- Returns the answer of each that has run.
local answers, given, key, argument = {}, nil, 1, 1
for turn, script in ipairs(SCRIPTS) do
  local next_key, next_argument = key + ARGV[argument], argument + 2 + ARGV[argument + 1]
  local keys = { unpack(KEYS, key, next_key - 1) }
  local arguments = { unpack(ARGV, argument + 2, next_argument - 1) }
  answers[turn], given = script(keys, arguments, given)
  if given == STOP then
    break
  end
  key, argument = next_key, next_argument
end
return answers
