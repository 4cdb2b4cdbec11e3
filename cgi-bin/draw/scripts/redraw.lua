-- Guarantees that a prize moves on from just this winner, once, together with the record that says so.
local prizes, entrants, winners, winners_json, fairness, record, summary, log = unpack(KEYS)
local who, did, prize, from, to, mark, replaced, json, summary_json, replaced_now = unpack(ARGV) -- to: empty where nobody is left

if redis.call('HGET', winners, prize) ~= from
  or (redis.call('HGET', fairness, 'replaced') or '0') ~= replaced
  or redis.call('PEXPIRETIME', winners) ~= tonumber(mark)
  or redis.call('EXISTS', record) == 0 then
  return 'changed'
end
redis.call('HSET', fairness, 'replaced', replaced_now)
redis.call('SET', record, json, 'KEEPTTL')
redis.call('SET', summary, summary_json)
redis.call('XADD', log, 'MAXLEN', '~', 1000, '*', 'who', who, 'did', did)
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
