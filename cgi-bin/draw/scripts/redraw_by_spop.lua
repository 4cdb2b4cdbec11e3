-- Guarantees that a prize moves on from just this winner, once, to an entrant whom SPOP draws, and to nobody unverified
-- before GitHub was asked.
local prizes, entrants, winners, winners_json, unverified, log = unpack(KEYS)
local who, did, prize, from, verified, passed_over = unpack(ARGV) -- the last two: whom GitHub was asked about, or empty

if redis.call('HGET', winners, prize) ~= from then
  return { 'changed' }
end
redis.call('SREM', entrants, passed_over)
local to = redis.call('SISMEMBER', entrants, verified) == 1 and verified or redis.call('SRANDMEMBER', entrants)
if to and to ~= verified and redis.call('SISMEMBER', unverified, to) == 1 then
  return { 'look_up', to }
end
redis.call('DEL', winners_json)
redis.call('XADD', log, 'MAXLEN', '~', 1000, '*', 'who', who, 'did', did)
if not to then
  redis.call('HDEL', winners, prize)
  redis.call('SADD', prizes, prize)
  return { 'nobody_left' }
end
redis.call('SREM', entrants, to)
redis.call('HSET', winners, prize, to)
return { 'redrawn' }
