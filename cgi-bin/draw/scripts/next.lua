-- Guarantees that one program at a time looks people up unasked: the verifier with the best claim. It gets whoever is waited
-- for, and then unverified entrants of this draw, until the winners are picked.
local is_open, winners, entrants, unverified, waited_for, verifier = unpack(KEYS)
local name, most, milliseconds = unpack(ARGV) -- name: 'always' has the best claim; milliseconds: how long it lasts

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
    else -- left over from a draw before an older program's
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
