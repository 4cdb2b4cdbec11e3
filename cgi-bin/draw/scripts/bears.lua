-- Whether the key has a draw's mark, and so belongs to it. A key that moves to another cluster node loses some milliseconds
-- of it.
local function bears(key, mark)
  return tonumber(mark) and math.abs(redis.call('PEXPIRETIME', key) - mark) < 1000
end

