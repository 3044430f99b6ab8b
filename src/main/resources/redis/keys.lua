-- The keys of the guard, put before all its scripts.
-- KEYS: 1 how they begin: they share its hash tag.

local function key(...)
  return KEYS[1] .. table.concat({ ... }, ':')
end

local function cooldown_of(kind, number)
  return key('cooldown', kind, number)
end

-- Of a text: when it was sent, and the windows that it is to be taken out of, or counted in, when its code is redeemed.
local function record_of(text)
  return key('text', text)
end

-- Texts whose codes were redeemed: the windows of the number and the network no longer have them.
local function redeemed_texts_of(number)
  return key('texts', 'redeemed', number)
end
