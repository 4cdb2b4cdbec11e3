-- Guarantees that a draw is closed for the pick only if it can be picked, and that the audience's word is accepted only
-- once the roster is frozen.
local _, _, is_open, prizes, entrants, winners, fairness = unpack(KEYS)
local has_word = ARGV[4] == 'word'

if redis.call('EXISTS', winners) == 1 then
  return 'already_picked'
end
if redis.call('SCARD', prizes) == 0 then
  return 'no_draw'
end
if redis.call('SCARD', entrants) == 0 then
  return 'no_entrants'
end
if has_word then
  local is_ours = bears(prizes, redis.call('HGET', fairness, 'mark'))
  if not is_ours or redis.call('EXISTS', is_open) == 1 or redis.call('HEXISTS', fairness, 'frozen_at') == 0 then
    return 'not_frozen'
  end
end
must_allow('HLEN', fairness)
if redis.call('EXISTS', is_open) == 1 then
  write_log()
  redis.call('DEL', is_open)
end
return 'closed_for_the_pick'
