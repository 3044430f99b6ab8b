-- What a text counts against, put before the scripts that count texts.
-- ARGV: 1 now (ms), 2 id of the text, 3 kind of its request: plain, proof or device, 4 number, 5 network, 6 the wider network
--       around it, 7 long prefix of the number, 8 short prefix, 9 country.
local now, id, kind, number, network = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local cooldown = cooldown_of(kind, number)

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

-- Counts a text that was not admitted against every limit. Put after window.lua.
local function count_again(text)
  for name, window in pairs(texts) do
    if kind ~= 'device' or of_device[name] then
      count(window, table.concat({ id, now, text }, '+'), now, DAY)
    end
  end
end
