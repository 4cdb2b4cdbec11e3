-- Shared by the organiser's scripts. KEYS[1] is the log and KEYS[2] this form's token; ARGV[1] and ARGV[2] are who did what,
-- ARGV[3] is a hash of the form, or empty if none was sent.

-- A form that was sent before is done already; with different content it is refused.
local said = ARGV[3] ~= '' and redis.call('GET', KEYS[2])
if said then
  return said == ARGV[3] and 'done' or 'form_used'
end

-- Fails before any change if a key has a type that this command cannot read.
local function must_allow(command, ...)
  for _, key in ipairs({ ... }) do
    redis.call(command, key)
  end
end

-- Must be the first change of each script, since Redis may reject it.
local function write_log()
  redis.call('XADD', KEYS[1], 'MAXLEN', '~', 1000, '*', 'who', ARGV[1], 'did', ARGV[2])
end

-- Also if nothing had to be done: the form must not take effect later either.
local function remember_form()
  if ARGV[3] ~= '' then
    redis.call('SET', KEYS[2], ARGV[3], 'EX', 600)
  end
end

local function write_log_for_form()
  write_log()
  remember_form()
end

-- The refusal if another draw is scheduled than `draw`, which is empty if none should be.
local function refusal_of_next(scheduled, draw)
  local next = redis.call('HGET', scheduled, 'draw') or ''
  return next ~= draw and (draw == '' and 'already_scheduled' or 'not_scheduled')
end

-- The refusal if no draw can be opened now.
local function refusal_to_open(is_open, prizes, entrants, winners)
  return redis.call('EXISTS', is_open) == 1 and 'still_open'
    or redis.call('EXISTS', winners) == 0 and redis.call('EXISTS', prizes, entrants) == 2 and 'entrants_waiting'
end

-- The refusal unless a draw is closed and not yet picked.
local function refusal_unless_closed(is_open, winners, prizes)
  return redis.call('EXISTS', is_open) == 1 and 'still_open'
    or redis.call('EXISTS', winners) == 1 and 'already_picked'
    or redis.call('EXISTS', prizes) == 0 and 'no_draw'
end

-- Removes somebody from an open draw.
local function take_out(id, why, entrants, unverified, arrivals, removed)
  redis.call('HSET', removed, id, why)
  redis.call('HINCRBY', removed, '#', 1)
  redis.call('SREM', entrants, id)
  redis.call('SREM', unverified, id)
  redis.call('LREM', arrivals, 0, id)
end

-- Stores facts about a draw in its line, permanently. Draws of a version that kept no lines get theirs from `records`.
local function note_draw(records, opened, draws, draw, facts)
  if redis.call('EXISTS', opened) == 0 then
    for _, entry in ipairs(redis.call('LRANGE', records, 0, -1)) do
      local earlier, picked_at, opened_at, title = entry:match('^(%x+) ?(%S*) ?(%S*) ?(.*)$')
      local line = { outcome = 'picked', picked_at = picked_at, opened_at = opened_at, title = title }
      redis.call('RPUSH', opened, earlier)
      redis.call('HSET', draws, earlier, cjson.encode(line))
    end
  end
  local line = cjson.decode(redis.call('HGET', draws, draw) or '{}')
  for name, value in pairs(facts) do
    line[name] = value
  end
  if redis.call('HSET', draws, draw, cjson.encode(line)) == 1 then
    redis.call('LPUSH', opened, draw)
  end
end
