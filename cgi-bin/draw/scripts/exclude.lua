-- Guarantees that an excluded user is not an entrant of an open draw, and cannot enter a later one. The roster of a closed
-- draw does not change.
local _, _, is_open, entrants, unverified, excluded, arrivals, removed = unpack(KEYS)
local most_excluded = tonumber(ARGV[4]) -- then GitHub IDs

local new = {}
for i = 5, #ARGV do
  if redis.call('SISMEMBER', excluded, ARGV[i]) == 0 then
    table.insert(new, ARGV[i])
  end
end
if #new == 0 then
  remember_form()
  return 'done'
end
if redis.call('SCARD', excluded) + #new > most_excluded then
  return 'too_many_excluded'
end

must_allow('SCARD', entrants, unverified)
must_allow('LLEN', arrivals)
must_allow('HLEN', removed)
write_log_for_form()
local opened = redis.call('EXISTS', is_open) == 1
for _, id in ipairs(new) do
  redis.call('SADD', excluded, id)
  if opened and redis.call('SISMEMBER', entrants, id) == 1 then
    take_out(id, 'excluded', entrants, unverified, arrivals, removed)
  end
end
return 'done'
