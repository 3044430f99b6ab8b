-- A code has come back: it is good for nothing any more, and another text may be asked for.
-- KEYS: the deliveries of all texts that brought it.
-- ARGV: 1 'read' if it is known that it was read from the first of them, else ''.
-- Returns country and sender of the text it was read from if that is news, else nothing.
local news = {}
for i, key in ipairs(KEYS) do
  local kept = redis.call('HMGET', key, 'state', 'country', 'sender')
  if kept[1] then
    redis.call('HSET', key, 'resend', 0, 'expires', 0)
    if i == 1 and ARGV[1] == 'read' and kept[1] ~= 'redeemed' then
      redis.call('HSET', key, 'state', 'redeemed')
      news = { kept[2], kept[3] or '' }
    end
  end
end
return news
