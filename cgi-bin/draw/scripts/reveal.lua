-- Guarantees that the reveal only moves forward, and belongs to the draw whose winners are in Redis.
local winners, fairness = unpack(KEYS, 3)
local mark, shown, total = unpack(ARGV, 4) -- no mark if an older program opened or picked the draw: nothing is hidden

if redis.call('EXISTS', winners) == 0 then
  return 'not_picked'
end
if mark == '' then
  return 'done'
end
if not bears(winners, mark) then
  return 'changed'
end
if tonumber(redis.call('HGET', fairness, 'shown') or 0) < tonumber(shown) then
  if shown == total then
    write_log()
  end
  redis.call('HSET', fairness, 'shown', shown)
end
remember_form()
return 'done'
