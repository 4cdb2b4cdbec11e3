-- Guarantees that an entrant is added only while the draw is open, only once, only with a profile or as unverified, and
-- never if excluded.
local is_open, entrants, unverified, excluded, arrivals, profile, renamed, removed, prizes, phones,
  left_out = unpack(KEYS)
local id, given, typed = unpack(ARGV) -- given: the profile that GitHub just returned, 'unverified', or empty
local phone = ARGV[4] -- empty if nobody may remove them later

-- Finds the value without decoding, which takes longer than everything else; quotes within JSON strings are escaped.
local function text(json, name)
  local _, last = json:find(name, 1, true)
  return last and json:match('^ ?"([%w_-]+)"', last + 1)
end

-- An older program may have stored an organisation's profile, or anything else. A renamed user's profile is also stored
-- under the old name.
local function usable(json)
  local login, kind = text(json, '"login":'), text(json, '"type":')
  if login and kind then
    return login:lower() == id and kind == 'User'
  end
  local parsed, user = pcall(cjson.decode, json)
  return parsed and type(user) == 'table' and type(user.login) == 'string' and user.login:lower() == id
    and (user.type or 'User') == 'User'
end

if redis.call('EXISTS', is_open) == 0 then
  return { 'not_open' }
end
if redis.call('SISMEMBER', entrants, id) == 1 then
  if typed ~= id then
    redis.call('HSET', renamed, typed, id)
  end
  return { 'already_entered' }
end
local is_special = redis.call('EXISTS', unverified, excluded, removed, left_out) > 0 -- usually false
if is_special and redis.call('SISMEMBER', excluded, id) == 1 then
  return { 'excluded' }
end
-- It has the mark of the draw that it belongs to.
if is_special and redis.call('SISMEMBER', left_out, id) == 1
  and bears(left_out, redis.call('PEXPIRETIME', prizes)) then
  return { 'left_out' }
end
local known = given ~= '' and given or redis.call('GET', profile)
if given == '' and not (known and usable(known)) then
  return { 'profile_unknown' }
end

-- The write that makes somebody an entrant comes last, since Redis may reject the writes before it. Deletions come after
-- additions: when out of memory Redis rejects the first write that adds, but accepts everything after a deletion.
local was_removed = is_special and redis.call('HEXISTS', removed, id) == 1
if given == 'unverified' then
  redis.call('SADD', unverified, id)
elseif typed ~= id then
  redis.call('HSET', renamed, typed, id)
end
if phone ~= '' then
  redis.call('HSET', phones, id, redis.call('PEXPIRETIME', prizes) .. ' ' .. phone)
end
if redis.call('LPUSH', arrivals, id) > 48 then -- only 24 are shown
  redis.call('LTRIM', arrivals, 0, 23)
end
if was_removed then
  redis.call('HDEL', removed, id)
  if phone == '' then -- the browser that entered them before no longer controls them
    redis.call('HDEL', phones, id)
  end
end
redis.call('SADD', entrants, id)
if given == 'unverified' then
  return { 'entered_unverified' }
end
return { 'entered', known, is_special and redis.call('EXISTS', unverified) or 0 }
