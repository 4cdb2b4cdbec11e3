-- Guarantees that a ranked draw is awarded once and whole, together with its record, and only if nothing has changed since
-- it was ranked.
local is_open, prizes, entrants, winners, fairness, record, records = unpack(KEYS)
local draw, mark, how_many_prizes, how_many_entrants, json, most_records, entry, replaced = unpack(ARGV, 1, 8)
local first = 9 -- then prize, GitHub ID, prize, …

if redis.call('EXISTS', winners) == 1 then
  return 'already_picked'
end
local same = redis.call('EXISTS', is_open) == 0
  and redis.call('HGET', fairness, 'draw') == draw
  and redis.call('PEXPIRETIME', prizes) == tonumber(mark)
  and redis.call('SCARD', prizes) == tonumber(how_many_prizes)
  and redis.call('SCARD', entrants) == tonumber(how_many_entrants)
for i = first, #ARGV, 2 do
  same = same and redis.call('SISMEMBER', prizes, ARGV[i]) == 1
    and redis.call('SISMEMBER', entrants, ARGV[i + 1]) == 1
end
if not same then
  return 'changed'
end
if #ARGV < first then -- not one of them exists, so there is no entrant
  redis.call('DEL', entrants)
  return 'no_entrants'
end

for i = first, #ARGV, 2 do
  redis.call('SREM', prizes, ARGV[i])
  redis.call('SREM', entrants, ARGV[i + 1])
  redis.call('HSET', winners, ARGV[i], ARGV[i + 1])
end
redis.call('PEXPIREAT', winners, mark)
redis.call('SET', record .. draw, json)
redis.call('HSET', fairness, 'replaced', replaced)
redis.call('LPUSH', records, entry)
while redis.call('LLEN', records) > tonumber(most_records) do
  redis.call('DEL', record .. redis.call('RPOP', records):match('^%x+'))
end
return 'picked'
