-- Guarantees that what is said of the roster of a closed draw is said of this draw.
local is_open, fairness = unpack(KEYS)
local draw = ARGV[1] -- then fields

if redis.call('EXISTS', is_open) == 0 and redis.call('HGET', fairness, 'draw') == draw then
  redis.call('HSET', fairness, unpack(ARGV, 2))
end
return 1
