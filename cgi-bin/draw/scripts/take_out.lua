-- Guarantees that an entrant is taken out only while the draw is open, never without the log saying why, and does not
-- enter again where that is wanted.
local is_open, entrants, unverified, excluded, arrivals, log = unpack(KEYS)
local who, did, id, keep_out, most_excluded = unpack(ARGV)

if redis.call('EXISTS', is_open) == 0 then
  return 'not_open'
end
if redis.call('SISMEMBER', entrants, id) == 0 then
  return 'no_entrant'
end
if keep_out == 'yes' and redis.call('SCARD', excluded) >= tonumber(most_excluded) then
  return 'too_many'
end
redis.call('XADD', log, 'MAXLEN', '~', 1000, '*', 'who', who, 'did', did)
redis.call('SREM', entrants, id)
redis.call('SREM', unverified, id)
redis.call('LREM', arrivals, 0, id)
if keep_out == 'yes' then
  redis.call('SADD', excluded, id)
end
return 'taken_out'
