-- Guarantees that a new draw replaces the old one completely, and never one that is not yet picked. A scheduled draw is
-- opened once, and dropped if it cannot be opened when due. The last winners' names and pictures stay with their record.
local log, _, records, opened, draws, faces = unpack(KEYS)
local is_open, prizes, entrants, winners, fairness, scheduled, left_out, winners_json = unpack(KEYS, 7) -- then the rest of the last draw
local oldest, unit, time, mark, given_up, how_many_fields, how_many_left_out = unpack(ARGV, 4, 10)
local draw = ARGV[11] -- the scheduled one that this is, or replaces; given_up: the log text if it cannot be opened
local last_field = 11 + how_many_fields -- followed by the people who are left out, and the prizes
local last_left_out = last_field + how_many_left_out

local is_another = refusal_of_next(scheduled, draw)
if is_another then
  return is_another
end
local is_past = unit == 'EXAT' and tonumber(time) <= tonumber(redis.call('TIME')[1])
local refusal = is_past and 'in_the_past' or refusal_to_open(is_open, prizes, entrants, winners)
if refusal then
  if given_up ~= '' then
    ARGV[2] = given_up
    write_log()
    redis.call('DEL', scheduled)
  end
  return refusal
end

must_allow('LLEN', records, opened)
must_allow('HLEN', draws)
local last, last_mark, replaced, order = unpack(redis.call('HMGET', fairness, 'draw', 'mark', 'replaced', 'shown_order'))
write_log_for_form()
redis.call('XTRIM', log, 'MINID', oldest)
if last and bears(winners, last_mark) then
  local shown = redis.pcall('GET', winners_json)
  redis.call('HSET', faces .. last, 'winners', type(shown) == 'string' and shown or '', 'shown_order', order or '')
elseif last and not replaced and bears(prizes, last_mark) and redis.call('HEXISTS', draws, last) == 1 then
  note_draw(records, opened, draws, last, { outcome = 'closed', entrants = 0 }) -- nobody had entered
end
redis.call('UNLINK', unpack(KEYS, 8))
for who = last_field + 1, last_left_out do
  redis.call('SADD', left_out, ARGV[who])
end
redis.call('PEXPIREAT', left_out, mark)
for prize = last_left_out + 1, #ARGV do
  redis.call('SADD', prizes, ARGV[prize])
end
-- An older program removes the mark when it opens a draw, so `fairness` is never mistaken for that draw's.
redis.call('PEXPIREAT', prizes, mark)
redis.call('HSET', fairness, unpack(ARGV, 12, last_field))
local now, opened_at, title = unpack(redis.call('HMGET', fairness, 'draw', 'opened_at', 'title'))
note_draw(records, opened, draws, now, { outcome = 'opened', opened_at = opened_at, title = title })
if time == '0' then
  redis.call('SET', is_open, 'true')
else
  redis.call('SET', is_open, 'true', unit, time)
end
return 'done'
