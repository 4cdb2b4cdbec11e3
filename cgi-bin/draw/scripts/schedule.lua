-- Guarantees that one draw at most waits for its time, and that it can be opened as things are now. One comes instead of
-- another at once.
local _, _, is_open, prizes, entrants, winners, scheduled = unpack(KEYS)
local instead_of = ARGV[4] -- a draw, or empty; then the fields of `scheduled`

local next = redis.call('HGET', scheduled, 'draw') or ''
if next ~= instead_of then
  return instead_of == '' and 'already_scheduled' or 'not_scheduled'
end
if redis.call('EXISTS', is_open) == 1 then
  return 'still_open'
end
if redis.call('EXISTS', winners) == 0 and redis.call('EXISTS', prizes, entrants) == 2 then
  return 'entrants_waiting'
end
write_log_for_form()
redis.call('DEL', scheduled)
redis.call('HSET', scheduled, unpack(ARGV, 5))
return 'done'
