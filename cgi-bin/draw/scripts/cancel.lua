-- Guarantees that only a draw that is closed and not picked is cancelled, and that the log says so.
local _, _, records, opened, draws, is_open, winners, prizes, entrants, fairness = unpack(KEYS) -- then the rest of the draw
local cancelled_at = ARGV[4]

local refusal = refusal_unless_closed(is_open, winners, prizes)
if refusal then
  return refusal
end
local draw, mark = unpack(redis.call('HMGET', fairness, 'draw', 'mark'))
local has_line = draw and bears(prizes, mark) and redis.call('HEXISTS', draws, draw) == 1
must_allow('LLEN', records, opened)
local facts = { outcome = 'cancelled', cancelled_at = cancelled_at, entrants = redis.call('SCARD', entrants) }
write_log_for_form()
if has_line then -- not if an older program opened it
  note_draw(records, opened, draws, draw, facts)
end
redis.call('UNLINK', unpack(KEYS, 8))
return 'done'
