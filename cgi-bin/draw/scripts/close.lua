-- Guarantees that the draw is closed, and that the log says so once.
local _, _, is_open, prizes, entrants, unverified, fairness = unpack(KEYS)

must_allow('SCARD', prizes, entrants, unverified) -- for the freeze, which follows
must_allow('HLEN', fairness)
if redis.call('EXISTS', is_open) == 1 then
  write_log_for_form()
  redis.call('DEL', is_open)
else
  remember_form()
end
return 'done'
