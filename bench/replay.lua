-- wrk -t1 -s replay.lua URL -- REQUESTS [ANSWERS|- [FIRST]]
-- Sends the requests in the file REQUESTS in order, over and over. Each line is a request: method, path, token and body,
-- separated by tabs; "-" stands for none. Writes the bodies of answers to the file ANSWERS, if it is given.
-- Each time a body contains "+*", the next phone number is put there, beginning with number FIRST.

function init(arguments)
  requests, sent = {}, 0
  next_number = tonumber(arguments[3])
  for line in io.lines(arguments[1]) do
    local method, path, token, body = line:match("^(%S+)\t(%S+)\t(%S+)\t(.+)$")
    local headers = { ["Content-Type"] = "application/json" }
    if token ~= "-" then headers["Authorization"] = "Bearer " .. token end
    local function send(text) return wrk.format(method, path, headers, text ~= "-" and text or nil) end
    requests[#requests + 1] = body:find("+*", 1, true) and function() return send(with_number(body)) end or send(body)
  end
  if arguments[2] and arguments[2] ~= "-" then answers = io.open(arguments[2], "w") end
  if not answers then response = nil end
end

function with_number(body)
  next_number = next_number + 1
  return (body:gsub("%+%*", ("+7926%07d"):format(next_number - 1)))
end

function request()
  sent = sent + 1
  local ready = requests[(sent - 1) % #requests + 1]
  return type(ready) == "function" and ready() or ready
end

function response(status, headers, body)
  answers:write(body, "\n")
end
