-- wrk -s replay.lua URL -- REQUESTS [ANSWERS]
-- Sends the requests in the file, in order, and again from the start when all are sent. A request is a line:
-- method, path, token and body, separated by tabs; "-" is none. Bodies of answers go to ANSWERS.<thread>, if named.

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  requests, sent = {}, 0
  local line_number = 0
  for line in io.lines(arguments[1]) do
    line_number = line_number + 1
    local method, path, token, body = line:match("^(%S+)\t(%S+)\t(%S+)\t(.+)$")
    local headers = { ["Content-Type"] = "application/json" }
    if token ~= "-" then headers["Authorization"] = "Bearer " .. token end
    requests[line_number] = wrk.format(method, path, headers, body ~= "-" and body or nil)
  end
  -- Threads begin at different places, so that none of them sends what another has sent.
  first = math.floor(#requests / 2) * number
  if arguments[2] then answers = io.open(arguments[2] .. "." .. number, "w") end
  if not answers then response = nil end
end

function request()
  sent = sent + 1
  return requests[(first + sent - 1) % #requests + 1]
end

function response(status, headers, body)
  answers:write(body, "\n")
end
