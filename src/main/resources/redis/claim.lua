-- Claims an idempotency key for the request that is the first with it, or whose answer is of a code that no longer lives.
-- KEYS: 1 idempotency key: busy, failed or done, the challenge, and the answer if it is done; 2 code.
-- ARGV: 1 now (ms), 2 how long a claim holds (ms), 3 challenge for a new text.
-- Returns nothing while another request is in progress, challenge and answer of the first request, or, if the key is claimed,
--       the challenge alone. After a failure it is the same one: the gateway may have its text.
local state, challenge, answer = (redis.call('GET', KEYS[1]) or ''):match('^(%a+) (%S+) ?(.*)$')
if state == 'busy' then
  return {}
elseif state == 'done' then
  local code = redis.call('HMGET', KEYS[2], 'expires', 'attempts:' .. challenge, 'dattempts:' .. challenge)
  if (code[2] or code[3]) and tonumber(code[1]) > tonumber(ARGV[1]) then
    return { challenge, answer }
  end
end
challenge = state == 'failed' and challenge or ARGV[3]
redis.call('SET', KEYS[1], 'busy ' .. challenge, 'PX', ARGV[2])
return { challenge }
