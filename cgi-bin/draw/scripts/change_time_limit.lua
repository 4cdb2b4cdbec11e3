-- Guarantees that only an open draw gets a new time limit, and that this neither opens nor closes a draw.
local _, _, is_open = unpack(KEYS)
local how, seconds = ARGV[4], tonumber(ARGV[5]) -- how: `left` from now, where 0 is until somebody closes it;
local longest = tonumber(ARGV[6])               -- `more` in addition; or `at`, seconds since 1970

local left = redis.call('PTTL', is_open)
if left == -2 then
  return 'not_open'
end
if how == 'more' and left == -1 then
  return 'no_time_limit'
end
if how == 'at' and seconds <= tonumber(redis.call('TIME')[1]) then
  return 'in_the_past'
end
write_log_for_form()
if how == 'at' then
  redis.call('EXPIREAT', is_open, seconds)
elseif how == 'more' then
  redis.call('PEXPIRE', is_open, math.min(left + 1000 * seconds, 1000 * longest))
elseif seconds == 0 then
  redis.call('PERSIST', is_open)
else
  redis.call('EXPIRE', is_open, seconds)
end
return 'done'
