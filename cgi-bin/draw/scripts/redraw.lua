-- Guarantees that a prize moves on from just this winner, once, together with the record that says so.
local prizes, entrants, winners, winners_json, fairness, record = unpack(KEYS)
local prize, from, to, mark, replaced, json, replaced_now = unpack(ARGV) -- to: empty where nobody is left

if redis.call('HGET', winners, prize) ~= from
  or (redis.call('HGET', fairness, 'replaced') or '0') ~= replaced
  or redis.call('PEXPIRETIME', winners) ~= tonumber(mark) then
  return 'changed'
end
redis.call('HSET', fairness, 'replaced', replaced_now)
redis.call('SET', record, json)
redis.call('DEL', winners_json)
if to == '' then
  redis.call('HDEL', winners, prize)
  redis.call('SADD', prizes, prize)
  redis.call('PEXPIREAT', prizes, mark)
  if redis.call('EXISTS', winners) == 0 then -- all who are left were passed over
    redis.call('DEL', entrants)
  end
  return 'nobody_left'
end
redis.call('HSET', winners, prize, to)
redis.call('SREM', entrants, to)
return 'redrawn'
