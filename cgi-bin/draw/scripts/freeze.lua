-- Guarantees that the roster of a closed draw is frozen once, unchanged: its hashes, the time and the beacon's round are
-- never set again.
local _, _, is_open, prizes, entrants, winners, fairness, roster, added = unpack(KEYS)
local draw, mark, how_many_prizes, how_many_entrants, prizes_sha256, entrants_sha256, keep, text,
  genesis, period = unpack(ARGV, 4, 13) -- the last two: when the beacon began, and the seconds between its rounds
local first = 14 -- then the fields for a draw that an older program opened: it gets an identity now

local known = redis.call('HGETALL', fairness)
local fields = {}
for i = 1, #known, 2 do
  fields[known[i]] = known[i + 1]
end
local is_ours = bears(prizes, fields.mark)
local same = redis.call('EXISTS', is_open, winners) == 0
  and redis.call('SCARD', prizes) == tonumber(how_many_prizes)
  and redis.call('SCARD', entrants) == tonumber(how_many_entrants)
  and (not is_ours or fields.draw == draw and not fields.frozen_at)
if not same then
  return 'changed'
end

write_log()
if not is_ours then
  redis.call('DEL', fairness, added)
  redis.call('HSET', fairness, unpack(ARGV, first))
  redis.call('PEXPIREAT', prizes, mark)
end
if text ~= '' then
  redis.call('SET', roster, text)
  if keep ~= '0' then -- an older program may take over, and does not delete it
    redis.call('EXPIRE', roster, keep)
  end
end
local frozen_at = redis.call('TIME')[1]
redis.call('HSET', fairness, 'prizes_sha256', prizes_sha256, 'entrants_sha256', entrants_sha256, 'frozen_at', frozen_at)
if is_ours and fields.margin then -- the first round that nobody can know before these are public
  local round = math.ceil((frozen_at + fields.margin - genesis) / period) + 1
  redis.call('HSET', fairness, 'round', string.format('%d', round))
end
return 'done'
