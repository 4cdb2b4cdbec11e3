-- Guarantees that a scheduled draw is cancelled before it opens, and that the log says so.
local _, _, scheduled = unpack(KEYS)

if redis.call('EXISTS', scheduled) == 0 then
  return 'not_scheduled'
end
write_log_for_form()
redis.call('DEL', scheduled)
return 'done'
