-- Guarantees that whoever was excluded may enter again, and that the log says so once.
local excluded, log = unpack(KEYS)
local who, did, id = unpack(ARGV)

if redis.call('SREM', excluded, id) == 0 then
  return 'allowed_already'
end
redis.call('XADD', log, 'MAXLEN', '~', 1000, '*', 'who', who, 'did', did)
return 'allowed'
