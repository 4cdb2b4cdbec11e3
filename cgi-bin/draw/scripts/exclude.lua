-- Guarantees that whoever is excluded is no entrant of an open draw, nor enters a later one. The roster of a closed draw
-- stays as it is.
local is_open, entrants, unverified, excluded, arrivals, log = unpack(KEYS)
local who, did, most_excluded = unpack(ARGV, 1, 3) -- then GitHub IDs

local new = {}
for i = 4, #ARGV do
  if redis.call('SISMEMBER', excluded, ARGV[i]) == 0 then
    table.insert(new, ARGV[i])
  end
end
if #new == 0 then
  return 'excluded_already'
end
if redis.call('SCARD', excluded) + #new > tonumber(most_excluded) then
  return 'too_many'
end
redis.call('XADD', log, 'MAXLEN', '~', 1000, '*', 'who', who, 'did', did)
local opened = redis.call('EXISTS', is_open) == 1
for _, id in ipairs(new) do
  redis.call('SADD', excluded, id)
  if opened then
    redis.call('SREM', entrants, id)
    redis.call('SREM', unverified, id)
    redis.call('LREM', arrivals, 0, id)
  end
end
return 'excluded'
