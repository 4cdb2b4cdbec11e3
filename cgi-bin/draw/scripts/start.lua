-- Guarantees that a new draw replaces the old one whole, and never one whose entrants still wait for the pick.
local is_open, prizes, entrants, winners, winners_json, unverified = unpack(KEYS)
local seconds = ARGV[1]

if redis.call('EXISTS', is_open) == 1 then
  return 'still_open'
end
if redis.call('EXISTS', winners) == 0 and redis.call('EXISTS', prizes, entrants) == 2 then
  return 'entrants_waiting'
end

redis.call('UNLINK', prizes, entrants, winners, winners_json, unverified)
for prize = 2, #ARGV do
  redis.call('SADD', prizes, ARGV[prize])
end
if seconds == '0' then
  redis.call('SET', is_open, 'true')
else
  redis.call('SET', is_open, 'true', 'EX', seconds)
end
return 'started'
