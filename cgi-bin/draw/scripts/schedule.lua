-- Guarantees that one draw at most waits for its time, and that it can be opened as things are now.
local _, _, is_open, prizes, entrants, winners, scheduled = unpack(KEYS) -- ARGV: the fields of `scheduled`

if redis.call('EXISTS', scheduled) == 1 then
  return 'already_scheduled'
end
if redis.call('EXISTS', is_open) == 1 then
  return 'still_open'
end
if redis.call('EXISTS', winners) == 0 and redis.call('EXISTS', prizes, entrants) == 2 then
  return 'entrants_waiting'
end
write_log_for_form()
redis.call('HSET', scheduled, unpack(ARGV, 4))
return 'done'
