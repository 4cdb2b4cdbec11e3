-- Guarantees that one program at a time looks people up in the background: the verifier with the highest priority. It gets
-- people for whom somebody waits, then unverified entrants of this draw, until the winners are picked.
local is_open, winners, entrants, unverified, waited_for, verifier = unpack(KEYS)
local name, most, milliseconds = unpack(ARGV) -- name: 'always' has priority; milliseconds: how long its claim lasts

local now = redis.call('TIME')[1] * 1000
local lives = redis.call('GET', verifier)
if lives and lives ~= name and name ~= 'always' then
  return { 'not alone' }
end

local next = {}
if most ~= '0' then
  for _, who in ipairs(redis.call('ZRANGE', waited_for, now, '+inf', 'BYSCORE')) do
    table.insert(next, who:match('^%S+'))
  end
  local more = redis.call('EXISTS', winners) == 0 and redis.call('SRANDMEMBER', unverified, most) or {}
  for _, id in ipairs(more) do
    if redis.call('SISMEMBER', entrants, id) == 1 then
      table.insert(next, id)
    else -- left over from an earlier draw
      redis.call('SREM', unverified, id)
    end
  end
end

local opened = redis.call('EXISTS', is_open) == 1
if opened and (#next > 0 or name == 'always') then
  if lives ~= name or redis.call('PTTL', verifier) < milliseconds / 2 then
    redis.call('SET', verifier, name, 'PX', milliseconds)
  end
elseif lives == name then
  redis.call('DEL', verifier)
end
return { opened and 'open' or 'closed', unpack(next) }
