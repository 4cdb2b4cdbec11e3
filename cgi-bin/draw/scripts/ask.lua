-- Guarantees that only one of those who need a user's profile asks GitHub, and none while GitHub is unavailable.
local profile, nobody, silent, asking, stale, token_refused = unpack(KEYS)
local seconds, asks, wanted = unpack(ARGV) -- seconds: of one request; it expires if the process crashes

local function answer(word, known, etag)
  return { 'word', word, 'profile', known or '', 'etag', etag or '',
    'token_refused', redis.call('EXISTS', token_refused) }
end

local kind = redis.call('GET', nobody)
if kind then
  return { 'word', 'unknown_user', 'kind', kind, 'token_refused', 0 }
end
local known = wanted == 'any' and redis.call('GET', profile)
if known then
  return answer('known', known)
end
if redis.call('EXISTS', silent) == 1 then
  return answer('unavailable')
end
if asks == '' or not redis.call('SET', asking, 'true', 'NX', 'EX', seconds) then
  return answer('wait')
end
return answer('ask', unpack(redis.call('HMGET', stale, 'profile', 'etag')))
