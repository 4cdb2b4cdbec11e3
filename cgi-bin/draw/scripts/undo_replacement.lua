-- Guarantees that the last redraw is undone completely, together with the record, only shortly after it and before the next
-- reveal.
local prizes, entrants, winners, winners_json, fairness, record, summary = unpack(KEYS, 3)
local prize, from, to, mark, replaced = unpack(ARGV, 4, 8) -- to: empty if no entrant was left
local replaced_now, next_now, moves, core, summary_json, seconds = unpack(ARGV, 9)

local marked = redis.call('EXISTS', winners) == 1 and winners or prizes
if redis.call('HGET', fairness, 'replaced') ~= replaced or redis.call('EXISTS', record) == 0
  or not bears(marked, mark) then
  return 'changed'
end
local shown, shown_then, moved_at = unpack(redis.call('HMGET', fairness, 'shown', 'moved_shown', 'moved_at'))
if (shown or '') ~= shown_then or redis.call('TIME')[1] - moved_at >= tonumber(seconds) then
  return 'nothing_to_undo'
end
if (redis.call('HGET', winners, prize) or '') ~= to then -- changed manually
  return 'moved_on'
end

must_allow('SCARD', prizes, entrants)
write_log_for_form()
redis.call('HSET', fairness, 'replaced', replaced_now, 'next', next_now, 'moves', moves)
redis.call('SET', record, core, 'KEEPTTL')
redis.call('SET', summary, summary_json)
redis.call('HSET', winners, prize, from)
redis.call('PEXPIREAT', winners, mark)
if to ~= '' then
  redis.call('SADD', entrants, to)
  if redis.call('TTL', record) > 0 then -- a set that was empty has lost its expiry
    redis.call('EXPIRE', entrants, redis.call('TTL', record))
  end
end
redis.call('SREM', prizes, prize)
redis.call('DEL', winners_json)
return 'done'
