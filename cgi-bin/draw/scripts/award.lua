-- Guarantees that a draw is awarded once and completely, together with its record, and only if nothing has changed since
-- its roster was read.
local is_open, prizes, entrants, winners, winners_json, unverified, arrivals, fairness, renamed, removed, record, order,
  summary, records, roster, phones, added, opened, draws, faces = unpack(KEYS, 3)
local keep, draw, mark, how_many_prizes, how_many_entrants = unpack(ARGV, 4, 8)
local core, summary_json, all, next, most_records, entry, replaced, without_round = unpack(ARGV, 9, 16)
local picked_at, opened_at, title = unpack(ARGV, 17, 19)
local first = 20 -- then prize, GitHub ID, prize, …

local batches = {} -- one command for each of thousands would take longer than everything else
for i = first, #ARGV, 2000 do
  local batch = { awards = { unpack(ARGV, i, math.min(i + 1999, #ARGV)) }, prizes = {}, entrants = {} }
  for j = 1, #batch.awards, 2 do
    table.insert(batch.prizes, batch.awards[j])
    table.insert(batch.entrants, batch.awards[j + 1])
  end
  table.insert(batches, batch)
end

local function has_all(key, members)
  for _, is_member in ipairs(redis.call('SMISMEMBER', key, unpack(members))) do
    if is_member == 0 then
      return false
    end
  end
  return true
end

if redis.call('EXISTS', winners) == 1 then
  return 'already_picked'
end
local same = redis.call('EXISTS', is_open) == 0
  and redis.call('HGET', fairness, 'draw') == draw
  and bears(prizes, mark)
  and redis.call('SCARD', prizes) == tonumber(how_many_prizes)
  and redis.call('SCARD', entrants) == tonumber(how_many_entrants)
for _, batch in ipairs(batches) do
  same = same and has_all(prizes, batch.prizes) and has_all(entrants, batch.entrants)
end
if not same then
  return 'changed'
end
if #batches == 0 then
  return 'nobody_can_win'
end

must_allow('LLEN', records, opened)
must_allow('HLEN', draws)
write_log_for_form()
note_draw(records, opened, draws, draw, { outcome = 'picked', picked_at = picked_at, opened_at = opened_at, title = title,
  entrants = tonumber(how_many_entrants) })
redis.call('LPUSH', records, entry)
redis.call('HSET', fairness, 'replaced', replaced, 'next', next, 'without_round', without_round)
redis.call('SET', record .. draw, core)
redis.call('SET', summary .. draw, summary_json)
redis.call('SET', order .. draw, all)
for _, batch in ipairs(batches) do
  redis.call('SREM', prizes, unpack(batch.prizes))
  redis.call('SREM', entrants, unpack(batch.entrants))
  redis.call('HSET', winners, unpack(batch.awards))
end
redis.call('PEXPIREAT', winners, mark)
redis.call('UNLINK', roster, phones) -- nobody can leave now
redis.call('DEL', winners_json) -- of an earlier draw, written late by an older program
if keep ~= '0' then -- seconds after which the data of those who have not won expire
  for _, key in ipairs({ entrants, unverified, added, arrivals, renamed, removed, record .. draw, order .. draw }) do
    redis.call('EXPIRE', key, keep)
  end
end
while redis.call('LLEN', records) > tonumber(most_records) do
  local oldest = redis.call('RPOP', records):match('^%x+')
  redis.call('DEL', record .. oldest, order .. oldest, summary .. oldest, faces .. oldest)
end
return 'done'
