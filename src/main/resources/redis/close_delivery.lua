-- Records that the code of a text was redeemed: it expires now, and another text may be requested.
-- KEYS: 1 delivery.
-- ARGV: 1 'read' if the code is known to have been read from this text, else ''.
-- Returns country and sender (or 'none') of the text if its state has changed, else nothing.
local kept = redis.call('HMGET', KEYS[1], 'state', 'country', 'sender')
if not kept[1] then
  return {}
end
redis.call('HSET', KEYS[1], 'resend', 0, 'expires', 0)
if ARGV[1] ~= 'read' or kept[1] == 'redeemed' then
  return {}
end
redis.call('HSET', KEYS[1], 'state', 'redeemed')
return { kept[2], kept[3] or 'none' }
