-- What a text counts against, put before the scripts that count texts.
-- KEYS: 1 how all keys of the guard begin: they share its hash tag.
-- ARGV: 1 now (ms), 2 id of the text, 3 kind of its request: plain, proof or device, 4 number, 5 network, 6 the wider network
--       around it, 7 long prefix of the number, 8 short prefix, 9 country.
local now, id, kind, number, network = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local function key(...)
  return KEYS[1] .. table.concat({ ... }, ':')
end

local cooldown = key('cooldown', kind, number)

-- Of a text: when it was sent, and the windows that it is to be taken out of, or counted in, when its code is redeemed.
local function record_of(text)
  return key('text', text)
end

-- Windows of texts by what is limited; share is what one network has of the number's.
local texts = {
  number = key('texts', kind, number),
  share = key('texts', kind, number, network),
  network = key('texts', 'network', network),
  prefix = key('texts', 'prefix', ARGV[7]),
  country = key('texts', 'country', ARGV[9]),
  service = key('texts', 'service'),
}
-- A text that a device requests counts for its number and the service alone.
local of_device = { number = true, service = true }

-- Texts whose codes were redeemed: the windows of the number and the network no longer have them.
local redeemed_texts = key('texts', 'redeemed', number)

-- Counts a text that was not admitted against every limit. Put after window.lua.
local function count_again(text)
  for name, window in pairs(texts) do
    if kind ~= 'device' or of_device[name] then
      count(window, table.concat({ id, now, text }, '+'), now, DAY)
    end
  end
end
