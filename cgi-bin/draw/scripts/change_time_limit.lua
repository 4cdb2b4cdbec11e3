-- Guarantees that a draw that is open gets another time limit, and that no draw is opened by that.
local _, _, is_open = unpack(KEYS)
local seconds = ARGV[4] -- from now on; 0 until it is closed by hand

if redis.call('EXISTS', is_open) == 0 then
  return 'not_open'
end
write_log_for_form()
if seconds == '0' then
  redis.call('PERSIST', is_open)
else
  redis.call('EXPIRE', is_open, seconds)
end
return 'done'
