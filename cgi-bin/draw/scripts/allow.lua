-- Guarantees that an excluded user may enter again, and that the log says so once.
local _, _, excluded = unpack(KEYS)
local id = ARGV[4]

if redis.call('SISMEMBER', excluded, id) == 1 then
  write_log_for_form()
  redis.call('SREM', excluded, id)
else
  remember_form()
end
return 'done'
