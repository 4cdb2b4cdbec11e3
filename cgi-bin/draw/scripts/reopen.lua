-- Guarantees that a closed draw is reopened only before the pick and soon after its roster was frozen, and that what was
-- published about that roster is kept.
local _, _, is_open, winners, prizes, fairness, roster = unpack(KEYS)
local limit = tonumber(ARGV[4]) -- seconds since the freeze

local refusal = refusal_unless_closed(is_open, winners, prizes)
if refusal == 'still_open' then
  remember_form()
  return 'done'
end
if refusal then
  return refusal
end
local mark, frozen_at, entrants_sha256, prizes_sha256, reopened, margin =
  unpack(redis.call('HMGET', fairness, 'mark', 'frozen_at', 'entrants_sha256', 'prizes_sha256', 'reopened', 'margin'))
if not bears(prizes, mark) or not frozen_at then
  return 'not_frozen'
end
local now = redis.call('TIME')[1]
local may_know_round = margin and now - frozen_at >= tonumber(margin) -- and so who would win
if may_know_round or now - frozen_at > limit then
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
