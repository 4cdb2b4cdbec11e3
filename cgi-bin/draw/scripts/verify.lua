-- Guarantees that GitHub's answer is applied to an unverified entrant: removed if there is no such user, renamed to the
-- current login if it has changed, and removed if that login is excluded or left out. The roster of a closed draw does not
-- change; the pick looks them up again.
local is_open, entrants, unverified, excluded, arrivals, renamed, removed, phones, left_out, added,
  prizes = unpack(KEYS)
local id, login = unpack(ARGV) -- login: empty if there is no such user

if login ~= id and redis.call('EXISTS', is_open) == 0 then
  return 'left_to_the_pick'
end
if login == id or redis.call('SISMEMBER', entrants, id) == 0 then
  redis.call('SREM', unverified, id)
  return 'verified'
end
local is_excluded = redis.call('SISMEMBER', excluded, login) == 1
local is_left_out = redis.call('SISMEMBER', left_out, login) == 1
  and bears(left_out, redis.call('PEXPIRETIME', prizes))
local is_removed = login == '' or is_excluded or is_left_out
if is_removed then
  redis.call('HSET', removed, id, login == '' and 'unknown user' or is_excluded and 'excluded' or 'left out')
  redis.call('HINCRBY', removed, '#', 1)
else
  local phone = redis.call('HGET', phones, id)
  if phone then
    redis.call('HSET', phones, login, phone)
  end
  redis.call('HSET', renamed, id, login)
  local is_new = redis.call('SADD', entrants, login) == 1
  if redis.call('SREM', added, id) == 1 and is_new then
    redis.call('SADD', added, login)
  end
end
redis.call('LREM', arrivals, 0, id)
redis.call('SREM', unverified, id)
redis.call('SREM', entrants, id)
return is_removed and 'removed' or 'verified'
