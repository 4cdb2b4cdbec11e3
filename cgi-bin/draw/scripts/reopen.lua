-- Guarantees that a closed draw is opened again only before the pick and soon after its roster was frozen, and that what
-- was published of that roster is not forgotten.
local _, _, is_open, winners, prizes, fairness, roster = unpack(KEYS)
local limit = tonumber(ARGV[4]) -- seconds since the freeze

if redis.call('EXISTS', is_open) == 1 then
  remember_form()
  return 'done'
end
if redis.call('EXISTS', winners) == 1 then
  return 'already_picked'
end
if redis.call('EXISTS', prizes) == 0 then
  return 'no_draw'
end
local mark, frozen_at, entrants_sha256, prizes_sha256, reopened, margin =
  unpack(redis.call('HMGET', fairness, 'mark', 'frozen_at', 'entrants_sha256', 'prizes_sha256', 'reopened', 'margin'))
if not mark or redis.call('PEXPIRETIME', prizes) ~= tonumber(mark) or not frozen_at then
  return 'not_frozen'
end
local now = redis.call('TIME')[1]
if margin and now - frozen_at >= tonumber(margin) then -- whoever knows the beacon's round could know who would win
  return 'too_late'
end
if now - frozen_at > limit then
  return 'too_late'
end

ARGV[2] = ARGV[2] .. '; the hashes of entrants and prizes were ' .. entrants_sha256 .. ' and ' .. prizes_sha256
write_log_for_form()
local line = table.concat({ now, frozen_at, entrants_sha256, prizes_sha256 }, ' ') .. '\n'
redis.call('HSET', fairness, 'reopened', (reopened or '') .. line)
redis.call('SET', is_open, 'true')
redis.call('HDEL', fairness, 'frozen_at', 'entrants_sha256', 'prizes_sha256', 'round')
redis.call('UNLINK', roster)
return 'done'
