-- Guarantees that an entrant is added only while the draw is open, only once, only with a profile or as unverified, and
-- never one who is excluded.
local is_open, entrants, unverified, excluded, arrivals, profile, renamed, removed = unpack(KEYS)
local id, given, typed = unpack(ARGV) -- given: the profile that GitHub just gave, 'unverified', or nothing

-- An older program may have kept an organisation's profile, or something else altogether. That of somebody who was
-- renamed is kept under the old name too.
local function usable(json)
  -- The usual case, as no text within JSON can hold these quotes: decoding takes longer than all the rest.
  local login, kind = json:match('"login": ?"([%w_-]+)"'), json:match('"type": ?"(%w+)"')
  if login and kind then
    return login:lower() == id and kind == 'User'
  end
  local parsed, user = pcall(cjson.decode, json)
  return parsed and type(user) == 'table' and type(user.login) == 'string' and user.login:lower() == id
    and (user.type or 'User') == 'User'
end

-- What makes somebody an entrant comes last: Redis may refuse what is before it. What only deletes comes later than what
-- adds: a Redis that is out of memory refuses the first write that adds, and lets everything after a deletion pass.
local function arrive()
  local was_removed = redis.call('HEXISTS', removed, id) == 1
  if redis.call('LPUSH', arrivals, id) > 48 then -- only 24 are shown
    redis.call('LTRIM', arrivals, 0, 23)
  end
  if was_removed then
    redis.call('HDEL', removed, id)
  end
  redis.call('SADD', entrants, id)
end

local function remember_login()
  if typed ~= id then
    redis.call('HSET', renamed, typed, id)
  end
end

if redis.call('EXISTS', is_open) == 0 then
  return { 'word', 'not_open' }
end
if redis.call('SISMEMBER', entrants, id) == 1 then
  remember_login()
  return { 'word', 'already_entered' }
end
if redis.call('SISMEMBER', excluded, id) == 1 then
  return { 'word', 'excluded' }
end
if given == 'unverified' then
  redis.call('SADD', unverified, id)
  arrive()
  return { 'word', 'entered_unverified' }
end
local known = given ~= '' and given or redis.call('GET', profile)
if given == '' and not (known and usable(known)) then
  return { 'word', 'profile_unknown' }
end
remember_login()
arrive()
return { 'word', 'entered', 'profile', known, 'some_are_unverified', redis.call('EXISTS', unverified) }
