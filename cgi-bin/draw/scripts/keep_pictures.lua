-- Guarantees that pictures are stored only for a draw that has not been deleted meanwhile, and then allows the next fetch.
local pictures, asked, record, summary = unpack(KEYS)
local seconds = ARGV[1] -- then GitHub ID, picture, GitHub ID, …

if redis.call('EXISTS', record, summary) > 0 then
  redis.call('HSET', pictures, unpack(ARGV, 2))
  redis.call('EXPIRE', pictures, seconds)
end
redis.call('DEL', asked)
return 'done'
