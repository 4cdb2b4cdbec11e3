-- Guarantees that at most one draw is scheduled, that it could be opened now, and that replacing one is atomic.
local _, _, is_open, prizes, entrants, winners, scheduled = unpack(KEYS)
local instead_of = ARGV[4] -- a draw, or empty; then the fields of `scheduled`

local refusal = refusal_of_next(scheduled, instead_of) or refusal_to_open(is_open, prizes, entrants, winners)
if refusal then
  return refusal
end
write_log_for_form()
redis.call('DEL', scheduled)
redis.call('HSET', scheduled, unpack(ARGV, 5))
return 'done'
