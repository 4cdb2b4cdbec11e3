-- Guarantees that only a few people wait for GitHub at a time, and tells who asks it: the verifier if one is running, or else
-- the waiting program.
local waited_for, verifier = unpack(KEYS)
local who, name, most, milliseconds = unpack(ARGV) -- name: of the program, which may be the verifier itself

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', waited_for, '-inf', now) -- left by a process that crashed
if redis.call('ZCARD', waited_for) >= tonumber(most) then
  return 'full'
end
redis.call('ZADD', waited_for, now + milliseconds, who)
redis.call('PEXPIRE', waited_for, milliseconds)
local lives = redis.call('GET', verifier)
return lives and lives ~= name and 'not alone' or 'alone'
