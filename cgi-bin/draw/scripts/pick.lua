-- Guarantees that a draw is closed and picked in one step, once: no prize and no entrant is lost or used twice. Nobody who
-- is unverified wins before GitHub was asked: until then nothing is picked, and everybody stays where they were.
local is_open, prizes, entrants, winners, unverified, arrivals, log = unpack(KEYS)
local who, did, keep = unpack(ARGV, 1, 3) -- keep: for so many seconds those who have not won, 0 for ever
-- then the candidates of the call before, once looked up: prize, GitHub ID, verdict (wins, passed_over), prize, …

if redis.call('EXISTS', winners) == 1 then
  return { 'already_picked' }
end
if redis.call('SCARD', prizes) == 0 then
  return { 'no_draw' }
end
if redis.call('SCARD', entrants) == 0 then
  return { 'no_entrants' }
end
redis.call('DEL', is_open)

local candidates, winning, must_look_up = {}, 0, false
local function add(prize, id, verdict)
  table.insert(candidates, { prize, id, verdict })
  winning = winning + (verdict == 'passed_over' and 0 or 1)
  must_look_up = must_look_up or verdict == 'look_up'
end

for i = 4, #ARGV, 3 do
  local prize, id, verdict = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local stands = verdict == 'passed_over' or redis.call('SISMEMBER', prizes, prize) == 1
  if stands and redis.call('SREM', entrants, id) == 1 then
    if verdict == 'wins' then
      redis.call('SREM', prizes, prize)
    end
    add(prize, id, verdict)
  end
end
local has_unverified = redis.call('EXISTS', unverified) == 1
for _ = 1, math.min(redis.call('SCARD', prizes), redis.call('SCARD', entrants)) do
  local prize, id = redis.call('SPOP', prizes), redis.call('SPOP', entrants)
  local is_unverified = has_unverified and redis.call('SISMEMBER', unverified, id) == 1
  add(prize, id, is_unverified and 'look_up' or 'wins')
end
if winning == 0 then -- not one of them exists, so there is no entrant
  return { 'no_entrants' }
end

for _, candidate in ipairs(candidates) do
  local prize, id, verdict = unpack(candidate)
  if verdict == 'passed_over' then
    redis.call('SADD', entrants, id)
  elseif must_look_up then
    redis.call('SADD', prizes, prize)
    redis.call('SADD', entrants, id)
  else
    redis.call('HSET', winners, prize, id)
  end
end
if must_look_up then
  return { 'look_up', candidates }
end
if keep ~= '0' then
  for _, key in ipairs({ entrants, unverified, arrivals }) do
    redis.call('EXPIRE', key, keep)
  end
end
redis.call('XADD', log, 'MAXLEN', '~', 1000, '*', 'who', who, 'did', did)
return { 'picked' }
