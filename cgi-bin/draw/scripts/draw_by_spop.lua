-- Guarantees that prizes and entrants are drawn by SPOP one by one, and are all put back afterwards.
local prizes, entrants = unpack(KEYS)
local how_many_prizes, how_many_entrants = unpack(ARGV)

local function draw(key, count)
  local expires = redis.call('PEXPIRETIME', key)
  local drawn = {}
  if expires ~= -2 then -- adding an existing member changes nothing, but fails first if Redis rejects writes
    redis.call('SADD', key, redis.call('SRANDMEMBER', key))
  end
  for _ = 1, count do
    local member = redis.call('SPOP', key)
    if not member then
      break
    end
    table.insert(drawn, member)
  end
  for _, member in ipairs(drawn) do
    redis.call('SADD', key, member)
  end
  if expires >= 0 then -- a set that was briefly empty has lost it
    redis.call('PEXPIREAT', key, expires)
  end
  return drawn
end

return { draw(prizes, how_many_prizes), draw(entrants, how_many_entrants) }
