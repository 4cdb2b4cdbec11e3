-- Guarantees that one program at a time looks an unverified entrant up again, and nobody who is no entrant of this draw.
local entrants, unverified, rechecking = unpack(KEYS)
local seconds = ARGV[1] -- for one entrant; expires if the process that asks crashes

if not redis.call('SET', rechecking, 'true', 'NX', 'EX', seconds) then
  return false
end
local id = redis.call('SRANDMEMBER', unverified)
while id and redis.call('SISMEMBER', entrants, id) == 0 do -- left over from a draw before an older program's
  redis.call('SREM', unverified, id)
  id = redis.call('SRANDMEMBER', unverified)
end
if not id then
  redis.call('DEL', rechecking)
end
return id
