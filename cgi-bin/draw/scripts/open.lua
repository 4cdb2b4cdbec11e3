-- Guarantees that a new draw replaces the old one whole, and never one whose entrants still wait for the pick. One that was
-- scheduled is opened once, and given up where it cannot be opened at its time.
local log, _, is_open, prizes, entrants, winners, fairness, scheduled = unpack(KEYS) -- then what else there is of the last draw
local oldest, unit, time, mark, given_up, how_many_fields = unpack(ARGV, 4, 9) -- then the fields of `fairness`, and the prizes
local draw = ARGV[10] -- of the scheduled draw that this is, or empty; given_up: what the log says where it cannot open
local last_field = 10 + how_many_fields

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
for prize = last_field + 1, #ARGV do
  redis.call('SADD', prizes, ARGV[prize])
end
-- The start of an older program removes the mark, so `fairness` is never taken for that of its draw.
redis.call('PEXPIREAT', prizes, mark)
redis.call('HSET', fairness, unpack(ARGV, 11, last_field))
if time == '0' then
  redis.call('SET', is_open, 'true')
else
  redis.call('SET', is_open, 'true', unit, time)
end
return 'done'
