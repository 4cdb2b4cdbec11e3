-- Guarantees that a new draw replaces the old one whole, and never one whose entrants still wait for the pick.
local is_open, prizes, entrants, winners, winners_json, unverified, fairness = unpack(KEYS)
local seconds, mark = ARGV[1], ARGV[2] -- then how many fields `fairness` gets, these fields, and the prizes
local last_field = 3 + ARGV[3]

if redis.call('EXISTS', is_open) == 1 then
  return 'still_open'
end
if redis.call('EXISTS', winners) == 0 and redis.call('EXISTS', prizes, entrants) == 2 then
  return 'entrants_waiting'
end

redis.call('UNLINK', prizes, entrants, winners, winners_json, unverified, fairness)
for prize = last_field + 1, #ARGV do
  redis.call('SADD', prizes, ARGV[prize])
end
-- An older program's start loses the mark, and so `fairness` is never taken for that of its draw.
redis.call('PEXPIREAT', prizes, mark)
redis.call('HSET', fairness, unpack(ARGV, 4, last_field))
if seconds == '0' then
  redis.call('SET', is_open, 'true')
else
  redis.call('SET', is_open, 'true', 'EX', seconds)
end
return 'started'
