-- Guarantees that a new draw replaces the old one whole, and never one whose entrants still wait for the pick. One that was
-- scheduled is opened once, and given up where it cannot be opened at its time.
local log, _, is_open, prizes, entrants, winners, fairness, scheduled, left_out = unpack(KEYS) -- then the rest of the last draw
local oldest, unit, time, mark, given_up, how_many_fields, how_many_left_out = unpack(ARGV, 4, 10)
local draw = ARGV[11] -- the scheduled one that this is, or comes instead of; given_up: what the log says where it cannot open
local last_field = 11 + how_many_fields -- after them who is left out, and the prizes
local last_left_out = last_field + how_many_left_out

local next = redis.call('HGET', scheduled, 'draw') or ''
if next ~= draw then
  return draw == '' and 'already_scheduled' or 'not_scheduled'
end
local refusal
if unit == 'EXAT' and tonumber(time) <= tonumber(redis.call('TIME')[1]) then
  refusal = 'in_the_past'
elseif redis.call('EXISTS', is_open) == 1 then
  refusal = 'still_open'
elseif redis.call('EXISTS', winners) == 0 and redis.call('EXISTS', prizes, entrants) == 2 then
  refusal = 'entrants_waiting'
end
if refusal then
  if given_up ~= '' then
    ARGV[2] = given_up
    write_log()
    redis.call('DEL', scheduled)
  end
  return refusal
end

write_log_for_form()
redis.call('XTRIM', log, 'MINID', oldest)
redis.call('UNLINK', unpack(KEYS, 4))
for who = last_field + 1, last_left_out do
  redis.call('SADD', left_out, ARGV[who])
end
redis.call('PEXPIREAT', left_out, mark)
for prize = last_left_out + 1, #ARGV do
  redis.call('SADD', prizes, ARGV[prize])
end
-- The start of an older program removes the mark, so `fairness` is never taken for that of its draw.
redis.call('PEXPIREAT', prizes, mark)
redis.call('HSET', fairness, unpack(ARGV, 12, last_field))
if time == '0' then
  redis.call('SET', is_open, 'true')
else
  redis.call('SET', is_open, 'true', unit, time)
end
return 'done'
