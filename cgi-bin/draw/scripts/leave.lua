-- Guarantees that an entrant leaves only while the draw is open, and only through the browser that entered them.
local is_open, prizes, entrants, unverified, arrivals, removed, phones = unpack(KEYS, 3)
local id, phone, most_logged = unpack(ARGV, 4)

if redis.call('EXISTS', is_open) == 0 then
  return 'not_open'
end
local mark, entered_by = (redis.call('HGET', phones, id) or ''):match('^(%d+) (.+)$')
if entered_by ~= phone or not bears(prizes, mark) or redis.call('SISMEMBER', entrants, id) == 0 then
  return 'no_such_entrant'
end

must_allow('SCARD', unverified)
must_allow('LLEN', arrivals)
must_allow('HLEN', removed)
local logged = tonumber(redis.call('HGET', phones, '#') or 0)
if logged < tonumber(most_logged) then
  write_log()
end
redis.call('HINCRBY', phones, '#', 1)
take_out(id, 'left', entrants, unverified, arrivals, removed)
redis.call('HDEL', phones, id)
return 'done'
