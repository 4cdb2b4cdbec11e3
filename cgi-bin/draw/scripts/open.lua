-- Guarantees that a new draw replaces the old one whole, and never one whose entrants still wait for the pick.
local log, _, is_open, prizes, entrants, winners, fairness = unpack(KEYS) -- then what else there is of the last draw
local oldest, seconds, mark, how_many_fields = unpack(ARGV, 4, 7) -- then the fields of `fairness`, and the prizes
local last_field = 7 + how_many_fields

if redis.call('EXISTS', is_open) == 1 then
  return 'still_open'
end
if redis.call('EXISTS', winners) == 0 and redis.call('EXISTS', prizes, entrants) == 2 then
  return 'entrants_waiting'
end

write_log_for_form()
redis.call('XTRIM', log, 'MINID', oldest)
redis.call('UNLINK', unpack(KEYS, 4))
for prize = last_field + 1, #ARGV do
  redis.call('SADD', prizes, ARGV[prize])
end
-- The start of an older program removes the mark, so `fairness` is never taken for that of its draw.
redis.call('PEXPIREAT', prizes, mark)
redis.call('HSET', fairness, unpack(ARGV, 8, last_field))
if seconds == '0' then
  redis.call('SET', is_open, 'true')
else
  redis.call('SET', is_open, 'true', 'EX', seconds)
end
return 'done'
