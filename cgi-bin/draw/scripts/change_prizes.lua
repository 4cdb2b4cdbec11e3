-- Guarantees that a prize is added or renamed only while the draw is open, consistently with the order in which prizes are
-- shown, and that the draw keeps its mark.
local _, _, is_open, prizes, fairness = unpack(KEYS)
local from, to, most_prizes, mark, order_before, order = unpack(ARGV, 4) -- from: empty to add; no mark: of an older program

if redis.call('EXISTS', is_open) == 0 then
  return 'not_open'
end
if from ~= '' and redis.call('SISMEMBER', prizes, from) == 0 then
  return 'no_prize'
end
if from ~= to and redis.call('SISMEMBER', prizes, to) == 1 then
  return 'prize_exists'
end
if from == '' and redis.call('SCARD', prizes) >= tonumber(most_prizes) then
  return 'too_many_prizes'
end
local known_mark, known_order = unpack(redis.call('HMGET', fairness, 'mark', 'shown_order'))
local is_ours = bears(prizes, known_mark)
if (is_ours and known_mark or '') ~= mark or is_ours and (known_order or '') ~= order_before then
  return 'changed'
end

write_log_for_form()
if is_ours then
  redis.call('HSET', fairness, 'shown_order', order)
end
redis.call('SADD', prizes, to)
if from ~= '' and from ~= to then
  redis.call('SREM', prizes, from)
end
return 'done'
