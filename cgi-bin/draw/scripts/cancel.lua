-- Guarantees that only a draw that is closed and not picked is given up, and that the log says so.
local _, _, is_open, winners, prizes = unpack(KEYS) -- then what else there is of the draw

if redis.call('EXISTS', is_open) == 1 then
  return 'still_open'
end
if redis.call('EXISTS', winners) == 1 then
  return 'already_picked'
end
if redis.call('EXISTS', prizes) == 0 then
  return 'no_draw'
end
write_log_for_form()
redis.call('UNLINK', unpack(KEYS, 5))
return 'done'
