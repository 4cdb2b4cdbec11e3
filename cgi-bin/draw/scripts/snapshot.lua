-- Guarantees one look at the draw: all that is returned was true at the same moment.
local is_open, prizes, entrants, winners = unpack(KEYS)

return {
  redis.call('PTTL', is_open), -- -2: not open; -1: open without a time limit
  redis.call('SMEMBERS', prizes),
  redis.call('SCARD', entrants),
  redis.call('EXISTS', winners),
}
