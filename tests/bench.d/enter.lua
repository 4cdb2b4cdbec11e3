-- wrk: everybody enters once. Each thread takes its own share of the GitHub IDs entrant-1, entrant-2, …

local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(arguments)
  step = tonumber(arguments[1]) -- how many threads there are
  method = arguments[2] or "POST" -- the older programs have only GET
  folder = arguments[3] or "/enter"
end

function request()
  local path = folder .. "/entrant-" .. number
  number = number + step
  return wrk.format(method, path)
end
