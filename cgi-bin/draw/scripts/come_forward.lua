-- Guarantees that exactly this winner is marked as here, once, and only for the draw whose winners are in Redis.
local winners, here = unpack(KEYS, 3)
local prize, winner, mark, is_here = unpack(ARGV, 4)

if redis.call('HGET', winners, prize) ~= winner then
  return 'moved_on'
end
if not bears(winners, mark) then
  return 'changed'
end
must_allow('HLEN', here)
local is_ours = bears(here, mark)
local was_here = is_ours and redis.call('HGET', here, prize) == winner
if was_here == (is_here == 'yes') then
  remember_form()
  return 'done'
end
write_log_for_form()
if not is_ours then
  redis.call('DEL', here)
end
if is_here == 'yes' then
  redis.call('HSET', here, prize, winner)
  redis.call('PEXPIREAT', here, mark)
else
  redis.call('HDEL', here, prize)
end
return 'done'
