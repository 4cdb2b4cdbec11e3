-- Guarantees that people are added only to an open draw, as if they had entered themselves, and that log and record name
-- only those who were not in it yet.
local _, _, is_open, prizes, entrants, unverified, excluded, left_out, arrivals, renamed, removed, added, fairness,
  phones = unpack(KEYS)
local first = 4 -- then GitHub ID, login that was typed, 'known' or 'unverified', GitHub ID, …

if redis.call('EXISTS', is_open) == 0 then
  return 'not_open'
end
if not bears(prizes, redis.call('HGET', fairness, 'mark')) then
  return 'not_ours'
end
must_allow('SCARD', unverified, added)
must_allow('LLEN', arrivals)
must_allow('HLEN', renamed, removed, phones)

local new, names = {}, {}
for i = first, #ARGV, 3 do
  local id = ARGV[i]
  local is_out = redis.call('SISMEMBER', excluded, id) == 1 or redis.call('SISMEMBER', left_out, id) == 1
  if not new[id] and not is_out and redis.call('SISMEMBER', entrants, id) == 0 then
    new[id] = i
    table.insert(names, id)
  end
end
if #names == 0 then
  remember_form()
  return 'done'
end
ARGV[2] = ARGV[2] .. table.concat(names, ', ', 1, math.min(#names, 20))
  .. (#names > 20 and ' and ' .. #names - 20 .. ' more' or '')
write_log_for_form()
for _, id in ipairs(names) do
  local typed, kind = ARGV[new[id] + 1], ARGV[new[id] + 2]
  if kind == 'unverified' then
    redis.call('SADD', unverified, id)
  elseif typed ~= id then
    redis.call('HSET', renamed, typed, id)
  end
  redis.call('LPUSH', arrivals, id)
  redis.call('SADD', added, id)
  redis.call('SADD', entrants, id)
  redis.call('HDEL', removed, id)
  redis.call('HDEL', phones, id) -- the browser that entered them before no longer controls them
end
redis.call('LTRIM', arrivals, 0, 23)
return 'done'
