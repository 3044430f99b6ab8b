-- Claims an idempotency key for the request that is the first with it, or whose answer is of a code that no longer lives.
-- KEYS: 1 idempotency key, 2 code.
-- ARGV: 1 now (ms), 2 challenge, 3 how long a claim holds (ms).
-- Returns nothing if it is claimed, '' while another request is in progress, else the answer to the first request.
local answer = redis.call('GET', KEYS[1])
local code = redis.call('HMGET', KEYS[2], 'expires', 'attempts:' .. ARGV[2], 'dattempts:' .. ARGV[2])
local lives = (code[2] or code[3]) and tonumber(code[1]) > tonumber(ARGV[1])
if answer == '' or answer and lives then
  return answer
end
redis.call('SET', KEYS[1], '', 'PX', ARGV[3])
return false
