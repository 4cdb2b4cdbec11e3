-- Guarantees that a past draw is deleted completely except for a line that says so, and never the current draw or one whose
-- winners are shown.
local prizes, winners, fairness, records, opened, draws = unpack(KEYS, 3)
local of_the_draw = { unpack(KEYS, 9) } -- prefixes of the names of its keys
local draw, deleted_at = unpack(ARGV, 4)

local line = redis.call('HGET', draws, draw)
local is_listed = line
for _, entry in ipairs(redis.call('LRANGE', records, 0, -1)) do
  is_listed = is_listed or entry:match('^%x+') == draw -- of a version that kept no lines
end
if not is_listed then
  return 'no_such_draw'
end
local last, mark = unpack(redis.call('HMGET', fairness, 'draw', 'mark'))
local is_of_last = last == draw
local marked = redis.call('EXISTS', winners) == 1 and winners or prizes
if is_of_last and bears(marked, mark) then
  return 'still_shown'
end
if line and cjson.decode(line).outcome == 'deleted' then
  return 'done'
end

must_allow('LLEN', opened)
write_log_for_form()
note_draw(records, opened, draws, draw, { outcome = 'deleted', deleted_at = deleted_at, title = '' })
for _, entry in ipairs(redis.call('LRANGE', records, 0, -1)) do
  if entry:match('^%x+') == draw then
    redis.call('LREM', records, 1, entry)
  end
end
for _, name in ipairs(of_the_draw) do
  redis.call('DEL', name .. draw)
end
if is_of_last then -- an older program has opened another since
  redis.call('DEL', fairness)
end
return 'done'
