-- Guarantees that an entrant is removed only while the draw is open, always with a reason in the log, and optionally is
-- excluded too.
local _, _, is_open, entrants, unverified, excluded, arrivals, removed = unpack(KEYS)
local most_excluded, id, excludes = unpack(ARGV, 4, 6)

if redis.call('EXISTS', is_open) == 0 then
  return 'not_open'
end
if redis.call('SISMEMBER', entrants, id) == 0 then
  return 'no_such_entrant'
end
if excludes == 'yes' and redis.call('SCARD', excluded) >= tonumber(most_excluded) then
  return 'too_many_excluded'
end

must_allow('SCARD', unverified, excluded)
must_allow('LLEN', arrivals)
must_allow('HLEN', removed)
write_log_for_form()
if excludes == 'yes' then
  redis.call('SADD', excluded, id)
end
take_out(id, excludes == 'yes' and 'excluded' or 'organiser', entrants, unverified, arrivals, removed)
return 'done'
