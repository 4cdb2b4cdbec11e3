-- Guarantees that an unverified entrant becomes what GitHub says: taken out where there is no such user, known by the name
-- of today where the user was renamed, and taken out where that name is excluded. From the close the roster stays as it is, and the pick looks them up again.
local is_open, entrants, unverified, excluded, rechecking = unpack(KEYS)
local id, today = unpack(ARGV) -- today: nothing where there is no such user

redis.call('DEL', rechecking)
if today ~= id and redis.call('EXISTS', is_open) == 0 then
  return 'left_to_the_pick'
end
redis.call('SREM', unverified, id)
if today == id or redis.call('SREM', entrants, id) == 0 then
  return 'verified'
end
if not today or redis.call('SISMEMBER', excluded, today) == 1 then
  return 'taken_out'
end
redis.call('SADD', entrants, today)
return 'verified'
