-- Guarantees that an entrant is added only while the draw is open, only once, only with a profile or as
-- unverified, and never one who is excluded.
local is_open, entrants, unverified, excluded, arrivals, profile = unpack(KEYS)
local id, given = unpack(ARGV) -- what is given: the profile that GitHub just gave, 'unverified', or nothing

-- An older program may have kept an organisation's profile, or something else altogether. That of somebody who was
-- renamed is kept under the old name too.
local function usable(json)
  local parsed, user = pcall(cjson.decode, json)
  return parsed and type(user) == 'table' and type(user.login) == 'string' and user.login:lower() == id
    and (user.type or 'User') == 'User'
end

local function arrive()
  redis.call('SADD', entrants, id)
  redis.call('LPUSH', arrivals, id)
  redis.call('LTRIM', arrivals, 0, 23)
end

if redis.call('EXISTS', is_open) == 0 then
  return { 'not_open' }
end
if redis.call('SISMEMBER', entrants, id) == 1 then
  return { 'already_entered' }
end
if redis.call('SISMEMBER', excluded, id) == 1 then
  return { 'excluded' }
end
if given == 'unverified' then
  arrive()
  redis.call('SADD', unverified, id)
  return { 'entered_unverified' }
end
local known = given or redis.call('GET', profile)
if not given and not (known and usable(known)) then
  return { 'profile_unknown' }
end
arrive()
return { 'entered', known, redis.call('EXISTS', unverified) }
