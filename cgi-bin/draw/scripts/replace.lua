-- Guarantees that a prize is redrawn from exactly this winner, once, together with the record.
local prizes, entrants, winners, winners_json, fairness, record, summary = unpack(KEYS, 3)
local prize, from, to, mark, replaced = unpack(ARGV, 4, 8) -- to: empty if no entrant is left
-- None of these if an older program picked:
local replaced_now, next_now, moves, core, summary_json = unpack(ARGV, 9)

if redis.call('HGET', winners, prize) ~= from then
  return 'moved_on'
end
if core and (redis.call('HGET', fairness, 'replaced') ~= replaced
  or not bears(winners, mark)
  or redis.call('EXISTS', record) == 0) then
  return 'changed'
end
if to ~= '' and redis.call('SISMEMBER', entrants, to) == 0 then -- removed manually, or drawn by SPOP for another prize
  return core and 'roster_changed' or 'changed'
end

must_allow('SCARD', prizes)
write_log_for_form()
if core then
  redis.call('HSET', fairness, 'replaced', replaced_now, 'next', next_now, 'moves', moves,
    'moved_at', redis.call('TIME')[1], 'moved_shown', redis.call('HGET', fairness, 'shown') or '')
  redis.call('SET', record, core, 'KEEPTTL')
  redis.call('SET', summary, summary_json)
end
redis.call('DEL', winners_json)
if to ~= '' then
  redis.call('HSET', winners, prize, to)
  redis.call('SREM', entrants, to)
  return 'done'
end
redis.call('HDEL', winners, prize)
redis.call('SADD', prizes, prize)
if core then
  redis.call('PEXPIREAT', prizes, mark)
end
if redis.call('EXISTS', winners) == 0 then -- those left have been passed over: no pick is pending
  redis.call('DEL', entrants)
end
return 'nobody_left'
