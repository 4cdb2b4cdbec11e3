-- Whether the key bears the mark of a draw, which is then true of it. A key that moves to another node of a cluster loses
-- some milliseconds of it.
local function bears(key, mark)
  return tonumber(mark) and math.abs(redis.call('PEXPIRETIME', key) - mark) < 1000
end

