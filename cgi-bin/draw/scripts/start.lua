-- Guarantees that a new draw replaces the old one whole, and never one whose entrants still wait for the pick.
local is_open, prizes, entrants, winners, winners_json, unverified, arrivals, fairness, log = unpack(KEYS)
local who, did, oldest, seconds, mark, fields = unpack(ARGV, 1, 6) -- then these fields of `fairness`, and the prizes
local last_field = 6 + fields

if redis.call('EXISTS', is_open) == 1 then
  return 'still_open'
end
if redis.call('EXISTS', winners) == 0 and redis.call('EXISTS', prizes, entrants) == 2 then
  return 'entrants_waiting'
end

redis.call('UNLINK', prizes, entrants, winners, winners_json, unverified, arrivals, fairness)
for prize = last_field + 1, #ARGV do
  redis.call('SADD', prizes, ARGV[prize])
end
-- An older program's start loses the mark, and so `fairness` is never taken for that of its draw.
redis.call('PEXPIREAT', prizes, mark)
redis.call('HSET', fairness, unpack(ARGV, 7, last_field))
if seconds == '0' then
  redis.call('SET', is_open, 'true')
else
  redis.call('SET', is_open, 'true', 'EX', seconds)
end
redis.call('XTRIM', log, 'MINID', oldest) -- what was done so long ago may name people who have lost
redis.call('XADD', log, 'MAXLEN', '~', 1000, '*', 'who', who, 'did', did)
return 'started'
