-- Claims an idempotency key for the request that is the first with it, or whose answer is of a code that no longer lives.
-- KEYS: 1 idempotency key, 2 code.
-- ARGV: 1 now (ms), 2 how long a claim holds (ms).
-- Returns nothing if it is claimed, '' while another request is in progress, else the answer to the first request.
local kept = redis.call('GET', KEYS[1])
if kept == '' then
  return kept
end
local challenge, answer = (kept or ''):match('^(%S+) (.+)$')
if answer then
  local code = redis.call('HMGET', KEYS[2], 'expires', 'attempts:' .. challenge, 'dattempts:' .. challenge)
  if (code[2] or code[3]) and tonumber(code[1]) > tonumber(ARGV[1]) then
    return answer
  end
end
redis.call('SET', KEYS[1], '', 'PX', ARGV[2])
return false
