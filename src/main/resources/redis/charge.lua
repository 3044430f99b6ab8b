-- Counts texts that were not admitted: those that senders which failed may have sent, and notices. Put after text.lua.
-- ARGV: 10 how many.
for name, window in pairs(texts) do
  for text = 1, counts_against(name) and ARGV[10] or 0 do
    count(window, id .. '+' .. text, now, DAY)
  end
end
return 1
