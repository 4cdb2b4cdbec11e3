-- Guarantees that a time limit is given to a draw that is open, and never opens one.
local is_open, log = unpack(KEYS)
local who, did, seconds = unpack(ARGV) -- from now on; 0 until closed by hand

if redis.call('EXISTS', is_open) == 0 then
  return 'not_open'
end
if seconds == '0' then
  redis.call('PERSIST', is_open)
else
  redis.call('EXPIRE', is_open, seconds)
end
redis.call('XADD', log, 'MAXLEN', '~', 1000, '*', 'who', who, 'did', did)
return 'changed'
