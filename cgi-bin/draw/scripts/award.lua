-- Guarantees that a ranked draw is awarded once and whole, together with its record, and only if nothing has changed since
-- it was ranked.
local is_open, prizes, entrants, winners, unverified, arrivals, fairness, record, summary, records, log = unpack(KEYS)
local who, did, keep, draw, mark, how_many_prizes, how_many_entrants = unpack(ARGV, 1, 7)
local json, summary_json, most_records, entry, replaced = unpack(ARGV, 8, 12)
local first = 13 -- then prize, GitHub ID, prize, …

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
redis.call('SET', summary .. draw, summary_json)
if keep ~= '0' then -- those who have not won are forgotten after so many seconds
  for _, key in ipairs({ entrants, unverified, arrivals, record .. draw }) do
    redis.call('EXPIRE', key, keep)
  end
end
redis.call('HSET', fairness, 'replaced', replaced)
redis.call('LPUSH', records, entry)
while redis.call('LLEN', records) > tonumber(most_records) do
  local oldest = redis.call('RPOP', records):match('^%x+')
  redis.call('DEL', record .. oldest, summary .. oldest)
end
redis.call('XADD', log, 'MAXLEN', '~', 1000, '*', 'who', who, 'did', did)
return 'picked'
