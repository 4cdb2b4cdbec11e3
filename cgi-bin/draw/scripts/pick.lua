-- Guarantees that a draw is closed and picked in one step, once: no prize and no entrant is lost or used twice.
local is_open, prizes, entrants, winners = unpack(KEYS)

if redis.call('EXISTS', winners) == 1 then
  return 'already_picked'
end
local to_win, to_draw = redis.call('SCARD', prizes), redis.call('SCARD', entrants)
if to_win == 0 then
  return 'no_draw'
end
if to_draw == 0 then
  return 'no_entrants'
end

redis.call('DEL', is_open)
for _ = 1, math.min(to_win, to_draw) do
  redis.call('HSET', winners, redis.call('SPOP', prizes), redis.call('SPOP', entrants))
end
return 'picked'
