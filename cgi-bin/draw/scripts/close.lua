-- Guarantees that the log says once that a draw was closed by hand.
local is_open, log = unpack(KEYS)
local who, did = unpack(ARGV)

if redis.call('DEL', is_open) == 0 then
  return 'closed_already'
end
redis.call('XADD', log, 'MAXLEN', '~', 1000, '*', 'who', who, 'did', did)
return 'closed'
