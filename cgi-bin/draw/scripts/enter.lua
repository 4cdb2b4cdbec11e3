-- Guarantees that an entrant is added only while the draw is open, only once, and only with a known profile.
local is_open, entrants, profile = unpack(KEYS)
local id, fetched, seconds = unpack(ARGV) -- the last two only after GitHub was asked

-- An older program may have kept an organisation's profile, or something else altogether.
local function usable(json)
  local parsed, user = pcall(cjson.decode, json)
  return parsed and type(user) == 'table' and type(user.login) == 'string' and (user.type or 'User') == 'User'
end

if redis.call('EXISTS', is_open) == 0 then
  return { 'not_open' }
end
if redis.call('SISMEMBER', entrants, id) == 1 then
  return { 'already_entered' }
end
local known = fetched or redis.call('GET', profile)
if not fetched and not (known and usable(known)) then
  return { 'profile_unknown' }
end

redis.call('SADD', entrants, id)
if fetched then
  redis.call('SET', profile, fetched, 'EX', seconds)
end
return { 'entered', known }
