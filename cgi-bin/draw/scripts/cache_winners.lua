-- Guarantees that winners are cached only if they are exactly the winners in Redis.
local winners, winners_json = unpack(KEYS)
local json, seconds = ARGV[1], ARGV[2] -- then prize, GitHub ID, prize, GitHub ID, …

local how_many = (#ARGV - 2) / 2

-- An empty list must not be cached: it would hide the next draw's winners.
if how_many == 0 or redis.call('HLEN', winners) ~= how_many then
  return 0
end
for prize = 3, #ARGV, 2 do
  if redis.call('HGET', winners, ARGV[prize]) ~= ARGV[prize + 1] then
    return 0
  end
end

if seconds == '0' then
  redis.call('SET', winners_json, json)
else
  redis.call('SET', winners_json, json, 'EX', seconds)
end
return 1
