-- Guarantees that what is picked from is closed, and has a seed: the one that it was opened with, or a new one where an older
-- program opened it.
local is_open, prizes, entrants, winners, fairness = unpack(KEYS)
local mark = ARGV[1] -- of the new one; then its fields

if redis.call('EXISTS', winners) == 1 then
  return 'already_picked'
end
if redis.call('SCARD', prizes) == 0 then
  return 'no_draw'
end
if redis.call('SCARD', entrants) == 0 then
  return 'no_entrants'
end
-- Where Redis is out of memory the first of these is refused, and nothing has changed.
local known = redis.call('HGET', fairness, 'mark')
if known and redis.call('PEXPIRETIME', prizes) == tonumber(known) then
  redis.call('HSET', fairness, 'mark', known)
else
  redis.call('HSET', fairness, unpack(ARGV, 2))
  redis.call('HDEL', fairness, 'entrants_sha256', 'prizes_sha256')
  redis.call('PEXPIREAT', prizes, mark)
end
redis.call('DEL', is_open)
return 'closed'
