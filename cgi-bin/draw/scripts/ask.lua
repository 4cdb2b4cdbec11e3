-- Guarantees that of all who need a user's profile just now one asks GitHub, and nobody while GitHub is silent.
local profile, nobody, silent, asking, stale = unpack(KEYS)
local seconds = ARGV[1] -- for one question; whoever dies over it holds up the others no longer

if redis.call('EXISTS', nobody) == 1 then
  return { 'no_such_user' }
end
local known = redis.call('GET', profile)
if known then
  return { 'known', known }
end
if redis.call('EXISTS', silent) == 1 then
  return { 'silent' }
end
if not redis.call('SET', asking, 'true', 'NX', 'EX', seconds) then
  return { 'wait' }
end
return { 'ask', unpack(redis.call('HMGET', stale, 'etag', 'profile')) }
